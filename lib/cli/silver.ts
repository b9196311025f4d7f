import { buildSilverLocally } from '../adapters/local/silver.ts';
import type { Workspace } from '../config/load.ts';
import type { LocalLake } from './localLake.ts';
import type { SilverReport } from './runReport.ts';

/** Takes the loads that silver does not have yet into silver. */
export const buildSilverHere = async (lake: LocalLake, workspace: Workspace): Promise<readonly SilverReport[]> => {
  const { root, ledger, catalog, metrics, now } = lake;
  const results = await buildSilverLocally({ lake: root, contracts: workspace.tables, ledger, catalog, metrics, now });
  return results.map(({ table, rows, inserted, updated, unchanged, deleted, failed }) => ({
    table,
    rows,
    inserted,
    updated,
    unchanged,
    deleted,
    failed,
  }));
};
