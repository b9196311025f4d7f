import type { TableContract } from '../../config/tableContract.ts';
import type { Dialect } from '../../core/silver/dialect.ts';
import type { KeyChange } from '../../core/withReencrypted.ts';
import type { KeyService } from '../../ports/keyService.ts';
import type { LoadLedger } from '../../ports/loadLedger.ts';
import { ObjectChanged, ObjectMissing, type ObjectStore, type ObjectVersion } from '../../ports/objectStore.ts';
import type { QueryEngine } from '../../ports/queryEngine.ts';
import type { Subjects } from '../../ports/subjects.ts';
import type { BronzeParts } from '../silver/types.ts';

/** What replacing a data key needs of the world. */
export interface RotationPorts {
  readonly store: ObjectStore;
  readonly keys: KeyService;
  readonly subjects: Subjects;
  readonly ledger: LoadLedger;
  /** Silver, open for writing. */
  readonly engine: QueryEngine;
  readonly dialect: Dialect;
  readonly bronze: BronzeParts;
  /** Resolves when nobody merges into silver who has read bronze before now. */
  readonly silverAtRest: () => Promise<void>;
  /** Makes what silver tables held before impossible to get back. */
  readonly forgetSilver: (contracts: readonly TableContract[]) => Promise<void>;
  readonly now: () => Date;
  readonly random: (bytes: Uint8Array) => void;
  /** Resolves after so many milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
}

/** One column of one table, whose cells go from one key to another. */
export interface Rotation {
  readonly contract: TableContract;
  readonly column: string;
  readonly change: KeyChange;
  /** The salt of a person. */
  readonly saltOf: (subject: string) => Promise<Uint8Array | 'erased'>;
  /** A file is done. */
  readonly onFile: (key: string, cells: number) => void;
}

/** A file that holds cells under the key. */
export interface ConcernedFile {
  readonly object: ObjectVersion;
  readonly cells: number;
}

/** Does the work on a file, and again on what took its place while that was done. */
export const untilUndisturbed = async <T>(
  store: ObjectStore,
  object: ObjectVersion,
  work: (current: ObjectVersion) => Promise<T>,
): Promise<T | undefined> => {
  for (let current: ObjectVersion | undefined = object; current; current = await store.head(object.key)) {
    try {
      return await work(current);
    } catch (error) {
      if (!(error instanceof ObjectChanged || error instanceof ObjectMissing)) throw error;
    }
  }
  return undefined;
};
