import { duckdbEngine } from '../adapters/local/duckdb.ts';
import { silverCatalogs } from '../adapters/local/silver.ts';
import type { Workspace } from '../config/load.ts';

/** DuckDB over the lake's bronze and silver, under the names of the contracts; nothing can be written through it. */
export const readOnlyEngine = (lake: string, workspace: Workspace) =>
  duckdbEngine({
    lake,
    silverCatalogs: silverCatalogs(workspace.tables),
    bronzeTables: workspace.tables.map(({ bronzeSchema, source, table }) => ({ schema: bronzeSchema, source, table })),
    readOnly: true,
  });
