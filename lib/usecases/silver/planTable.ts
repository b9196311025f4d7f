import type { TableContract } from '../../config/tableContract.ts';
import { checkQueries } from '../../core/silver/checks.ts';
import { storedType } from '../../core/silver/dialect.ts';
import { prepareSql } from '../../core/silver/prepare.ts';
import { publishSql, rowCountSql, stagedCountsSql } from '../../core/silver/publish.ts';
import type { SilverColumn } from '../../core/silver/silverTable.ts';
import { keepsTombstones, silverTable, tombstoneTable } from '../../core/silver/silverTable.ts';
import { stageNewestSql } from '../../core/silver/stage.ts';
import { stageHistorySql } from '../../core/silver/stageHistory.ts';
import type { LoadRecord } from '../../ports/loadLedger.ts';
import type { PendingTable, SilverDeps, SilverPlan } from './types.ts';
import { contractOf } from './types.ts';

/** Committed, and not the revision that silver has. */
export const isPending = (load: LoadRecord): boolean =>
  load.state === 'committed' && load.mergedRevision !== load.revision;

/** Stands for a revision that a run has begun to take in: it may have died before it could say that it had. */
const begun = -1;

/**
 * Silver has rows of an earlier revision, or of this one, as far as there were any. Revision 0 stands for a silver that
 * was lost.
 */
export const isReplayed = (load: LoadRecord): boolean => isPending(load) && (load.mergedRevision ?? 0) !== 0;

const wasMerged = (load: LoadRecord): boolean => load.mergedRevision !== undefined && load.bronzeKey !== undefined;

/** Whether silver still keeps what came with a load: what `expire` removed does not return with a late row or a replay. */
const isKept =
  ({ retention }: TableContract, now: Date) =>
  ({ arrivedAt }: LoadRecord): boolean =>
    retention?.silver === undefined || arrivedAt.getTime() >= now.getTime() - retention.silver * 1000;

/** Merged loads whose rows may stand in the order after a fresh one. */
const relevant = async (
  { ledger }: SilverDeps,
  { source, table, history }: TableContract,
  pending: readonly LoadRecord[],
): Promise<readonly LoadRecord[]> => {
  const whole = history === 'scd2' || pending.some(isReplayed);
  const loads = await ledger.loads({ source, table, ...(whole || !pending[0] ? {} : { from: pending[0].arrivedAt }) });
  const planned = new Set(pending.map(load => load.loadId));
  return loads.filter(load => wasMerged(load) && !planned.has(load.loadId));
};

const columnsHeld = async (
  { engine, dialect }: SilverDeps,
  schema: string,
  table: string,
): Promise<readonly SilverColumn[]> =>
  (await engine.query(dialect.describe(schema, table))).map(row => {
    const type = storedType(String(row['type']));
    if (!type) throw new Error(`silver column ${row['name']} has a type that is not Hushlake's`);
    return { name: String(row['name']), type };
  });

/** The SQL that takes a table's pending loads into silver. From here on the ledger knows that silver may hold their rows. */
export const planTable = async (deps: SilverDeps, pendingTable: PendingTable): Promise<SilverPlan> => {
  const contract = contractOf(deps.contracts, pendingTable);
  const { source, table } = contract;
  const pending = (await deps.ledger.open({ source, table })).filter(isPending).slice(0, deps.mostLoads);
  const cataloged = await deps.catalog.table(contract.bronzeSchema, table);
  if (!cataloged) throw new Error(`${contract.bronzeSchema}.${table} is not in the catalog`);
  const kept = isKept(contract, deps.now());
  const fresh = await deps.bronze(
    contract,
    pending.filter(load => load.bronzeKey !== undefined && kept(load)),
    { gone: 'fail' },
  );
  const merged = await relevant(deps, contract, pending);
  const earlier = await deps.bronze(contract, merged.filter(kept), { gone: 'skip' });
  const held = await columnsHeld(deps, contract.silverSchema, table);
  const silver = silverTable(contract, cataloged.columns, held, deps.dialect);
  const heldTombstones = keepsTombstones(silver)
    ? await columnsHeld(deps, contract.silverSchema, tombstoneTable(table))
    : [];
  const stageSql = contract.history === 'scd2' ? stageHistorySql : stageNewestSql;
  const unsaid = pending.filter(({ mergedRevision }) => (mergedRevision ?? 0) === 0);
  // Before anything is published: a replay that takes rows away must find those of a run that died right after.
  await deps.ledger.markMerged(unsaid.map(({ loadId }) => ({ loadId, revision: begun })));
  return {
    source,
    table,
    prepare: prepareSql(silver, held, heldTombstones),
    stage: stageSql(silver, { fresh, earlier, replayed: pending.filter(isReplayed).map(({ loadId }) => loadId) }),
    checks: checkQueries(silver),
    publish: publishSql(silver),
    counts: { staging: stagedCountsSql(silver), target: rowCountSql(silver) },
    loads: pending.map(({ loadId, revision }) => ({ loadId, revision })),
  };
};
