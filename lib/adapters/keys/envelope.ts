import { createHash } from 'node:crypto';
import { type DataKey, type KeyScope, type KeyService, KeyUnavailable } from '../../ports/keyService.ts';
import { ObjectMissing, type ObjectStore } from '../../ports/objectStore.ts';

/** What a key is bound to: it unwraps only under the same context (KMS calls it encryption context). */
export type KeyContext = Readonly<Record<string, string>>;

/** Makes and opens wrapped keys: KMS in AWS, the keyring file on one machine. */
export interface KeyWrapper {
  /** Names the wrapping key, e.g. a KMS key's ARN. */
  readonly wrappedBy: string;
  generate(context: KeyContext): Promise<{ readonly bytes: Uint8Array; readonly wrapped: Uint8Array }>;
  /** @throws KeyUnavailable when the context is another one or the wrapping key refuses */
  unwrap(wrapped: Uint8Array, context: KeyContext): Promise<Uint8Array>;
}

/** The object `keys/…/<key_id>.json`, read by anyone who may unwrap (docs/formats.md). */
interface WrappedKeyObject {
  readonly key_id: string;
  /** Base64. */
  readonly wrapped: string;
  readonly wrapped_by: string;
  readonly context: KeyContext;
  readonly created_at: string;
}

/** A data key serves at most this long … */
const longestUseMs = 24 * 3600 * 1000;

const keyObjectKey = (scope: KeyScope, id: string): string =>
  `keys/${scope.source}/${scope.table}/${scope.column}/${id}.json`;

const contextOf = ({ workspace, source, table, column }: KeyScope): KeyContext => ({
  workspace,
  source,
  table,
  column,
});

/**
 * Envelope encryption over any wrapper: a data key per workspace, source, table and column, made once per process and day.
 * The wrapped key is stored before the key is handed out, so no cell exists whose key could be lost.
 */
export const envelopeKeys = (
  wrapper: KeyWrapper,
  store: Pick<ObjectStore, 'get' | 'put'>,
  workspace: string,
  now: () => Date,
): KeyService => {
  const current = new Map<string, { readonly key: Promise<DataKey>; readonly madeAt: number }>();
  const opened = new Map<string, Promise<DataKey>>();
  const secrets = new Map<string, Promise<Uint8Array>>();

  /** Failures are not remembered: the next call tries again. */
  const remembered = <T>(cache: Map<string, Promise<T>>, id: string, make: () => Promise<T>): Promise<T> => {
    const known = cache.get(id);
    if (known) return known;
    const made = make();
    cache.set(id, made);
    made.catch(() => cache.delete(id));
    return made;
  };

  const wrappedObject = async (context: KeyContext) => {
    const { bytes, wrapped } = await wrapper.generate(context);
    const id = createHash('sha256').update(wrapped).digest('hex').slice(0, 16);
    const object: WrappedKeyObject = {
      key_id: id,
      wrapped: Buffer.from(wrapped).toString('base64'),
      wrapped_by: wrapper.wrappedBy,
      context,
      created_at: now().toISOString(),
    };
    return { id, bytes, json: Buffer.from(`${JSON.stringify(object, null, 2)}\n`) };
  };

  const unwrapObject = async (key: string, context: KeyContext): Promise<Uint8Array> => {
    let object: Partial<WrappedKeyObject> | null;
    try {
      object = JSON.parse(Buffer.from(await store.get(key)).toString()) as typeof object;
    } catch (error) {
      if (error instanceof ObjectMissing) throw new KeyUnavailable(`the wrapped key ${key} is not there`);
      if (error instanceof SyntaxError) throw new KeyUnavailable(`the wrapped key ${key} is damaged`);
      throw error;
    }
    if (typeof object?.wrapped !== 'string') throw new KeyUnavailable(`the wrapped key ${key} is damaged`);
    return wrapper.unwrap(Buffer.from(object.wrapped, 'base64'), context);
  };

  return {
    dataKey: async scope => {
      const id = keyObjectKey(scope, '');
      const known = current.get(id);
      if (known && now().getTime() - known.madeAt < longestUseMs) return known.key;
      const key = (async (): Promise<DataKey> => {
        const made = await wrappedObject(contextOf(scope));
        await store.put(keyObjectKey(scope, made.id), made.json);
        return { id: made.id, bytes: made.bytes };
      })();
      current.set(id, { key, madeAt: now().getTime() });
      key.catch(() => current.delete(id));
      return key;
    },
    openKey: (scope, id) => {
      if (!/^[0-9a-f]{16}$/.test(id)) return Promise.reject(new KeyUnavailable('that is not the id of a data key'));
      const key = keyObjectKey(scope, id);
      return remembered(opened, key, async () => ({ id, bytes: await unwrapObject(key, contextOf(scope)) }));
    },
    secret: name =>
      remembered(secrets, name, async () => {
        const key = `keys/_workspace/${name}.json`;
        const context = { workspace, secret: name };
        try {
          return await unwrapObject(key, context);
        } catch (error) {
          if (!(error instanceof KeyUnavailable)) throw error;
          const made = await wrappedObject(context);
          // Somebody else may have made it in the meantime: then theirs counts.
          return (await store.put(key, made.json, { ifAbsent: true })) ? made.bytes : unwrapObject(key, context);
        }
      }),
  };
};
