import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatDiagnostic } from '../../lib/config/diagnostic.ts';
import { type LoadedWorkspace, loadWorkspace } from '../../lib/config/load.ts';

export type Files = Readonly<Record<string, string>>;

const job = (name: string, input: string, schema: string) => `      ${name}:
        app_name: ${name}
        job_input: { ${input} }
        job_output: { schema: ${schema} }
        operational_monitoring: { job_name: ${name} }
`;

/** jobs.yaml of a workspace with one source and these tables. */
export const jobsYaml = (tables: readonly string[] = ['t'], source = 's'): string => {
  const input = `tables_for_processing: [${tables.join(', ')}], data_assets_config: data-assets/${source}.yaml`;
  return `stages:
  raw_to_bronze:
    jobs:
${job('load', `load_base_path: raw/${source}, format: jsonl, ${input}`, 'w_bronze.s')}  bronze_to_silver:
    jobs:
${job('merge', input, 'w_silver.s')}`;
};

export const workspaceYaml = `account: "000000000000"
region: us-east-1
locales: [en-US]
on_call: { team: a, email: a@example.org }
`;

/** A workspace `w` that is right but for what a test puts in the place of its files. */
export const workspaceWith = (files: Files): Files => ({
  'w/workspace.yaml': workspaceYaml,
  'w/jobs.yaml': jobsYaml(),
  'w/data-assets/s.yaml': 't: { identity: [id] }\n',
  ...files,
});

/** Loads a workspace from files that live as long as the call. Paths in diagnostics are those of the files. */
export const loadFrom = async (files: Files, name = 'w'): Promise<LoadedWorkspace> => {
  const root = mkdtempSync(join(tmpdir(), 'hushlake-config-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const loaded = await loadWorkspace(root, name);
    const here = <D extends { readonly file: string }>(d: D): D => ({ ...d, file: d.file.slice(root.length + 1) });
    return loaded.ok
      ? { ...loaded, warnings: loaded.warnings.map(here) }
      : { ...loaded, errors: loaded.errors.map(here), warnings: loaded.warnings.map(here) };
  } finally {
    rmSync(root, { recursive: true });
  }
};

/** `file:line:column code` of every error, without the folder of the workspace. */
export const errorsOf = (loaded: LoadedWorkspace): readonly string[] =>
  loaded.ok ? [] : loaded.errors.map(e => `${e.file.replace('w/', '')}:${e.line}:${e.column} ${e.code}`);

export const warningsOf = (loaded: LoadedWorkspace): readonly string[] =>
  loaded.warnings.map(e => `${e.file.replace('w/', '')}:${e.line}:${e.column} ${e.code}`);

export const sentencesOf = (loaded: LoadedWorkspace): readonly string[] =>
  loaded.ok ? [] : loaded.errors.map(formatDiagnostic);
