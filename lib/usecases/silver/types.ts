import type { TableContract } from '../../config/tableContract.ts';
import type { Dialect } from '../../core/silver/dialect.ts';
import type { BronzePart } from '../../core/silver/expressions.ts';
import type { Catalog } from '../../ports/catalog.ts';
import type { LoadLedger, LoadRecord } from '../../ports/loadLedger.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { QueryEngine } from '../../ports/queryEngine.ts';

/**
 * The bronze files of some loads, grouped by shape. A file that is gone is an error, unless `gone: 'skip'`: silver has
 * taken it in, and retention may have removed it since.
 */
export type BronzeParts = (
  contract: TableContract,
  loads: readonly LoadRecord[],
  options: { readonly gone: 'fail' | 'skip' },
) => Promise<readonly BronzePart[]>;

/** What silver reads and writes of the ledger. */
export type SilverLedger = Pick<LoadLedger, 'loads' | 'open' | 'markMerged' | 'recordSilver' | 'silver'>;

/** What building silver needs of the world. */
export interface SilverDeps {
  readonly contracts: readonly TableContract[];
  readonly engine: QueryEngine;
  readonly dialect: Dialect;
  readonly ledger: SilverLedger;
  readonly catalog: Catalog;
  readonly metrics: Metrics;
  readonly bronze: BronzeParts;
  readonly now: () => Date;
  /** Loads of one table to take in at once, oldest first, where the size of a plan is bounded; the rest waits for the next run. */
  readonly mostLoads?: number;
}

/** A table with loads that silver has not taken in. JSON: it travels through the state machine. */
export interface PendingTable {
  readonly source: string;
  readonly table: string;
}

/** All that the state machine does for one table. JSON, without any value of a row. */
export interface SilverPlan extends PendingTable {
  readonly prepare: readonly string[];
  readonly stage: string;
  readonly checks: readonly { readonly name: string; readonly sql: string }[];
  readonly publish: readonly string[];
  readonly counts: { readonly staging: string; readonly target: string };
  readonly loads: readonly { readonly loadId: string; readonly revision: number }[];
}

/** Why a table's silver failed, where it is not a check of its contract. A closed list, with remedies. */
export const silverRemedies = {
  plan_failed: 'A bronze file cannot be read, or the columns in bronze do not fit those in silver. Replay the load.',
  prepare_failed: 'The engine refused to create or widen the silver table. See docs/silver.md, "Columns".',
  stage_failed: 'The engine could not merge the new rows. Read the state machine’s error, mend, run again.',
  check_failed_to_run: 'A check of the contract is not valid SQL. Mend it and run again.',
  publish_failed: 'The engine could not write silver; what was published before still is. Run again.',
  record_failed: 'Silver is published, but the ledger did not take the record. Run again.',
} as const;

export type SilverFailure = keyof typeof silverRemedies;

/** What became of one table. Row counts; `unchanged` counts identities that came again and did not change silver. */
export interface SilverResult {
  /** The seed's three-part name, e.g. `ctl_dev_silver.platformdb.message`. */
  readonly table: string;
  readonly rows: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly ok: boolean;
  /** Names of the checks that failed, or the failure's code. */
  readonly failed: readonly string[];
}

export const silverName = (contract: TableContract): string => `${contract.silverSchema}.${contract.table}`;

export const contractOf = (contracts: readonly TableContract[], { source, table }: PendingTable): TableContract => {
  const contract = contracts.find(c => c.source === source && c.table === table);
  if (!contract) throw new Error(`no contract for ${source}/${table}`);
  return contract;
};
