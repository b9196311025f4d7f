import type { SilverRecord } from '../ports/loadLedger.ts';
import { isPending, isReplayed, planTable } from './silver/planTable.ts';
import type { PendingTable, SilverDeps, SilverFailure, SilverPlan, SilverResult } from './silver/types.ts';
import { contractOf, silverName } from './silver/types.ts';

export type { SilverDeps, SilverFailure, SilverPlan, SilverResult } from './silver/types.ts';
export { silverRemedies } from './silver/types.ts';

const none = { inserted: 0, updated: 0, unchanged: 0, deleted: 0 } as const;

const lastRecord = async ({ ledger }: SilverDeps, { source, table }: PendingTable): Promise<SilverRecord | undefined> =>
  (await ledger.silver()).find(record => record.source === source && record.table === table);

/**
 * The state `Discover`: the tables with committed loads that silver has not taken in. Loads that never had a good row
 * are marked as taken in here: they have no bronze file.
 */
export const discover = async ({
  contracts,
  ledger,
  catalog,
}: SilverDeps): Promise<{ tables: readonly PendingTable[] }> => {
  const tables: PendingTable[] = [];
  for (const { source, table, bronzeSchema } of contracts) {
    const pending = (await ledger.open({ source, table })).filter(isPending);
    const hasRows = pending.some(load => load.bronzeKey !== undefined);
    const mayHaveLost = pending.some(isReplayed) && (await catalog.table(bronzeSchema, table)) !== undefined;
    if (hasRows || mayHaveLost) tables.push({ source, table });
    else if (pending.length > 0) await ledger.markMerged(pending);
  }
  return { tables };
};

/** The state `Plan`: one table's SQL. */
export const plan = planTable;

/** The state `Check`: the names of the checks that the staged table breaks. One that cannot run has not been passed. */
export const check = async (
  { engine }: SilverDeps,
  { checks }: Pick<SilverPlan, 'checks'>,
): Promise<{ ok: boolean; failed: readonly string[] }> => {
  const failed: string[] = [];
  for (const { name, sql } of checks) {
    try {
      const [row] = await engine.query(sql);
      if (Number(row?.['failing']) !== 0) failed.push(name);
    } catch {
      failed.push(`${name}: ${'check_failed_to_run' satisfies SilverFailure}`);
    }
  }
  return { ok: failed.length === 0, failed };
};

const emit = ({ metrics, contracts }: SilverDeps, record: SilverRecord): Promise<void> => {
  const { at, source, table } = record;
  const dimensions = { Workspace: contractOf(contracts, record).workspace, Source: source, Table: table };
  const merged = record.inserted + record.updated + record.deleted;
  return metrics.emit([
    { at, name: 'SilverRowsMerged', value: merged, unit: 'Count', dimensions },
    { at, name: 'SilverFailed', value: record.ok ? 0 : 1, unit: 'Count', dimensions },
  ]);
};

const resultOf = (deps: SilverDeps, record: SilverRecord): SilverResult => {
  const { inserted, updated, unchanged, deleted, rows, ok, failed } = record;
  const table = silverName(contractOf(deps.contracts, record));
  return { table, rows, inserted, updated, unchanged, deleted, ok, failed };
};

/**
 * The state `Record`: counts what was published and marks the loads as taken in, at the revision that was planned: one
 * that was replayed meanwhile stays pending.
 */
export const record = async (deps: SilverDeps, planned: SilverPlan): Promise<SilverResult> => {
  const { engine, ledger } = deps;
  const actions = await engine.query(planned.counts.staging);
  const count = (action: string): number => Number(actions.find(row => row['action'] === action)?.['rows'] ?? 0);
  const [total] = await engine.query(planned.counts.target);
  const done: SilverRecord = {
    source: planned.source,
    table: planned.table,
    at: deps.now(),
    ok: true,
    inserted: count('insert'),
    updated: count('update'),
    unchanged: count('unchanged'),
    deleted: count('delete'),
    rows: Number(total?.['rows'] ?? 0),
    failed: [],
  };
  await ledger.recordSilver(done);
  await ledger.markMerged(planned.loads);
  await emit(deps, done);
  return resultOf(deps, done);
};

/** The state `RecordFailure`: the loads stay pending, silver stays as it was published last. */
export const recordFailure = async (
  deps: SilverDeps,
  { source, table, failed }: PendingTable & { readonly failed: readonly string[] },
): Promise<SilverResult> => {
  const rows = (await lastRecord(deps, { source, table }))?.rows ?? 0;
  const done: SilverRecord = { source, table, at: deps.now(), ok: false, ...none, rows, failed };
  await deps.ledger.recordSilver(done);
  await emit(deps, done);
  return resultOf(deps, done);
};

/** The state `Summarize`: every table of the workspace, those without news as they were recorded last. */
export const summarize = async (
  deps: SilverDeps,
  { results }: { readonly results: readonly SilverResult[] },
): Promise<readonly SilverResult[]> => {
  const built = new Map(results.map(result => [result.table, result]));
  const records = await deps.ledger.silver();
  return deps.contracts.map(contract => {
    const table = silverName(contract);
    const last = records.find(known => known.source === contract.source && known.table === contract.table);
    return (
      built.get(table) ?? { table, rows: last?.rows ?? 0, ...none, ok: last?.ok ?? true, failed: last?.failed ?? [] }
    );
  });
};
