import type { Diagnostic } from './diagnostic.ts';
import { loadWorkspace } from './load.ts';
import { type ColumnTreatment, treatments } from './treatments.ts';
import { workspaceNames } from './workspaceFiles.ts';

export interface ValidatedTable {
  readonly source: string;
  readonly table: string;
  readonly version: string;
  readonly shortForm: boolean;
  readonly columns: readonly ColumnTreatment[];
}

export interface ValidatedWorkspace {
  readonly name: string;
  readonly ok: boolean;
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  /** Empty unless `ok`. */
  readonly tables: readonly ValidatedTable[];
}

/**
 * What `hushlake validate` reports: the workspaces under `root`, or the named one, each with its diagnostics and what
 * becomes of every column. A root without any workspace is one that is not ok.
 */
export const validate = async (root: string, name?: string): Promise<readonly ValidatedWorkspace[]> => {
  const found = name === undefined ? await workspaceNames(root) : [name];
  const names = found.length > 0 ? found : [''];
  return Promise.all(
    names.map(async (workspace): Promise<ValidatedWorkspace> => {
      const loaded = await loadWorkspace(root, workspace);
      const { ok, warnings } = loaded;
      if (!ok) return { name: workspace, ok, errors: loaded.errors, warnings, tables: [] };
      const tables = loaded.workspace.tables.map(contract => ({
        source: contract.source,
        table: contract.table,
        version: contract.version,
        shortForm: contract.shortForm,
        columns: treatments(contract),
      }));
      return { name: workspace, ok, errors: [], warnings, tables };
    }),
  );
};
