import type { TableContract } from '../config/tableContract.ts';
import { loadIdOf } from '../core/loadId.ts';
import type { LoadLedger, LoadRecord } from '../ports/loadLedger.ts';
import type { ObjectStore, ObjectVersion } from '../ports/objectStore.ts';

/** A committed load, and the raw object that it can be derived from again. */
export interface Replayable {
  readonly load: LoadRecord;
  readonly contract: TableContract;
  /** Undefined when the raw object of that version is no longer there. */
  readonly object: ObjectVersion | undefined;
}

/** Which committed loads are meant. */
export interface WhichLoads {
  /** Only those with rows in quarantine. */
  readonly quarantined?: boolean;
  /** Also those that were derived under the contract as it is now. */
  readonly unchanged?: boolean;
  /** Arrived then or later, … */
  readonly from?: Date;
  /** … and before then. */
  readonly to?: Date;
}

const isMeant = (
  { arrivedAt, contractVersion, counts, state }: LoadRecord,
  { version }: TableContract,
  { quarantined, unchanged, from, to }: WhichLoads,
): boolean =>
  state === 'committed' &&
  (!quarantined || (counts?.rowsQuarantined ?? 0) > 0) &&
  (unchanged || contractVersion !== version) &&
  (!from || arrivedAt >= from) &&
  (!to || arrivedAt < to);

/** The loads of these tables to derive anew, in the order of arrival. They are read from raw: no right to decrypt is needed. */
export const findReplayable = async (
  ports: { readonly store: ObjectStore; readonly ledger: LoadLedger },
  contracts: readonly TableContract[],
  which: WhichLoads,
): Promise<readonly Replayable[]> => {
  const byPlace = new Map(contracts.map(contract => [`${contract.source}/${contract.table}`, contract]));
  const found: Replayable[] = [];
  for (const load of await ports.ledger.loads()) {
    const contract = byPlace.get(`${load.source}/${load.table}`);
    if (!contract || !isMeant(load, contract, which)) continue;
    const object = await ports.store.head(load.key, load.version);
    const same = object && loadIdOf(object.uri, object.version) === load.loadId;
    found.push({ load, contract, object: same ? object : undefined });
  }
  return found;
};
