/** One version of an object in the lake. */
export interface ObjectVersion {
  /** Path in the lake, first segment the zone: `raw/platform-db/message/2026/a.jsonl`. */
  readonly key: string;
  /** Where the object is, for lineage: `s3://bucket/…`, or `lake://<workspace>/raw/…` on one machine. Moves with the lake. */
  readonly uri: string;
  /** Changes with the content: the S3 version id, or a hash of the content. */
  readonly version: string;
  readonly size: number;
  readonly createdAt: Date;
}

/** Bytes of an object that is being written. Nothing is visible under the key before `commit`. */
export interface ObjectWriter {
  /** Resolves when more bytes may come: the way back-pressure reaches the producer. */
  write(bytes: Uint8Array): Promise<void>;
  /** With `replaces`, only where that version is still the current one. @throws ObjectChanged */
  commit(options?: { readonly replaces?: ObjectVersion }): Promise<void>;
  /** Leaves no trace. Harmless after `commit` or a second `abort`. */
  abort(): Promise<void>;
}

export class ObjectMissing extends Error {
  readonly code = 'object_missing';
  readonly key: string;
  constructor(key: string) {
    super(`object ${key} is not there`);
    this.key = key;
  }
}

/** The object changed while it was being read, or before it was replaced: what was read is of no single version. */
export class ObjectChanged extends Error {
  readonly code = 'object_changed';
  constructor(key: string) {
    super(`object ${key} changed while it was read`);
  }
}

/** The store refuses or cannot be reached. The message names the service's error code, never a value. */
export class StoreUnavailable extends Error {
  readonly code = 'store_unavailable';
}

/** The lake's files: raw, bronze, quarantine, keys. Every write is atomic. */
export interface ObjectStore {
  /** Current versions under a prefix, in the order of their keys. */
  list(prefix: string): AsyncIterable<ObjectVersion>;
  /** The current version, or that very one where the store still has it; undefined when there is none. */
  head(key: string, version?: string): Promise<ObjectVersion | undefined>;
  /** The bytes of exactly this version, or of a range of it, end exclusive. @throws ObjectMissing, ObjectChanged */
  read(object: ObjectVersion, start?: number, end?: number): AsyncIterable<Uint8Array>;
  /** Bytes from `start` up to `end`, end exclusive, of exactly this version. @throws ObjectMissing, ObjectChanged */
  readRange(object: ObjectVersion, start: number, end: number): Promise<Uint8Array>;
  /** Opens a key for writing; `commit` puts the new version in place of the old one. */
  write(key: string): Promise<ObjectWriter>;
  /** Writes a small object. With `ifAbsent`, leaves an existing one and returns false. */
  put(key: string, bytes: Uint8Array, options?: { ifAbsent?: boolean }): Promise<boolean>;
  /** A small object's bytes. @throws ObjectMissing */
  get(key: string): Promise<Uint8Array>;
  /** Harmless when there is none. A store with versions keeps the old ones: see `purge`. */
  remove(key: string): Promise<void>;
  /**
   * Removes for good what was replaced or removed under the key, or under all keys below a prefix that ends in `/`: every
   * version but the current one.
   */
  purge(key: string): Promise<void>;
}
