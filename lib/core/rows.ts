import type { RowFault } from './faults.ts';

/**
 * What every reader yields for a value, whatever the file's format: JSON's types, with integers beyond 2^53 as bigint.
 * Readers of typed files turn timestamps into ISO 8601 text in UTC, dates into `YYYY-MM-DD`, decimals into exact text.
 */
export type SourceValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly SourceValue[]
  | { readonly [key: string]: SourceValue };

export type SourceRecord = { readonly [column: string]: SourceValue };

/**
 * One row as it was read. `number` counts from 1 within the object, broken rows included.
 * `text` is the row as the producer wrote it (for typed formats: as JSON); only quarantine uses it, encrypted.
 */
export type SourceRow =
  | {
      readonly number: number;
      readonly record: SourceRecord;
      readonly text: () => string;
      /** The format knows no types (CSV): text may be the writing of a number. */
      readonly untyped?: boolean;
    }
  | { readonly number: number; readonly fault: RowFault; readonly text: () => string };
