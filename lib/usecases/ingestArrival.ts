import type { TableContract } from '../config/tableContract.ts';
import { loadIdOf } from '../core/loadId.ts';
import type { LoadErrorCode } from '../ports/loadLedger.ts';
import type { ObjectVersion } from '../ports/objectStore.ts';
import { placeOf } from './arrivals.ts';
import { type IngestPorts, ingestObject, type LoadOutcome } from './ingestObject.ts';
import { OutOfTime } from './loadErrors.ts';
import type { PartLimits } from './parts/notes.ts';

/** What an event says of an object: nothing that could not be late, doubled or out of order. */
export interface ArrivalEvent {
  /** `raw/<source>/<table>/…` */
  readonly key: string;
  /** The object's URI, which is the same for all its versions. */
  readonly uri: string;
  /** Undefined where the event does not tell: then the current version is meant. */
  readonly version?: string;
  /** When the event came about. */
  readonly at: Date;
}

/** How an arrival ended. `handed_over`: others load it, in parts. `retry`: trying again may help. */
export type ArrivalOutcome = {
  readonly source: string;
  readonly table: string;
  readonly loadId?: string;
  readonly retry: boolean;
} & ({ readonly state: 'ignored' } | { readonly state: 'handed_over' } | LoadOutcome);

export interface ArrivalOptions {
  readonly again?: boolean;
  /** Has an object loaded in parts, somewhere else: one above the split size, or one that takes too long. */
  readonly inParts: (object: ObjectVersion) => Promise<void>;
  /** Asked while the object is read. @throws OutOfTime */
  readonly mayGoOn?: () => void;
}

/** Trying again cannot help: what is missing does not come back, and a table without a contract needs one first. */
const final: ReadonlySet<LoadErrorCode> = new Set(['object_missing', 'unknown_table']);

/**
 * Loads the object that an event speaks of, or hands it over. An object that is gone or of no table is recorded, and not
 * tried again.
 */
export const ingestArrival = async (
  ports: IngestPorts,
  limits: PartLimits,
  contracts: readonly TableContract[],
  event: ArrivalEvent,
  options: ArrivalOptions,
): Promise<ArrivalOutcome> => {
  const { store, ledger, now } = ports;
  const { source, table } = placeOf(event.key);
  // What consoles make when somebody creates a folder.
  if (event.key.endsWith('/')) return { source, table, state: 'ignored', retry: false };
  const contract = contracts.find(known => known.source === source && known.table === table);
  const object = await store.head(event.key, event.version);
  if (contract && object) {
    const loadId = loadIdOf(object.uri, object.version);
    const known = options.again ? undefined : await ledger.get(loadId);
    if (known?.state === 'committed') return { source, table, loadId, retry: false, state: 'skipped', record: known };
    try {
      if (object.size <= limits.splitSize) {
        const outcome = await ingestObject(ports, limits, contract, object, options);
        const retry = outcome.state === 'failed' && !final.has(outcome.code);
        return { source, table, loadId, retry, ...outcome };
      }
    } catch (error) {
      if (!(error instanceof OutOfTime)) throw error;
    }
    await options.inParts(object);
    return { source, table, loadId, retry: false, state: 'handed_over' };
  }
  const code = contract ? 'object_missing' : 'unknown_table';
  const version = object?.version ?? event.version ?? 'unknown';
  const load = {
    loadId: loadIdOf(event.uri, version),
    source,
    table,
    key: event.key,
    uri: event.uri,
    version,
    arrivedAt: object?.createdAt ?? event.at,
  };
  const record = await ledger.start(load, contract?.version ?? '', now());
  // Loaded before, and then removed by retention: a late duplicate of its event.
  if (record.state === 'committed')
    return { source, table, loadId: load.loadId, state: 'skipped', record, retry: false };
  await ledger.fail(load.loadId, record.revision, code, now());
  return { source, table, loadId: load.loadId, state: 'failed', code, detail: code, retry: false };
};
