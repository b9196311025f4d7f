import type { TableContract } from '../config/tableContract.ts';
import { loadIdOf } from '../core/loadId.ts';
import type { LoadLedger, LoadRecord } from '../ports/loadLedger.ts';
import type { ObjectStore, ObjectVersion } from '../ports/objectStore.ts';

/** A committed load with rows in quarantine, and the raw object that it can be derived from again. */
export interface Replayable {
  readonly load: LoadRecord;
  readonly contract: TableContract;
  /** Undefined when the raw object of that version is no longer there. */
  readonly object: ObjectVersion | undefined;
}

/**
 * Loads whose quarantine a corrected contract may empty: those with quarantined rows under another contract version,
 * or all of them with `unchanged`. They are derived anew from raw, so no right to decrypt is needed.
 */
export const findReplayable = async (
  ports: { readonly store: ObjectStore; readonly ledger: LoadLedger },
  contracts: readonly TableContract[],
  options: { readonly unchanged?: boolean } = {},
): Promise<readonly Replayable[]> => {
  const byPlace = new Map(contracts.map(contract => [`${contract.source}/${contract.table}`, contract]));
  const found: Replayable[] = [];
  for (const load of await ports.ledger.loads()) {
    const contract = byPlace.get(`${load.source}/${load.table}`);
    if (load.state !== 'committed' || !contract || !load.counts || load.counts.rowsQuarantined === 0) continue;
    if (!options.unchanged && load.contractVersion === contract.version) continue;
    const object = await ports.store.head(load.key, load.version);
    const same = object && loadIdOf(object.uri, object.version) === load.loadId;
    found.push({ load, contract, object: same ? object : undefined });
  }
  return found;
};
