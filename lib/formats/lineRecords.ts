import { type FoundRecord, type RecordFinder, rowBytes } from './pieces.ts';

const newline = 0x0a;
const blank = /^[ \t\r]*$/;

const isBlank = (bytes: Uint8Array): boolean => bytes.length < 64 && blank.test(Buffer.from(bytes).toString('latin1'));

/** Finds the lines of JSON lines (jsonlines.org): `\n` or `\r\n`. Blank lines are no records. */
export const lineRecords = (maxRowBytes: number): RecordFinder => {
  const row = rowBytes(maxRowBytes);
  const take = (): FoundRecord | undefined => {
    const { bytes, length, tooLong } = row.take();
    return !tooLong && isBlank(bytes) ? undefined : { bytes, length, tooLong, unclosed: false };
  };
  return {
    add: chunk => {
      const records: FoundRecord[] = [];
      let from = 0;
      for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
        row.add(chunk.subarray(from, at));
        from = at + 1;
        const record = take();
        if (record) records.push(record);
      }
      if (from < chunk.length) row.add(chunk.subarray(from));
      return records;
    },
    end: take,
  };
};
