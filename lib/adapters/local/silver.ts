import { existsSync, readFileSync } from 'node:fs';
import type { TableContract } from '../../config/tableContract.ts';
import { duckdbDialect } from '../../core/silver/dialect.ts';
import type { Catalog } from '../../ports/catalog.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { SilverPlan, SilverResult } from '../../usecases/buildSilver.ts';
import * as silver from '../../usecases/buildSilver.ts';
import type { PendingTable, SilverDeps, SilverLedger } from '../../usecases/silver/types.ts';
import { type DuckdbOptions, duckdbEngine, silverFile } from './duckdb.ts';
import { duckdbBronze } from './duckdbBronze.ts';
import { runStateMachine, type StateMachineFile } from './stateMachine.ts';

export interface LocalSilver extends Pick<DuckdbOptions, 'threads' | 'memoryLimit' | 'lockTimeoutMs'> {
  /** The lake's folder. */
  readonly lake: string;
  /** Of one workspace. */
  readonly contracts: readonly TableContract[];
  readonly ledger: SilverLedger;
  readonly catalog: Catalog;
  readonly metrics: Metrics;
  readonly now: () => Date;
}

const silverMachine = JSON.parse(
  readFileSync(new URL('../../state-machines/silver.asl.json', import.meta.url), 'utf8'),
) as StateMachineFile;

/** Catalogs of silver that the contracts name: one DuckDB file each. */
export const silverCatalogs = (contracts: readonly TableContract[]): readonly string[] => [
  ...new Set(contracts.map(contract => contract.silverSchema.split('.')[0]!)),
];

/**
 * Silver is made from bronze: where its file was deleted, its loads become pending again. Recorded before the file comes
 * back, so that a kill in between forgets nothing.
 */
const forgetLost = async ({ lake, contracts, ledger }: LocalSilver): Promise<void> => {
  for (const { silverSchema, source, table } of contracts) {
    if (existsSync(silverFile(lake, silverSchema.split('.')[0]!))) continue;
    const merged = (await ledger.loads({ source, table })).filter(load => load.mergedRevision !== undefined);
    if (merged.length > 0) await ledger.markMerged(merged.map(({ loadId }) => ({ loadId, revision: 0 })));
  }
};

/**
 * Takes every committed load that silver does not have into silver: the state machine that runs in AWS, over DuckDB.
 * Where there is no such load, silver's files are not even opened. Safe to kill and to run again.
 * @throws SilverBusy when another process builds silver, after waiting for it
 */
export const buildSilverLocally = async (options: LocalSilver): Promise<readonly SilverResult[]> => {
  const { lake, contracts, ledger, catalog, metrics, now, ...tuning } = options;
  const engine = duckdbEngine({ lake, silverCatalogs: silverCatalogs(contracts), ...tuning });
  const bronze = duckdbBronze(engine, lake);
  const deps: SilverDeps = { contracts, engine, dialect: duckdbDialect, ledger, catalog, metrics, bronze, now };
  const runSql = ({ QueryString }: { QueryString: string }): Promise<void> => engine.execute(QueryString);
  try {
    await forgetLost(options);
    // Takes the lock once for all tables: silver in use elsewhere is one error, not one a table.
    if ((await silver.discover(deps)).tables.length > 0) await engine.execute('SELECT 1');
    return (await runStateMachine(silverMachine, {
      Discover: () => silver.discover(deps),
      Plan: (table: PendingTable) => silver.plan(deps, table),
      PrepareStatement: runSql,
      Stage: runSql,
      Check: (plan: SilverPlan) => silver.check(deps, plan),
      PublishStatement: runSql,
      Record: (plan: SilverPlan) => silver.record(deps, plan),
      RecordFailure: (failed: PendingTable & { failed: readonly string[] }) => silver.recordFailure(deps, failed),
      Summarize: (built: { results: readonly SilverResult[] }) => silver.summarize(deps, built),
    })) as readonly SilverResult[];
  } finally {
    await engine.close();
  }
};
