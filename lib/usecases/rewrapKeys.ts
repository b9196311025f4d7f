import { type KeyContext, parseWrappedKey, type WrappedKey, wrappedKeyText } from '../core/wrappedKey.ts';
import { KeyUnavailable } from '../ports/keyService.ts';
import type { ObjectStore, ObjectVersion } from '../ports/objectStore.ts';
import { untilUndisturbed } from './lakeChange.ts';

/** Wraps what is wrapped already under another key: KMS does it without showing the plaintext to anybody. */
export interface Rewrapper {
  /** Names the key that is to wrap everything, as `wrapped_by` has it. */
  readonly target: string;
  /** @throws KeyUnavailable */
  rewrap(wrapped: Uint8Array, context: KeyContext, wrappedBy: string): Promise<Uint8Array>;
}

/** A wrapped key that stays as it was, and why. */
export interface RewrapFault {
  readonly key: string;
  readonly fault: string;
}

export interface RewrapReport {
  /** Wrapped keys and secrets that were found. */
  readonly found: number;
  /** How many of them were wrapped under the target now (or would be). */
  readonly rewrapped: number;
  readonly faults: readonly RewrapFault[];
}

export interface RewrapOptions {
  /** Only counts. */
  readonly dryRun?: boolean;
  readonly onKey?: (done: number, found: number) => void;
}

export type KeyStore = Pick<ObjectStore, 'list' | 'get' | 'head' | 'write' | 'purge'>;

/** Every wrapped key of the lake: data keys and the workspace's secrets. */
export async function* wrappedKeys(store: Pick<ObjectStore, 'list'>): AsyncGenerator<ObjectVersion> {
  for await (const object of store.list('keys/')) if (object.key.endsWith('.json')) yield object;
}

/** Names of what wraps the keys of the lake. A damaged key counts for none: it opens with nothing. */
export const wrappersInUse = async (store: Pick<ObjectStore, 'list' | 'get'>): Promise<ReadonlySet<string>> => {
  const names = new Set<string>();
  for await (const { key } of wrappedKeys(store)) {
    const found = parseWrappedKey(await store.get(key));
    if (found) names.add(found.wrapped_by);
  }
  return names;
};

/** Puts a wrapped key in the place of one. @throws ObjectChanged where that was retired or removed meanwhile: it must not be undone */
export const replaceWrappedKey = async (
  store: Pick<ObjectStore, 'write'>,
  object: ObjectVersion,
  key: WrappedKey,
): Promise<void> => {
  const writer = await store.write(object.key);
  try {
    await writer.write(wrappedKeyText(key));
    await writer.commit({ replaces: object });
  } catch (error) {
    await writer.abort();
    throw error;
  }
};

const rewrapOne = async (
  store: KeyStore,
  { target, rewrap }: Rewrapper,
  object: ObjectVersion,
  dryRun: boolean,
): Promise<boolean> => {
  const found = parseWrappedKey(await store.get(object.key));
  if (!found) throw new KeyUnavailable('it is damaged: restore it from a backup');
  if (found.wrapped_by === target) {
    // A kill may have come before the old version was gone.
    if (!dryRun) await store.purge(object.key);
    return false;
  }
  if (dryRun) return true;
  const wrapped = await rewrap(Buffer.from(found.wrapped, 'base64'), found.context, found.wrapped_by);
  await replaceWrappedKey(store, object, {
    ...found,
    wrapped: Buffer.from(wrapped).toString('base64'),
    wrapped_by: target,
  });
  await store.purge(object.key);
  return true;
};

/**
 * Wraps every data key and secret of the lake under the target; the keys themselves, and so all cells, stay as they are.
 * Each object is replaced at once or not at all, so a run that was killed is finished by the next one.
 */
export const rewrapKeys = async (
  store: KeyStore,
  rewrapper: Rewrapper,
  { dryRun = false, onKey }: RewrapOptions = {},
): Promise<RewrapReport> => {
  const objects: ObjectVersion[] = [];
  for await (const object of wrappedKeys(store)) objects.push(object);
  const faults: RewrapFault[] = [];
  let rewrapped = 0;
  for (const [i, listed] of objects.entries()) {
    try {
      const done = await untilUndisturbed(store, listed, object => rewrapOne(store, rewrapper, object, dryRun));
      if (done) rewrapped++;
    } catch (error) {
      if (!(error instanceof KeyUnavailable)) throw error;
      faults.push({ key: listed.key, fault: error.message });
    }
    onKey?.(i + 1, objects.length);
  }
  return { found: objects.length, rewrapped, faults };
};
