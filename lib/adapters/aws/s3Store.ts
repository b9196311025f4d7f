import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import {
  ObjectChanged,
  ObjectMissing,
  type ObjectStore,
  type ObjectVersion,
  StoreUnavailable,
} from '../../ports/objectStore.ts';
import { multipartWriter } from './multipartWriter.ts';
import { storeFault } from './storeFault.ts';

/** The bucket of each zone; a key's first segment names the zone, the rest is the key in its bucket. */
export type Buckets = Readonly<Record<'raw' | 'bronze' | 'silver' | 'quarantine' | 'keys', string>>;

/** Longest piece of an object that is asked for at once: what a reader holds in memory, twice. */
const pieceBytes = 8 << 20;
/** Tries for one piece: a connection may break in the middle of a body, where the SDK does not try again. */
const longestTries = 3;

const notThere = new Set(['NotFound', 'NoSuchKey', 'NoSuchVersion', 'MethodNotAllowed', 'NoSuchBucket']);
const nameOf = (error: unknown): string => String((error as { name?: unknown })?.name);

/**
 * The lake in S3, one versioned bucket a zone. A version is S3's own, so an object that is overwritten while it is read
 * stays readable, and each overwrite is a load of its own.
 */
export const s3Store = (s3: S3Client, buckets: Buckets): ObjectStore => {
  const place = (key: string): { readonly Bucket: string; readonly Key: string } => {
    const slash = key.indexOf('/');
    const bucket = buckets[key.slice(0, slash) as keyof Buckets];
    if (!bucket) throw new ObjectMissing(key);
    return { Bucket: bucket, Key: key.slice(slash + 1) };
  };
  const uriOf = (key: string): string => {
    const { Bucket, Key } = place(key);
    return `s3://${Bucket}/${Key}`;
  };

  const head = async (key: string, version?: string): Promise<ObjectVersion | undefined> => {
    try {
      const found = await s3.send(new HeadObjectCommand({ ...place(key), ...(version ? { VersionId: version } : {}) }));
      return {
        key,
        uri: uriOf(key),
        version: found.VersionId ?? 'null',
        size: found.ContentLength ?? 0,
        createdAt: found.LastModified ?? new Date(0),
      };
    } catch (error) {
      // S3 answers 400 to the HEAD of a version id that it never gave out.
      if (notThere.has(nameOf(error)) || (version && nameOf(error) === '400')) return undefined;
      throw storeFault(error);
    }
  };

  const piece = async (object: ObjectVersion, start: number, end: number): Promise<Uint8Array> => {
    for (let tried = 1; ; tried++) {
      try {
        const { Body } = await s3.send(
          new GetObjectCommand({
            ...place(object.key),
            VersionId: object.version,
            Range: `bytes=${start}-${end - 1}`,
          }),
        );
        const bytes = await Body!.transformToByteArray();
        if (bytes.length !== end - start) throw new ObjectChanged(object.key);
        return bytes;
      } catch (error) {
        if (error instanceof ObjectChanged) throw error;
        if (notThere.has(nameOf(error))) throw new ObjectMissing(object.key);
        if (tried === longestTries) throw storeFault(error);
      }
    }
  };

  async function* versionPages(Bucket: string, Prefix: string): AsyncGenerator<ListObjectVersionsCommandOutput> {
    let from: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
    while (from) {
      const page: ListObjectVersionsCommandOutput = await s3
        .send(new ListObjectVersionsCommand({ Bucket, Prefix, ...from }))
        .catch((error: unknown) => {
          throw storeFault(error);
        });
      yield page;
      from = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker!, VersionIdMarker: page.NextVersionIdMarker! }
        : undefined;
    }
  }

  /** S3 takes a thousand at once. */
  const forget = async (Bucket: string, versions: readonly { Key: string; VersionId: string }[]): Promise<void> => {
    for (let at = 0; at < versions.length; at += 1000) {
      const Objects = versions.slice(at, at + 1000);
      const { Errors = [] } = await s3
        .send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }))
        .catch((error: unknown) => {
          throw storeFault(error);
        });
      if (Errors.length > 0) throw new StoreUnavailable(`old versions are still there: ${Errors[0]!.Code}`);
    }
  };

  return {
    list: async function* (prefix) {
      const zone = prefix.slice(0, prefix.indexOf('/'));
      const { Bucket, Key: Prefix } = place(prefix);
      // Versions, because a plain listing does not tell them.
      for await (const page of versionPages(Bucket, Prefix)) {
        for (const { Key, VersionId, IsLatest, Size, LastModified } of page.Versions ?? []) {
          if (!IsLatest) continue;
          const key = `${zone}/${Key}`;
          yield { key, uri: uriOf(key), version: VersionId ?? 'null', size: Size ?? 0, createdAt: LastModified! };
        }
      }
    },
    head,
    read: async function* (object, from = 0, to = object.size) {
      // An empty object has no range; whether it is still there is asked all the same.
      if (object.size === 0 && !(await head(object.key, object.version))) throw new ObjectMissing(object.key);
      let next: Promise<Uint8Array> | undefined;
      const end = Math.min(to, object.size);
      for (let start = from; start < end; start += pieceBytes) {
        const bytes = await (next ?? piece(object, start, Math.min(start + pieceBytes, end)));
        const after = start + pieceBytes;
        // One piece ahead: the network works while the rows are.
        next = after < end ? piece(object, after, Math.min(after + pieceBytes, end)) : undefined;
        next?.catch(() => {});
        yield bytes;
      }
    },
    readRange: async (object, start, end) => {
      const last = Math.min(end, object.size);
      return start < last ? piece(object, start, last) : new Uint8Array();
    },
    write: async key => multipartWriter(s3, place(key)),
    put: async (key, bytes, options) => {
      for (;;) {
        try {
          await s3.send(
            new PutObjectCommand({ ...place(key), Body: bytes, ...(options?.ifAbsent ? { IfNoneMatch: '*' } : {}) }),
          );
          return true;
        } catch (error) {
          if (options?.ifAbsent && nameOf(error) === 'PreconditionFailed') return false;
          // Another conditional write of the same key was under way: it may yet fail, so ask again.
          if (options?.ifAbsent && nameOf(error) === 'ConditionalRequestConflict') continue;
          throw storeFault(error);
        }
      }
    },
    get: async key => {
      try {
        const { Body } = await s3.send(new GetObjectCommand(place(key)));
        return await Body!.transformToByteArray();
      } catch (error) {
        if (notThere.has(nameOf(error))) throw new ObjectMissing(key);
        throw storeFault(error);
      }
    },
    remove: async key => {
      await s3.send(new DeleteObjectCommand(place(key))).catch((error: unknown) => {
        throw storeFault(error);
      });
    },
    purge: async key => {
      const { Bucket, Key: prefix } = place(key);
      const isMeant = (found?: string): found is string =>
        found !== undefined && (prefix.endsWith('/') ? found.startsWith(prefix) : found === prefix);
      const old: { Key: string; VersionId: string }[] = [];
      const newestMarker: { Key: string; VersionId: string }[] = [];
      for await (const page of versionPages(Bucket, prefix)) {
        for (const found of page.Versions ?? []) {
          const { Key, VersionId = 'null', IsLatest } = found;
          if (isMeant(Key) && !IsLatest) old.push({ Key, VersionId });
        }
        for (const marker of page.DeleteMarkers ?? []) {
          const { Key, VersionId = 'null', IsLatest } = marker;
          if (isMeant(Key)) (IsLatest ? newestMarker : old).push({ Key, VersionId });
        }
      }
      // The marker that hides a removed object goes last: without it, the newest version would be there again.
      await forget(Bucket, old);
      await forget(Bucket, newestMarker);
    },
  };
};
