import { rowBytes } from './pieces.ts';

const [quote, newline, carriageReturn] = [0x22, 0x0a, 0x0d];

export interface CsvRecord {
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly tooLong: boolean;
  /** The object ended within a quoted field. */
  readonly unclosed: boolean;
}

/**
 * Finds where CSV records end (RFC 4180): at newlines that are not within a quoted field. Blank lines are no records.
 * Fields are not looked at: that is the parser's work, a batch of records at a time.
 */
export const csvRecords = (delimiter: number, maxRowBytes: number) => {
  const row = rowBytes(maxRowBytes);
  let quoted = false;
  let fieldStart = true;
  let justClosed = false;
  const take = (unclosed: boolean): CsvRecord | undefined => {
    const { bytes, length, tooLong } = row.take();
    const end = !tooLong && bytes[bytes.length - 1] === carriageReturn ? bytes.length - 1 : bytes.length;
    fieldStart = true;
    quoted = false;
    justClosed = false;
    return end === 0 ? undefined : { bytes: bytes.subarray(0, end), length, tooLong, unclosed };
  };
  return {
    /** The records that end in this chunk. */
    add: (chunk: Uint8Array): CsvRecord[] => {
      const records: CsvRecord[] = [];
      let from = 0;
      for (let at = 0; at < chunk.length; at++) {
        const byte = chunk[at]!;
        if (quoted) {
          if (byte === quote) {
            quoted = false;
            justClosed = true;
          }
        } else if (byte === quote) {
          // A quote opens a field at its start, or, doubled, goes on with it; elsewhere it is a fault of the field.
          quoted = fieldStart || justClosed;
          fieldStart = false;
          justClosed = false;
        } else if (byte === newline) {
          row.add(chunk.subarray(from, at));
          from = at + 1;
          const record = take(false);
          if (record) records.push(record);
        } else {
          fieldStart = byte === delimiter;
          justClosed = false;
        }
      }
      if (from < chunk.length) row.add(chunk.subarray(from));
      return records;
    },
    /** The record that the object ends with. */
    end: (): CsvRecord | undefined => take(quoted),
  };
};
