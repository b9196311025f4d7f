import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Workspace } from '../config/load.ts';
import { type Arrival, failUnknownTable, findArrivals } from '../usecases/arrivals.ts';
import { checkFreshness } from '../usecases/checkFreshness.ts';
import { checkTables } from '../usecases/checkTables.ts';
import { settleOpenErasures } from '../usecases/eraseSubjects.ts';
import { eraseHere } from './erasure.ts';
import { type IngestPool, ingestPool, usefulThreads } from './ingestPool.ts';
import { holdLake, type LocalLake } from './localLake.ts';
import { progress } from './progress.ts';
import { type RunReport, runReport, tableReports } from './runReport.ts';
import { buildSilverHere } from './silver.ts';

/** A file that was written to less than this long ago may still be growing. */
const settleMs = 1000;
/** A file that never comes to rest is left for the next run. */
const longestSettleMs = 10_000;

/** The latest moment that Date knows (ECMA-262, Time Values). */
const endOfTime = new Date(8.64e15);

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** The arrivals that are at rest, waiting a little for those that are not. */
const settledArrivals = async (lake: LocalLake, workspace: Workspace, settle: boolean) => {
  const giveUpAt = Date.now() + longestSettleMs;
  for (;;) {
    const settledBefore = settle ? new Date(Date.now() - settleMs) : endOfTime;
    const found = await findArrivals(lake, workspace.tables, settledBefore);
    if (found.unsettled === 0 || Date.now() > giveUpAt) return found;
    await sleep(settleMs / 4);
  }
};

const loadAll = async (
  lake: LocalLake,
  pool: IngestPool,
  arrivals: readonly Arrival[],
  reports: ReturnType<typeof tableReports>,
) => {
  const bar = progress(
    'loading',
    arrivals.reduce((sum, { object }) => sum + object.size, 0),
  );
  const queue = [...arrivals];
  const next = async (): Promise<void> => {
    for (let arrival = queue.shift(); arrival; arrival = queue.shift()) {
      const { source, table, contract, object } = arrival;
      if (!contract) {
        await failUnknownTable(lake, arrival);
        reports.add(source, table, { state: 'failed', code: 'unknown_table', detail: '' });
        bar.problem(`${object.key}: failed, unknown_table. No contract of the workspace names ${source}/${table}.`);
        continue;
      }
      let told = 0;
      const outcome = await pool.ingest({ contract, object, again: false }, read => {
        told += read;
        bar.advance(read);
      });
      bar.advance(object.size - told);
      reports.add(source, table, outcome);
      if (outcome.state === 'failed') bar.problem(`${object.key}: failed, ${outcome.code}. ${outcome.detail}`);
      else if (outcome.state === 'committed') {
        const { rowsBronze, rowsQuarantined } = outcome.record.counts!;
        bar.note(`${object.key}: ${rowsBronze} rows to bronze, ${rowsQuarantined} to quarantine`);
      }
    }
  };
  await Promise.all(Array.from({ length: pool.size }, next));
  bar.done();
};

export interface RunOptions {
  /** Threads that load; by default one a core, and no more than there are objects, unless one is large. */
  readonly workers?: number;
  /** False when the files are known to be whole. */
  readonly settle?: boolean;
}

/** Raw → bronze → silver → freshness, once, for all that the ledger does not hold. */
export const runOnce = (lake: LocalLake, workspace: Workspace, options: RunOptions = {}): Promise<RunReport> =>
  holdLake(lake, 'shared', () => runHolding(lake, workspace, options));

const runHolding = async (lake: LocalLake, workspace: Workspace, options: RunOptions): Promise<RunReport> => {
  await lake.sweep();
  const { arrivals, unsettled } = await settledArrivals(lake, workspace, options.settle ?? true);
  if (unsettled > 0) process.stderr.write(`${unsettled} objects are still being written: left for the next run\n`);
  if (arrivals.length === 0 && !existsSync(join(lake.root, 'raw'))) {
    process.stderr.write(`nothing to load: there is no folder ${lake.root}/raw/<source>/<table>\n`);
  }
  const workers = usefulThreads(
    options.workers ?? availableParallelism(),
    arrivals.map(({ object }) => object),
    workspace.limits,
  );
  const pool = await ingestPool(lake, workspace.name, workspace.limits, workers);
  const reports = tableReports(workspace.tables);
  try {
    await loadAll(lake, pool, arrivals, reports);
  } finally {
    await pool.close();
  }
  const silver = await buildSilverHere(lake, workspace);
  // Rows that belong to erased people may have come with this run, before or after what they belong to.
  if ((await lake.subjects.unsettled()).length > 0) {
    await eraseHere(lake, workspace, ports => settleOpenErasures(ports, workspace.tables));
  }
  const freshness = await checkFreshness(lake, workspace.name, workspace.tables);
  await checkTables(lake, workspace.name, workspace.tables);
  return runReport(reports.all(), silver, freshness);
};
