import { ObjectChanged, ObjectMissing, type ObjectStore, type ObjectVersion } from '../../lib/ports/objectStore.ts';

interface Version {
  readonly object: ObjectVersion;
  /** Undefined for the mark that a removal leaves. */
  readonly bytes: Uint8Array | undefined;
}

/** A bucket with versions, as S3 keeps them, in memory. `now` dates what is put. */
export const memoryStore = (workspace: string, now: () => Date): ObjectStore => {
  const all = new Map<string, Version[]>();
  let puts = 0;

  const current = (key: string): Version | undefined => {
    const newest = all.get(key)?.at(-1);
    return newest?.bytes ? newest : undefined;
  };
  const add = (key: string, bytes: Uint8Array | undefined): void => {
    const uri = `lake://${workspace}/${key.split('/').map(encodeURIComponent).join('/')}`;
    const object = { key, uri, version: `v${++puts}`, size: bytes?.length ?? 0, createdAt: now() };
    all.set(key, [...(all.get(key) ?? []), { object, bytes }]);
  };
  const bytesOf = ({ key, version }: ObjectVersion): Uint8Array => {
    const bytes = all.get(key)?.find(({ object }) => object.version === version)?.bytes;
    if (!bytes) throw new ObjectMissing(key);
    return bytes;
  };

  return {
    async *list(prefix) {
      for (const key of [...all.keys()].filter(key => key.startsWith(prefix)).sort()) {
        const found = current(key);
        if (found) yield found.object;
      }
    },
    head: async (key, version) =>
      version === undefined
        ? current(key)?.object
        : all.get(key)?.find(({ object, bytes }) => bytes && object.version === version)?.object,
    async *read(object, start, end) {
      yield bytesOf(object).slice(start, end);
    },
    readRange: async (object, start, end) => bytesOf(object).slice(start, end),
    write: async key => {
      const chunks: Uint8Array[] = [];
      let open = true;
      return {
        write: async bytes => void chunks.push(bytes.slice()),
        commit: async options => {
          if (options?.replaces && current(key)?.object.version !== options.replaces.version) {
            throw new ObjectChanged(key);
          }
          if (open) add(key, Buffer.concat(chunks));
          open = false;
        },
        abort: async () => {
          open = false;
        },
      };
    },
    put: async (key, bytes, options) => {
      if (options?.ifAbsent && current(key)) return false;
      add(key, bytes.slice());
      return true;
    },
    get: async key => {
      const found = current(key);
      if (!found) throw new ObjectMissing(key);
      return found.bytes!;
    },
    remove: async key => {
      if (current(key)) add(key, undefined);
    },
    purge: async key => {
      for (const [name, versions] of all) {
        if (name !== key && !(key.endsWith('/') && name.startsWith(key))) continue;
        const newest = versions.at(-1)!;
        if (newest.bytes) all.set(name, [newest]);
        else all.delete(name);
      }
    },
  };
};
