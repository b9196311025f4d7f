import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { conforms } from './conforms.ts';
import { type Diagnostic, nearestTo } from './diagnostic.ts';
import { resolveTable, type TablePlace } from './resolve.ts';
import { tableDiagnostics } from './rules.ts';
import { type AuthoredTable, dataAssets } from './schema/dataAssets.ts';
import { type Jobs, jobs as jobsSchema, type TableJob } from './schema/jobs.ts';
import { type AuthoredWorkspace, type Principal, workspace as workspaceSchema } from './schema/workspace.ts';
import type { IngestLimits, TableContract } from './tableContract.ts';
import { bytes } from './units.ts';
import { readYaml, type YamlFile } from './yamlFile.ts';

/** A workspace with everything resolved: plain data. */
export interface Workspace {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly locales: readonly string[];
  readonly limits: IngestLimits & { readonly splitSize: number };
  /** In the order of source and name. */
  readonly tables: readonly TableContract[];
  readonly federates: readonly string[];
  readonly principals: Readonly<Record<string, Principal>>;
  readonly jobs: Jobs['stages'];
  readonly authored: AuthoredWorkspace;
}

export type LoadedWorkspace =
  | { readonly ok: true; readonly workspace: Workspace; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly errors: readonly Diagnostic[] };

const defaults = { max_row_bytes: '16MiB', max_expansion_ratio: 200, split_size: '1GiB' } as const;
const plainName = /^[A-Za-z][A-Za-z0-9_-]*$/;
const plainTable = /^[A-Za-z][A-Za-z0-9_]*$/;

/** The workspaces under a folder: its folders that hold a workspace.yaml. */
export const workspaceNames = async (root: string): Promise<readonly string[]> => {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const names: string[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory()) continue;
    const files = await readdir(join(root, entry.name)).catch(() => [] as string[]);
    if (files.includes('workspace.yaml')) names.push(entry.name);
  }
  return names.sort();
};

interface Reading {
  readonly errors: Diagnostic[];
  readonly warnings: Diagnostic[];
  /** Sources whose file is there but cannot be used. */
  readonly broken: Set<string>;
}

const readFileYaml = async (root: string, path: string, reading: Reading): Promise<YamlFile | undefined> => {
  const shown = join(basename(root), path);
  try {
    return readYaml(shown, await readFile(join(root, path), 'utf8'));
  } catch {
    reading.errors.push({
      file: shown,
      line: 0,
      column: 0,
      code: 'missing_file',
      message: 'this file is not there, or cannot be read',
    });
    return undefined;
  }
};

interface Source {
  readonly name: string;
  readonly file: YamlFile;
  readonly tables: Readonly<Record<string, AuthoredTable>>;
}

const readSource = async (
  root: string,
  workspace: string,
  fileName: string,
  reading: Reading,
): Promise<Source | undefined> => {
  const file = await readFileYaml(root, join(workspace, 'data-assets', fileName), reading);
  if (!file) return undefined;
  const { value, errors } = conforms(file, dataAssets);
  reading.errors.push(...errors);
  if (!value) return undefined;
  const folded = new Map<string, string>();
  for (const [name, table] of Object.entries(value)) {
    const at = { file: file.file, ...file.locate([name]) };
    if (!plainTable.test(name)) {
      reading.errors.push({
        ...at,
        code: 'bad_name',
        message: `"${name}" cannot be a table: letters, digits and _ only, beginning with a letter`,
      });
    }
    const twin = folded.get(name.toLowerCase());
    if (twin)
      reading.errors.push({
        ...at,
        code: 'same_but_case',
        message: `"${name}" and "${twin}" differ in case only: engines do not tell them apart`,
      });
    folded.set(name.toLowerCase(), name);
    reading.errors.push(...tableDiagnostics(file, name, table));
    if (!table.columns) {
      reading.warnings.push({
        ...at,
        code: 'short_form',
        message: `${name}: columns that no list names pass through as they are; declare columns to have them rescued`,
      });
    }
  }
  return { name: basename(fileName, '.yaml'), file, tables: value };
};

/** What the jobs of a stage say of each table: which job, and where in the file. */
interface Placed {
  readonly job: TableJob;
  readonly path: readonly (string | number)[];
}

const placedBy = (
  stage: 'raw_to_bronze' | 'bronze_to_silver',
  stages: Jobs['stages'],
  file: YamlFile,
  sources: ReadonlyMap<string, Source>,
  reading: Reading,
): ReadonlyMap<string, Placed> => {
  const placed = new Map<string, Placed>();
  for (const [jobName, job] of Object.entries(stages[stage]?.jobs ?? {})) {
    const base = ['stages', stage, 'jobs', jobName, 'job_input'];
    const say = (path: readonly (string | number)[], code: string, message: string, nearest: object = {}): void => {
      reading.errors.push({ file: file.file, ...file.locate([...base, ...path], 'value'), code, message, ...nearest });
    };
    const sourceName = basename(job.job_input.data_assets_config, '.yaml');
    const source = sources.get(sourceName);
    // A source whose file is wrong has been reported already.
    if (!source && reading.broken.has(sourceName)) continue;
    if (!source) {
      say(
        ['data_assets_config'],
        'unknown_source',
        `there is no readable ${job.job_input.data_assets_config}`,
        nearestTo(sourceName, [...sources.keys()]),
      );
      continue;
    }
    const folder = job.job_input.load_base_path;
    if (folder !== undefined && folder !== `raw/${sourceName}`) {
      say(['load_base_path'], 'wrong_folder', `the files of ${sourceName} lie in raw/${sourceName}, not in ${folder}`);
    }
    for (const [i, table] of job.job_input.tables_for_processing.entries()) {
      const path = ['tables_for_processing', i];
      if (!source.tables[table]) {
        say(
          path,
          'unknown_table',
          `${sourceName} has no contract for "${table}"`,
          nearestTo(table, Object.keys(source.tables)),
        );
      }
      const id = `${sourceName}/${table}`;
      if (placed.has(id)) say(path, 'processed_twice', `${id} is processed by two jobs of ${stage}`);
      placed.set(id, { job, path: [...base, ...path] });
    }
  }
  return placed;
};

const resolveTables = (
  name: string,
  authored: AuthoredWorkspace,
  stages: Jobs['stages'],
  jobsFile: YamlFile,
  sources: ReadonlyMap<string, Source>,
  reading: Reading,
): readonly TableContract[] => {
  const bronze = placedBy('raw_to_bronze', stages, jobsFile, sources, reading);
  const silver = placedBy('bronze_to_silver', stages, jobsFile, sources, reading);
  const tables: TableContract[] = [];
  const taken = new Map<string, string>();
  for (const source of sources.values()) {
    for (const [table, contract] of Object.entries(source.tables)) {
      const id = `${source.name}/${table}`;
      const [into, onward] = [bronze.get(id), silver.get(id)];
      if (!into || !onward) {
        const stage = into ? 'bronze_to_silver' : 'raw_to_bronze';
        reading.errors.push({
          file: source.file.file,
          ...source.file.locate([table]),
          code: 'not_processed',
          message: `no job of ${stage} processes ${id}`,
        });
        continue;
      }
      const place: TablePlace = {
        workspace: name,
        source: source.name,
        table,
        bronzeSchema: into.job.job_output.schema,
        silverSchema: onward.job.job_output.schema,
        format: into.job.job_input.format ?? 'jsonl',
      };
      for (const full of [`${place.bronzeSchema}.${table}`, `${place.silverSchema}.${table}`]) {
        const other = taken.get(full.toLowerCase());
        if (other !== undefined) {
          reading.errors.push({
            file: jobsFile.file,
            ...jobsFile.locate(into.path),
            code: 'same_output',
            message: `${id} and ${other} would both be ${full}`,
          });
        }
        taken.set(full.toLowerCase(), id);
      }
      tables.push(resolveTable(place, contract, authored));
    }
  }
  const key = (t: TableContract): string => `${t.source}/${t.table}`;
  return tables.sort((a, b) => (key(a) < key(b) ? -1 : 1));
};

/**
 * Reads `<root>/<name>/`: workspace.yaml, jobs.yaml and data-assets/*.yaml. Everything that is wrong is reported at once.
 * Never throws for what the files hold.
 */
export const loadWorkspace = async (root: string, name: string): Promise<LoadedWorkspace> => {
  const known = await workspaceNames(root);
  if (!plainName.test(name) || !known.includes(name)) {
    const found =
      known.length > 0 ? `workspaces under ${root}: ${known.join(', ')}` : `there is no workspace under ${root}`;
    return {
      ok: false,
      errors: [
        {
          file: root,
          line: 0,
          column: 0,
          code: 'unknown_workspace',
          message: `there is no workspace "${name}"; ${found}`,
          ...nearestTo(name, known),
        },
      ],
    };
  }
  const reading: Reading = { errors: [], warnings: [], broken: new Set() };
  const workspaceFile = await readFileYaml(root, join(name, 'workspace.yaml'), reading);
  const jobsFile = await readFileYaml(root, join(name, 'jobs.yaml'), reading);
  const workspace = workspaceFile && conforms(workspaceFile, workspaceSchema);
  const jobs = jobsFile && conforms(jobsFile, jobsSchema);
  reading.errors.push(...(workspace?.errors ?? []), ...(jobs?.errors ?? []));
  const sources = new Map<string, Source>();
  const files = await readdir(join(root, name, 'data-assets')).catch(() => [] as string[]);
  for (const file of files.filter(f => f.endsWith('.yaml')).sort()) {
    const source = await readSource(root, name, file, reading);
    if (source) sources.set(source.name, source);
    else reading.broken.add(basename(file, '.yaml'));
  }
  const authored = workspace?.value;
  const stages = jobs?.value?.stages;
  if (!authored || !stages || !jobsFile) return { ok: false, errors: reading.errors };
  const tables = resolveTables(name, authored, stages, jobsFile, sources, reading);
  if (reading.errors.length > 0) return { ok: false, errors: reading.errors };
  const limits = { ...defaults, ...authored.limits };
  return {
    ok: true,
    warnings: reading.warnings,
    workspace: {
      name,
      account: authored.account,
      region: authored.region,
      locales: authored.locales,
      limits: {
        maxRowBytes: bytes(limits.max_row_bytes),
        maxExpansionRatio: limits.max_expansion_ratio,
        splitSize: bytes(limits.split_size),
      },
      tables,
      federates: authored.federates ?? [],
      principals: authored.principals ?? {},
      jobs: stages,
      authored,
    },
  };
};
