import type { ColumnType } from '../config/tableContract.ts';
import type { RowFault } from './faults.ts';

/** A column as it is stored: the contract's types, and bytes for ciphertext. */
export type StoredType = ColumnType | { readonly kind: 'binary' };

/**
 * A value in storage form; NULL is null. By type: string and json → string, boolean → boolean, int and double → number,
 * bigint → bigint, date → days since 1970 (number), timestamp → microseconds since 1970 UTC (bigint),
 * decimal → unscaled integer (bigint), binary → Uint8Array.
 */
export type StoredValue = string | number | bigint | boolean | Uint8Array | null;

export interface Column {
  readonly name: string;
  readonly type: StoredType;
  readonly values: readonly StoredValue[];
}

/** A row that did not fit its contract, and why. `text` gives the row as it was read; only quarantine may call it. */
export interface Rejection {
  readonly number: number;
  readonly fault: RowFault;
  readonly text: () => string;
  /** The text of the subject's value, where the row could be read so far. As private as the row. */
  readonly subject?: string;
}

/** A person as a load knows them: `salt` is absent when they were erased. */
export interface KnownSubject {
  readonly id: string;
  readonly salt?: Uint8Array;
}

/** Rows by column: what flows through the transforms of a plan. */
export interface Batch {
  readonly length: number;
  /** Row number within the object, for each row. */
  readonly numbers: readonly number[];
  readonly columns: ReadonlyMap<string, Column>;
  readonly rejected: readonly Rejection[];
  /** Whose each row is, in tables with a subject; undefined where nobody is named. */
  readonly subjects?: readonly (KnownSubject | undefined)[];
  /** How many findings of each label scrubbing has replaced. */
  readonly findings: Readonly<Record<string, number>>;
}

/** A step of a plan: named after what the rows gain. Pure: the batch that comes in is left as it was. */
export type Transform = (batch: Batch) => Batch;

/** Left to right: `compose(f, g)(batch)` is `g(f(batch))`. */
export const compose =
  (...transforms: readonly Transform[]): Transform =>
  batch =>
    transforms.reduce((b, transform) => transform(b), batch);

/** The batch with these columns added, or put in the place of the columns of the same names. */
export const withColumns = (batch: Batch, columns: readonly Column[]): Batch => {
  const all = new Map(batch.columns);
  for (const column of columns) all.set(column.name, column);
  return { ...batch, columns: all };
};

/** The batch without these columns. */
export const withoutColumns = (batch: Batch, names: Iterable<string>): Batch => {
  const all = new Map(batch.columns);
  for (const name of names) all.delete(name);
  return { ...batch, columns: all };
};
