import { createHash } from 'node:crypto';
import {
  type KeyContext,
  keyObjectKey,
  parseWrappedKey,
  type WrappedKey,
  wrappedKeyText,
} from '../../core/wrappedKey.ts';
import {
  type DataKey,
  KeyFault,
  type KeyScope,
  type KeyService,
  KeyUnavailable,
  longestUseMs,
} from '../../ports/keyService.ts';
import { ObjectMissing, type ObjectStore } from '../../ports/objectStore.ts';

export type { KeyContext } from '../../core/wrappedKey.ts';

/** Makes and opens wrapped keys: KMS in AWS, the keyring file on one machine. */
export interface KeyWrapper {
  /** Names the key that wraps now, e.g. a KMS key's ARN; another one after `rewrap` has begun. */
  readonly wrappedBy: string;
  generate(
    context: KeyContext,
  ): Promise<{ readonly bytes: Uint8Array; readonly wrapped: Uint8Array; readonly wrappedBy: string }>;
  /** @throws KeyUnavailable when the context is another one or the wrapping key refuses */
  unwrap(wrapped: Uint8Array, context: KeyContext, wrappedBy: string): Promise<Uint8Array>;
}

export interface KeyLimits {
  /** A data key serves at most this long, and an opened one is held so long … */
  readonly longestUseMs: number;
  /** … and is replaced after this many cells; twice as many, which only loads already under way can reach, are refused. */
  readonly cells: number;
  /** Opened keys that are held at once. */
  readonly opened: number;
}

/**
 * With IVs at random, one key may make 2^32 cells (NIST SP 800-38D, section 8.3): it is replaced at half of that. Keys
 * are counted where they are used: each process has its own.
 */
const defaultLimits: KeyLimits = { longestUseMs, cells: 2 ** 31, opened: 1000 };

const contextOf = ({ workspace, source, table, column }: KeyScope): KeyContext => ({
  workspace,
  source,
  table,
  column,
});

const isMissing = (error: unknown): boolean => error instanceof KeyFault && error.fault === 'key_missing';

interface Current {
  readonly key: Promise<DataKey>;
  readonly madeAt: number;
  cells: number;
}

/**
 * Envelope encryption over any wrapper: a data key per workspace, source, table and column, made once per process and day.
 * The wrapped key is stored before the key is handed out, so no cell exists whose key could be lost.
 */
export const envelopeKeys = (
  wrapper: KeyWrapper,
  store: Pick<ObjectStore, 'get' | 'put' | 'remove'>,
  workspace: string,
  now: () => Date,
  limits: KeyLimits = defaultLimits,
): KeyService => {
  const current = new Map<string, Current>();
  /** Those that were replaced too: loads under way still use them. */
  const byId = new Map<string, Current>();
  const opened = new Map<string, { readonly value: Promise<DataKey>; readonly at: number }>();
  const secrets = new Map<string, { readonly value: Promise<Uint8Array>; readonly at: number }>();

  /** Failures are not remembered: the next call tries again. What was used longest ago makes room. */
  const remembered = <T>(
    cache: Map<string, { readonly value: Promise<T>; readonly at: number }>,
    id: string,
    longestMs: number,
    make: () => Promise<T>,
  ): Promise<T> => {
    const known = cache.get(id);
    cache.delete(id);
    const entry = known && now().getTime() - known.at < longestMs ? known : { value: make(), at: now().getTime() };
    cache.set(id, entry);
    if (cache.size > limits.opened) cache.delete(cache.keys().next().value!);
    entry.value.catch(() => {
      if (cache.get(id) === entry) cache.delete(id);
    });
    return entry.value;
  };

  const wrappedObject = async (context: KeyContext) => {
    const { bytes, wrapped, wrappedBy } = await wrapper.generate(context);
    const id = createHash('sha256').update(wrapped).digest('hex').slice(0, 16);
    const object: WrappedKey = {
      key_id: id,
      wrapped: Buffer.from(wrapped).toString('base64'),
      wrapped_by: wrappedBy,
      context,
      created_at: now().toISOString(),
    };
    return { id, bytes, wrappedBy, json: wrappedKeyText(object) };
  };

  const wrappedAt = async (key: string): Promise<WrappedKey> => {
    let bytes: Uint8Array;
    try {
      bytes = await store.get(key);
    } catch (error) {
      if (error instanceof ObjectMissing) {
        throw new KeyFault('key_missing', `the wrapped key ${key} is not there`);
      }
      throw error;
    }
    const found = parseWrappedKey(bytes);
    if (!found) throw new KeyFault('key_damaged', `the wrapped key ${key} is damaged`);
    return found;
  };

  const unwrapObject = async (key: string, context: KeyContext): Promise<Uint8Array> => {
    const unwrap = ({ wrapped, wrapped_by }: WrappedKey): Promise<Uint8Array> =>
      wrapper.unwrap(Buffer.from(wrapped, 'base64'), context, wrapped_by);
    const found = await wrappedAt(key);
    try {
      return await unwrap(found);
    } catch (error) {
      // Wrapped again between the two steps: what wrapped it then may be gone.
      const again = await wrappedAt(key);
      if (again.wrapped_by === found.wrapped_by) throw error;
      return unwrap(again);
    }
  };

  /** `rewrap` lists what is wrapped after the new wrapping key is in force: a key that was wrapped before, and stored too late for it, is given up. */
  const storedUnderCurrent = async (
    context: KeyContext,
    keyOf: (id: string) => string,
    options?: { readonly ifAbsent?: boolean },
  ) => {
    for (;;) {
      const made = await wrappedObject(context);
      const key = keyOf(made.id);
      const won = await store.put(key, made.json, options);
      if (!won || wrapper.wrappedBy === made.wrappedBy) return { ...made, won };
      await store.remove(key);
    }
  };

  /** Whether new cells may be made with the key: `rotate` retires it in all processes at once. */
  const isInForce = async (scope: KeyScope, id: string): Promise<boolean> => {
    try {
      return (await wrappedAt(keyObjectKey(scope, id))).retired_at === undefined;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  };

  const forget = (folder: string, known: Current): void => {
    if (current.get(folder) === known) current.delete(folder);
  };

  return {
    dataKey: async scope => {
      const folder = keyObjectKey(scope);
      const known = current.get(folder);
      if (known && now().getTime() - known.madeAt < limits.longestUseMs && known.cells < limits.cells) {
        const key = await known.key;
        if (await isInForce(scope, key.id)) return key;
      }
      if (known) forget(folder, known);
      // Others may have been first while this one asked.
      const made = current.get(folder);
      if (made) return made.key;
      const entry: Current = {
        key: storedUnderCurrent(contextOf(scope), id => keyObjectKey(scope, id)).then(({ id, bytes }) => {
          byId.set(id, entry);
          if (byId.size > limits.opened) byId.delete(byId.keys().next().value!);
          return { id, bytes };
        }),
        madeAt: now().getTime(),
        cells: 0,
      };
      current.set(folder, entry);
      entry.key.catch(() => forget(folder, entry));
      return entry.key;
    },
    used: (id, cells) => {
      const entry = byId.get(id);
      if (!entry) return;
      entry.cells += cells;
      if (entry.cells > 2 * limits.cells) throw new KeyUnavailable(`the data key ${id} has made all the cells it may`);
    },
    openKey: (scope, id) => {
      if (!/^[0-9a-f]{16}$/.test(id))
        return Promise.reject(new KeyFault('key_missing', 'that is not the id of a data key'));
      const key = keyObjectKey(scope, id);
      return remembered(opened, key, limits.longestUseMs, async () => ({
        id,
        bytes: await unwrapObject(key, contextOf(scope)),
      }));
    },
    secret: name =>
      remembered(secrets, name, Number.POSITIVE_INFINITY, async () => {
        const key = `keys/_workspace/${name}.json`;
        const context = { workspace, secret: name };
        try {
          return await unwrapObject(key, context);
        } catch (error) {
          if (!isMissing(error)) throw error;
          // Somebody else may make it in the meantime: then theirs counts.
          const { won, bytes } = await storedUnderCurrent(context, () => key, { ifAbsent: true });
          return won ? bytes : unwrapObject(key, context);
        }
      }),
  };
};
