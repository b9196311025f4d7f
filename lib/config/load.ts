import { basename } from 'node:path';
import { conforming } from './conforming.ts';
import { readContracts, withoutExtensions } from './contractsFile.ts';
import type { Diagnostic } from './diagnostic.ts';
import { federatedTables } from './federated.ts';
import { type Finding, located } from './finding.ts';
import { resolveJobs, resolveWorkspace } from './resolve.ts';
import { resolveTable } from './resolveTable.ts';
import {
  knownModelTables,
  knownTables,
  oneJobEach,
  ownPlace,
  processings,
  silverTables,
  stagesWithout,
} from './rules/jobs.ts';
import { caseCollisions, placeName } from './rules/names.ts';
import { workspaceAdvice, workspaceRules } from './rules/workspace.ts';
import { jobs as jobsSchema } from './schema/jobs.ts';
import { workspace as workspaceSchema } from './schema/workspace.ts';
import type { TableContract } from './tableContract.ts';
import type { Workspace } from './workspace.ts';
import { readWorkspaceFiles } from './workspaceFiles.ts';
import type { YamlFile } from './yamlFile.ts';

export type { Job, Layer, Principal, Workspace } from './workspace.ts';

export type LoadedWorkspace =
  | { readonly ok: true; readonly workspace: Workspace; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly errors: readonly Diagnostic[]; readonly warnings: readonly Diagnostic[] };

/** By place, each once: text that several aliases use is wrong once. */
const inOrder = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => {
  const unique = new Map(diagnostics.map(d => [JSON.stringify([d.file, d.line, d.column, d.code, d.message]), d]));
  return [...unique.values()].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
};

/**
 * Reads `<root>/<name>/`: workspace.yaml, jobs.yaml and data-assets/*.yaml. Either the whole workspace, resolved, or
 * every error at once, each with its place. Never throws.
 */
export const loadWorkspace = async (root: string, name: string): Promise<LoadedWorkspace> => {
  const files = await readWorkspaceFiles(root, name);
  const errors: Diagnostic[] = [...files.errors];
  const warnings: Diagnostic[] = [];
  const fail = (file: YamlFile, findings: readonly Finding[]) => errors.push(...findings.map(f => located(file, f)));

  const sources = [...files.contracts].flatMap(([source, file]) => {
    if (!file) return [];
    const contracts = readContracts(file);
    fail(file, [...placeName('source', source, []), ...contracts.errors]);
    warnings.push(...contracts.warnings.map(f => located(file, f)));
    return contracts.tables ? [{ source, file, tables: contracts.tables }] : [];
  });
  for (const { code, message, found, expected } of caseCollisions([...files.contracts.keys()], () => [])) {
    const file = files.contracts.get(found);
    if (file) fail(file, [{ code, path: [], message, found, expected }]);
  }

  const authoredJobs = files.jobs && conforming(jobsSchema, withoutExtensions(files.jobs.value));
  const authoredWorkspace = files.workspace && conforming(workspaceSchema, withoutExtensions(files.workspace.value));
  if (files.jobs && authoredJobs) fail(files.jobs, authoredJobs.findings);
  if (files.workspace && authoredWorkspace) fail(files.workspace, authoredWorkspace.findings);

  const byFile = new Map(
    sources.map(({ source, tables }) => [`data-assets/${source}.yaml`, { source, tables: tables.map(t => t.name) }]),
  );
  const jobs = authoredJobs?.value;
  const written = jobs ? processings(jobs, byFile) : [];
  // A contracts file that could not be read is not missing: its own error says what to do.
  if (jobs && files.jobs && sources.length === files.contracts.size) {
    fail(files.jobs, [...knownTables(jobs, byFile), ...oneJobEach(written), ...ownPlace(written)]);
    for (const { source, file, tables } of sources) {
      for (const table of tables) {
        const missing = stagesWithout(written, source, table.name);
        if (missing.length === 0) continue;
        const message = `no job of ${missing.join(' or ')} processes "${table.name}"`;
        const expected = `${table.name} in tables_for_processing of a job in jobs.yaml`;
        fail(file, [{ code: 'table_without_job', path: [table.name], at: 'key', message, found: 'no job', expected }]);
      }
    }
  }
  if (jobs && files.jobs && authoredWorkspace?.value) {
    const federates = (authoredWorkspace.value.federates ?? []).filter(other => files.workspaces.includes(other));
    const elsewhere = await Promise.all(federates.map(other => federatedTables(root, other)));
    if (elsewhere.every(tables => tables !== undefined)) {
      fail(files.jobs, knownModelTables(jobs, [...silverTables(written), ...elsewhere.flat()]));
    }
  }
  if (authoredWorkspace?.value && files.workspace) {
    const jobNames = jobs && Object.values(jobs.stages).flatMap(stage => Object.keys(stage?.jobs ?? {}));
    const tables = sources.flatMap(({ source, tables }) => tables.map(t => ({ source, ...t })));
    const around = { workspaces: files.workspaces.filter(other => other !== name), jobs: jobNames, tables };
    fail(files.workspace, workspaceRules(authoredWorkspace.value, around));
    const { workspace } = files;
    warnings.push(...workspaceAdvice(authoredWorkspace.value).map(found => located(workspace, found)));
  }
  if (errors.length > 0 || !jobs || !authoredWorkspace?.value) {
    return { ok: false, errors: inOrder(errors), warnings: inOrder(warnings) };
  }

  const base = resolveWorkspace(name, authoredWorkspace.value);
  const resolvedJobs = resolveJobs(jobs, file => basename(file, '.yaml'));
  const schemaOf = (stage: string, source: string, table: string) =>
    resolvedJobs.find(job => job.stage === stage && job.source === source && job.tables.includes(table));
  const tables = sources
    .flatMap(({ source, tables }) =>
      tables.map(({ name: table, table: authored }): TableContract => {
        const bronze = schemaOf('raw_to_bronze', source, table);
        const silver = schemaOf('bronze_to_silver', source, table);
        return resolveTable(authored!, {
          workspace: base,
          source,
          name: table,
          bronzeSchema: bronze!.schema!,
          silverSchema: silver!.schema!,
          format: bronze!.format!,
          leads: tables.some(
            ({ table: other }) => typeof other?.subject === 'object' && other.subject.through === table,
          ),
        });
      }),
    )
    .sort((a, b) => (`${a.source}/${a.table}` < `${b.source}/${b.table}` ? -1 : 1));
  return { ok: true, workspace: { ...base, jobs: resolvedJobs, tables }, warnings: inOrder(warnings) };
};
