import type { TableContract } from '../../config/tableContract.ts';
import { tombstoneTable } from '../../core/silver/silverTable.ts';
import type { ObjectStore } from '../../ports/objectStore.ts';
import type { QueryEngine } from '../../ports/queryEngine.ts';
import { QueryFailed } from './athena.ts';

/** VACUUM removes so many files and says when there are more; each run is one of these. */
const mostRuns = 100;

/**
 * After so many days no snapshot from before can be read: Athena's VACUUM leaves those of the last five, and runs each day
 * (the function `expire`).
 */
export const keptSnapshotDays = 6;

/** Runs a VACUUM to its end. */
const vacuum = async (engine: Pick<QueryEngine, 'execute'>, sql: string): Promise<void> => {
  for (let run = 1; ; run++) {
    try {
      return await engine.execute(sql);
    } catch (error) {
      const more = error instanceof QueryFailed && error.detail.includes('ICEBERG_VACUUM_MORE_RUNS_NEEDED');
      if (!more || run === mostRuns) throw error;
    }
  }
};

/**
 * Has Athena remove the snapshots of silver tables that are older than five days, its default, with the files that only
 * they need, and the bucket what it keeps of deleted files. Younger snapshots stay: a merge that runs meanwhile may be
 * writing files of theirs.
 */
export const vacuumSilver = async (
  engine: QueryEngine,
  store: Pick<ObjectStore, 'purge'>,
  contracts: readonly TableContract[],
): Promise<void> => {
  for (const { silverSchema, table, deleteWhen, history } of contracts) {
    const database = silverSchema.replace('.', '_');
    const names = [table, ...(deleteWhen && history === 'none' ? [tombstoneTable(table)] : [])];
    for (const name of names) {
      await vacuum(engine, `VACUUM \`${database}\`.\`${name}\``);
      await store.purge(`silver/${database}/${name}/`);
    }
  }
};
