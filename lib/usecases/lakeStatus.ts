import type { TableContract } from '../config/tableContract.ts';
import { freshnessOf } from '../core/freshness.ts';
import type { LoadLedger, LoadRecord, SilverRecord } from '../ports/loadLedger.ts';

export interface TableStatus {
  readonly source: string;
  readonly table: string;
  readonly loads: { readonly committed: number; readonly failed: number; readonly started: number };
  readonly rows_bronze: number;
  readonly rows_quarantined: number;
  /** Quarantined rows by fault code. */
  readonly faults: Readonly<Record<string, number>>;
  /** Failed loads by error code. */
  readonly errors: Readonly<Record<string, number>>;
  readonly last_arrival: string | null;
  readonly freshness: { readonly lag_seconds: number; readonly state: string } | null;
  readonly silver: {
    readonly rows: number;
    readonly ok: boolean;
    readonly failed: readonly string[];
    readonly at: string;
  } | null;
}

const tally = (into: Record<string, number>, name: string, by: number): void => {
  into[name] = (into[name] ?? 0) + by;
};

const statusOf = (
  place: { source: string; table: string },
  contract: TableContract | undefined,
  loads: readonly LoadRecord[],
  silver: SilverRecord | undefined,
  beganAt: Date,
  now: Date,
): TableStatus => {
  const states = { committed: 0, failed: 0, started: 0 };
  const faults: Record<string, number> = {};
  const errors: Record<string, number> = {};
  let rowsBronze = 0;
  let rowsQuarantined = 0;
  let newest: Date | undefined;
  for (const load of loads) {
    states[load.state]++;
    if (load.errorCode) tally(errors, load.errorCode, 1);
    if (load.state !== 'committed' || !load.counts) continue;
    newest = load.arrivedAt;
    rowsBronze += load.counts.rowsBronze;
    // Quarantine that its retention has removed needs no hand any more.
    if (load.quarantineKey === undefined) continue;
    rowsQuarantined += load.counts.rowsQuarantined;
    for (const [code, n] of Object.entries(load.counts.faults)) tally(faults, code, n);
  }
  const fresh = contract?.freshness && freshnessOf(contract.freshness, newest, beganAt, now);
  return {
    ...place,
    loads: states,
    rows_bronze: rowsBronze,
    rows_quarantined: rowsQuarantined,
    faults,
    errors,
    last_arrival: newest?.toISOString() ?? null,
    freshness: fresh ? { lag_seconds: fresh.lagSeconds, state: fresh.state } : null,
    silver: silver ? { rows: silver.rows, ok: silver.ok, failed: silver.failed, at: silver.at.toISOString() } : null,
  };
};

/** What the ledger says of every table, tables that only a stray folder names included. */
export const lakeStatus = async (
  ports: { readonly ledger: LoadLedger; readonly now: () => Date },
  contracts: readonly TableContract[],
): Promise<readonly TableStatus[]> => {
  const beganAt = await ports.ledger.beganAt();
  const silver = new Map((await ports.ledger.silver()).map(s => [`${s.source}/${s.table}`, s]));
  const loads = Map.groupBy(await ports.ledger.loads(), load => `${load.source}/${load.table}`);
  const byPlace = new Map(contracts.map(contract => [`${contract.source}/${contract.table}`, contract]));
  const places = new Map(
    [...contracts, ...[...loads.values()].map(l => l[0]!)].map(p => [`${p.source}/${p.table}`, p]),
  );
  return [...places].map(([id, { source, table }]) =>
    statusOf({ source, table }, byPlace.get(id), loads.get(id) ?? [], silver.get(id), beganAt, ports.now()),
  );
};

/** All is well: no load failed or hangs, nothing is in quarantine, silver holds, promises are kept. */
export const isWell = (status: TableStatus): boolean =>
  status.loads.failed === 0 &&
  status.loads.started === 0 &&
  status.rows_quarantined === 0 &&
  status.silver?.ok !== false &&
  status.freshness?.state !== 'breached';
