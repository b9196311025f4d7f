import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import {
  ObjectChanged,
  ObjectMissing,
  type ObjectStore,
  type ObjectVersion,
  type ObjectWriter,
} from '../../ports/objectStore.ts';

/** Remembers the version of a file by its looks, so that listing a lake does not read it all again. */
export interface VersionCache {
  /** What was seen last under the key. */
  get(key: string): { readonly fingerprint: string; readonly version: string } | undefined;
  set(key: string, fingerprint: string, version: string): void;
}

const temporary = 'tmp';
const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Names of producers that are not data, by the convention of Hadoop and Spark: hidden files, `_SUCCESS`, unfinished copies. */
const isHidden = (key: string): boolean =>
  key.startsWith('raw/') && /(^|\/)[._][^/]*$|\.(tmp|part|crdownload)$/.test(key);

const contentHash = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex').slice(0, 32);
};

/** Makes a rename or a link survive a power cut. */
const syncFolder = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/**
 * The lake as a folder. A version is a hash of the content: touching or copying a file is no new version.
 * Writes go to a temporary name first; unfinished ones of processes that are gone are removed by `sweep`.
 */
export const folderStore = (
  root: string,
  workspace: string,
  cache: VersionCache,
  leftOut: (key: string) => void = () => {},
) => {
  const base = resolve(root);

  const pathOf = (key: string): string => {
    const path = resolve(base, key);
    if (!path.startsWith(base + sep) || key.includes('\0')) throw new ObjectMissing(key);
    return path;
  };

  const versionOf = async (key: string): Promise<ObjectVersion | undefined> => {
    const path = pathOf(key);
    try {
      const before = await stat(path, { bigint: true });
      if (!before.isFile()) return undefined;
      const size = Number(before.size);
      // The time of the last change of the inode too: tar and rsync set the other one, to whole seconds.
      const fingerprint = `${before.size}-${before.mtimeNs}-${before.ctimeNs}-${before.ino}`;
      const known = cache.get(key);
      let version = known?.version;
      if (!known || known.fingerprint !== fingerprint) {
        const hash = await contentHash(path);
        // Content that comes back after other content is a version of its own: it is newer than what stood between.
        if (!known) version = hash;
        else if (known.version.slice(0, hash.length) !== hash) version = `${hash}-${before.mtimeNs}`;
        cache.set(key, fingerprint, version!);
      }
      const uri = `lake://${workspace}/${key.split('/').map(encodeURIComponent).join('/')}`;
      return { key, uri, version: version!, size, createdAt: new Date(Number(before.mtimeNs / 1_000_000n)) };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  };

  /** @throws ObjectChanged when the file is no longer the one that was listed */
  const assertSame = async (object: ObjectVersion): Promise<void> => {
    const now = await stat(pathOf(object.key), { bigint: true }).catch(error => {
      throw isMissing(error) ? new ObjectMissing(object.key) : error;
    });
    const same = Number(now.size) === object.size && Number(now.mtimeNs / 1_000_000n) === object.createdAt.getTime();
    if (!same) throw new ObjectChanged(object.key);
  };

  async function* list(prefix: string): AsyncIterable<ObjectVersion> {
    const folder = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
    const entries = await readdir(pathOf(folder), { withFileTypes: true }).catch(error => {
      if (isMissing(error)) return [];
      throw error;
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const key = `${folder}/${entry.name}`;
      if (isHidden(key)) continue;
      if (entry.isDirectory()) {
        yield* list(key);
        continue;
      }
      // Links to files are followed, links to folders are not: they may lead back to where they stand.
      const found = await stat(pathOf(key)).catch(() => undefined);
      if (!found?.isFile()) {
        leftOut(key);
        continue;
      }
      const version = await versionOf(key);
      if (version) yield version;
    }
  }

  const writeTo = async (key: string): Promise<ObjectWriter & { readonly path: string; sync(): Promise<void> }> => {
    const target = pathOf(key);
    await mkdir(join(base, temporary), { recursive: true });
    const path = join(base, temporary, `${process.pid}-${randomUUID()}`);
    const handle = await open(path, 'wx', 0o600);
    let closed = false;
    const close = async (): Promise<void> => {
      if (!closed) await handle.close();
      closed = true;
    };
    return {
      path,
      write: async bytes => {
        for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten;
      },
      sync: async () => {
        await handle.sync();
        await close();
      },
      commit: async options => {
        await handle.sync();
        await close();
        if (options?.replaces && (await versionOf(key))?.version !== options.replaces.version)
          throw new ObjectChanged(key);
        await mkdir(dirname(target), { recursive: true });
        await rename(path, target);
        await syncFolder(dirname(target));
      },
      abort: async () => {
        await close();
        await rm(path, { force: true });
      },
    };
  };

  const put: ObjectStore['put'] = async (key, bytes, options) => {
    const writer = await writeTo(key);
    try {
      await writer.write(bytes);
      if (!options?.ifAbsent) {
        await writer.commit();
        return true;
      }
      const target = pathOf(key);
      await writer.sync();
      await mkdir(dirname(target), { recursive: true });
      // link() fails where the name is taken: the one atomic "create if absent" that also keeps half-written bytes hidden.
      const created = await link(writer.path, target).then(
        () => true,
        error => {
          if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
          throw error;
        },
      );
      if (created) await syncFolder(dirname(target));
      return created;
    } finally {
      await writer.abort();
    }
  };

  const store: ObjectStore = {
    list,
    head: async (key: string, version?: string): Promise<ObjectVersion | undefined> => {
      const now = await versionOf(key);
      return version === undefined || now?.version === version ? now : undefined;
    },
    async *read(object, start = 0, end = object.size) {
      await assertSame(object);
      try {
        const options = { start, ...(end < object.size ? { end: end - 1 } : {}), highWaterMark: 1 << 18 };
        if (start < end) for await (const chunk of createReadStream(pathOf(object.key), options)) yield chunk as Buffer;
      } catch (error) {
        throw isMissing(error) ? new ObjectMissing(object.key) : error;
      }
      await assertSame(object);
    },
    readRange: async (object, start, end) => {
      await assertSame(object);
      const handle = await open(pathOf(object.key), 'r');
      try {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, object.size) - start));
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
        await assertSame(object);
        return bytes.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    write: writeTo,
    put,
    get: async key => {
      try {
        return await readFile(pathOf(key));
      } catch (error) {
        throw isMissing(error) ? new ObjectMissing(key) : error;
      }
    },
    remove: key => rm(pathOf(key), { force: true }),
    // A folder keeps no versions.
    purge: async () => {},
  };

  /** Removes what killed processes left half-written. */
  const sweep = async (): Promise<void> => {
    const folder = join(base, temporary);
    const names = await readdir(folder).catch(() => [] as string[]);
    for (const name of names) {
      const pid = Number(name.split('-')[0]);
      if (Number.isInteger(pid) && pid > 0 && !isAlive(pid))
        await rm(join(folder, name), { force: true, recursive: true });
    }
  };

  return { ...store, sweep };
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
