import type { TableContract } from '../config/tableContract.ts';
import { loadIdOf } from '../core/loadId.ts';
import type { LoadLedger } from '../ports/loadLedger.ts';
import type { ObjectStore, ObjectVersion } from '../ports/objectStore.ts';

/** A raw object that waits to be loaded. Without a contract its folder names no table of the workspace. */
export interface Arrival {
  readonly source: string;
  readonly table: string;
  readonly contract: TableContract | undefined;
  readonly object: ObjectVersion;
}

/** `raw/<source>/<table>/…`; what lies higher up belongs to no table. */
export const placeOf = (key: string): { source: string; table: string } => {
  const [, source, table, ...rest] = key.split('/');
  return rest.length > 0 ? { source: source!, table: table! } : { source: source ?? '', table: '' };
};

/**
 * The raw objects that the ledger does not hold as committed, oldest first. Objects that changed after `settledBefore`
 * may still be being copied: they are counted in `unsettled` and left for the next look.
 */
export const findArrivals = async (
  ports: { readonly store: ObjectStore; readonly ledger: LoadLedger },
  contracts: readonly TableContract[],
  settledBefore: Date,
): Promise<{ readonly arrivals: readonly Arrival[]; readonly unsettled: number }> => {
  const byPlace = new Map(contracts.map(contract => [`${contract.source}/${contract.table}`, contract]));
  const arrivals: Arrival[] = [];
  let unsettled = 0;
  for await (const object of ports.store.list('raw/')) {
    const known = await ports.ledger.get(loadIdOf(object.uri, object.version));
    if (known?.state === 'committed') continue;
    // A clock that is far ahead says nothing about whether the file is at rest.
    const after = object.createdAt.getTime() - settledBefore.getTime();
    if (after > 0 && after < 60_000) {
      unsettled++;
      continue;
    }
    const place = placeOf(object.key);
    arrivals.push({ ...place, contract: byPlace.get(`${place.source}/${place.table}`), object });
  }
  arrivals.sort((a, b) => a.object.createdAt.getTime() - b.object.createdAt.getTime());
  return { arrivals, unsettled };
};

/** Records that an object belongs to no table, so that monitors see it; it is tried again once a contract names it. */
export const failUnknownTable = async (
  ports: { readonly ledger: LoadLedger; readonly now: () => Date },
  arrival: Arrival,
): Promise<void> => {
  const { source, table, object } = arrival;
  const load = {
    loadId: loadIdOf(object.uri, object.version),
    source,
    table,
    key: object.key,
    uri: object.uri,
    version: object.version,
    arrivedAt: object.createdAt,
  };
  const { revision } = await ports.ledger.start(load, '', ports.now());
  await ports.ledger.fail(load.loadId, revision, 'unknown_table', ports.now());
};
