/** A person's salt, as a cell (docs/formats.md, "Subjects"). */
export interface WrappedSalt {
  /** `_subject`, 32 hex digits. */
  readonly subject: string;
  readonly salt: Uint8Array;
  /** The data key that the salt is encrypted under. */
  readonly keyId: string;
}

/** A person who was erased. Their salt is gone, and no new one is made unless they are readmitted. */
export interface Erased {
  readonly subject: string;
  /** The kind of person, or `<source>.<table>` of a row that others belong to: which tables have to be looked through. */
  readonly kind: string;
  readonly erasedAt: Date;
  /** False while files may still hold words of theirs. */
  readonly settled: boolean;
}

export type SubjectRecord = WrappedSalt | Erased;

export const isErased = (record: SubjectRecord): record is Erased => 'erasedAt' in record;

/**
 * The salts of people, and who was erased: DynamoDB in AWS, SQLite on one machine. Whoever destroys a salt here destroys
 * every cell of that person, in every file and every old version of one, in one step.
 */
export interface Subjects {
  /** The records of those who have one. */
  get(subjects: Iterable<string>): Promise<ReadonlyMap<string, SubjectRecord>>;
  /** Adds the salts of people who have no record. Returns what is there for each of them then: others may have been first. */
  add(salts: readonly WrappedSalt[]): Promise<ReadonlyMap<string, SubjectRecord>>;
  /**
   * Puts tombstones in the place of salts, or of nothing, not settled yet; those who were erased before are left as they
   * are. Returns how many salts were destroyed. `erasures` changes with each call, after the last tombstone.
   */
  erase(subjects: Iterable<Pick<Erased, 'subject' | 'kind'>>, at: Date): Promise<{ readonly destroyed: number }>;
  /** No file holds words of these people any more. */
  settle(subjects: Iterable<string>): Promise<void>;
  /** Everyone whose erasure is not settled. */
  unsettled(): Promise<readonly Erased[]>;
  /** Takes tombstones away: what arrives from now on is kept again. What was erased stays unreadable. */
  readmit(subjects: Iterable<string>): Promise<void>;
  /** Changes whenever somebody was erased: a load that began before must look again. */
  erasures(): Promise<number>;
  /** Every salt, in any order. */
  salts(): AsyncIterable<WrappedSalt>;
  /** Puts a salt under another key. False when it is no longer there under `keyId`, as when the person was erased. */
  rewrap(salt: WrappedSalt, keyId: string): Promise<boolean>;
}
