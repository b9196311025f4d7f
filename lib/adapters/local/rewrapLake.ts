import {
  type KeyStore,
  type RewrapOptions,
  type RewrapReport,
  rewrapKeys,
  wrappersInUse,
} from '../../usecases/rewrapKeys.ts';
import type { Keyring } from './keyring.ts';

export interface RewrappedLake extends RewrapReport {
  /** What wraps now, or would. */
  readonly wrappedBy: string;
  /** The keys that wrapped before, and whether they are still in the keyring. */
  readonly older: readonly { readonly name: string; readonly state: 'dropped' | 'kept' }[];
}

/**
 * Puts a new key into the keyring, wraps everything in the lake under it, and takes the old ones away once nothing needs
 * them. Killed anywhere, the next call finishes it. One process at a time.
 * @param options.shared other lakes use the keyring too: older keys stay for them, unless `dropOlder`
 */
export const rewrapLake = async (
  store: KeyStore,
  ring: Keyring,
  options: RewrapOptions & { readonly shared: boolean; readonly dropOlder?: boolean },
): Promise<RewrappedLake> => {
  const { shared, dropOlder = !shared, dryRun } = options;
  const inUse = await wrappersInUse(store);
  // Where older keys stay for others, only those that this lake still uses tell of an earlier call that was killed.
  const unfinished = ring.older().some(name => !shared || inUse.has(name));
  if (dryRun) {
    const wrappedBy = unfinished ? ring.wrappedBy : 'a new key';
    return { ...(await rewrapKeys(store, { target: wrappedBy, rewrap: ring.rewrap }, options)), wrappedBy, older: [] };
  }
  if (!unfinished) ring.renew();
  const wrappedBy = ring.wrappedBy;
  const report = await rewrapKeys(store, { target: wrappedBy, rewrap: ring.rewrap }, options);
  const older = ring.older();
  const left = await wrappersInUse(store);
  const drop = dropOlder && !older.some(name => left.has(name));
  if (drop && older.length > 0) ring.dropOlder();
  return { ...report, wrappedBy, older: older.map(name => ({ name, state: drop ? 'dropped' : 'kept' })) };
};
