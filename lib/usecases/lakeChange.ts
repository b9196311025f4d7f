import type { TableContract } from '../config/tableContract.ts';
import type { Dialect } from '../core/silver/dialect.ts';
import type { KeyService } from '../ports/keyService.ts';
import { ObjectChanged, ObjectMissing, type ObjectStore, type ObjectVersion } from '../ports/objectStore.ts';
import type { QueryEngine } from '../ports/queryEngine.ts';
import type { Subjects } from '../ports/subjects.ts';

/** What changing rows that are in bronze and silver already needs of the world, as rotation and erasure do. */
export interface LakeChangePorts {
  readonly store: ObjectStore;
  readonly keys: KeyService;
  readonly subjects: Subjects;
  /** Over silver, open for writing. */
  readonly engine: QueryEngine;
  readonly dialect: Dialect;
  /** Resolves when no merge runs that may have read bronze as it was before. */
  readonly silverAtRest: () => Promise<void>;
  /** Makes what silver tables held before impossible to get back: old snapshots, free pages of a file. */
  readonly forgetSilver: (contracts: readonly TableContract[]) => Promise<void>;
  readonly now: () => Date;
}

/** Does the work on a file, and again on what took its place while that was done. Undefined when the file is gone. */
export const untilUndisturbed = async <T>(
  store: Pick<ObjectStore, 'head'>,
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
