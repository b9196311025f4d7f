import { csvTransitions, fieldStart, inQuotes } from './csvQuoting.ts';
import { type FoundRecord, type RecordFinder, rowBytes } from './pieces.ts';

const [newline, carriageReturn] = [0x0a, 0x0d];

/**
 * Finds where CSV records end (RFC 4180): at newlines that are not within a quoted field. Blank lines are no records.
 * Fields are not looked at: that is the parser's work, a batch of records at a time.
 */
export const csvRecords = (delimiter: number, maxRowBytes: number): RecordFinder => {
  const row = rowBytes(maxRowBytes);
  const next = csvTransitions(delimiter);
  let state = fieldStart as number;
  const take = (unclosed: boolean): FoundRecord | undefined => {
    const { bytes, length, tooLong } = row.take();
    const end = !tooLong && bytes[bytes.length - 1] === carriageReturn ? bytes.length - 1 : bytes.length;
    state = fieldStart;
    return end === 0 ? undefined : { bytes: bytes.subarray(0, end), length, tooLong, unclosed };
  };
  return {
    add: chunk => {
      const records: FoundRecord[] = [];
      let from = 0;
      for (let at = 0; at < chunk.length; at++) {
        const byte = chunk[at]!;
        if (byte === newline && state !== inQuotes) {
          row.add(chunk.subarray(from, at));
          from = at + 1;
          const record = take(false);
          if (record) records.push(record);
        } else {
          state = next[(state << 8) | byte]!;
        }
      }
      if (from < chunk.length) row.add(chunk.subarray(from));
      return records;
    },
    end: () => take(state === inQuotes),
  };
};
