import { KeyUnavailable } from '../ports/keyService.ts';
import type { LoadErrorCode } from '../ports/loadLedger.ts';
import { ObjectChanged, ObjectMissing, StoreUnavailable } from '../ports/objectStore.ts';
import { ClassifierUnavailable } from '../ports/tokenClassifier.ts';

/** Rows were lost or doubled on their way: a fault of the program. */
export class CountsDiffer extends Error {}

/** The time that a function may take is nearly over. What was finished stands. */
export class OutOfTime extends Error {
  constructor() {
    super(
      'the time was over before a part of the object was done: give the function more memory, and so more of a processor',
    );
  }
}

export const errorCodeOf = (error: unknown): LoadErrorCode => {
  if (error instanceof ObjectMissing) return 'object_missing';
  if (error instanceof ObjectChanged) return 'object_changed';
  if (error instanceof KeyUnavailable) return 'key_unavailable';
  if (error instanceof ClassifierUnavailable) return 'model_unavailable';
  if (error instanceof StoreUnavailable) return 'store_unavailable';
  if (error instanceof OutOfTime) return 'out_of_time';
  if (typeof (error as NodeJS.ErrnoException)?.syscall === 'string') return 'store_unavailable';
  return 'internal_error';
};

/** What may be said of an error: only our own messages and system codes; another library's message could hold a value. */
export const safeDetail = (error: unknown): string => {
  const ours = [
    ObjectMissing,
    ObjectChanged,
    StoreUnavailable,
    KeyUnavailable,
    ClassifierUnavailable,
    CountsDiffer,
    OutOfTime,
  ];
  if (error instanceof Error && ours.some(kind => error instanceof kind)) return error.message;
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown error';
};
