import type { SourceRow } from '../core/rows.ts';
import { jsonRow } from './jsonRecord.ts';
import { faultRow, rowBytes } from './pieces.ts';
import { StreamFault } from './streamFault.ts';

const newline = 0x0a;
const blank = /^[ \t\r]*$/;

const isBlank = (bytes: Uint8Array): boolean => bytes.length < 64 && blank.test(Buffer.from(bytes).toString('latin1'));

/** JSON lines (jsonlines.org): one object a line, `\n` or `\r\n`, blank lines skipped and not counted. */
export async function* jsonLines(
  chunks: AsyncIterable<Uint8Array>,
  maxRowBytes: number,
): AsyncGenerator<readonly SourceRow[]> {
  const row = rowBytes(maxRowBytes);
  let number = 0;
  const finished = (): SourceRow | undefined => {
    const { bytes, length, tooLong } = row.take();
    if (tooLong) return faultRow(++number, 'row_too_large', bytes, length);
    return isBlank(bytes) ? undefined : jsonRow(++number, bytes);
  };
  try {
    for await (const chunk of chunks) {
      const rows: SourceRow[] = [];
      let from = 0;
      for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
        row.add(chunk.subarray(from, at));
        from = at + 1;
        const done = finished();
        if (done) rows.push(done);
      }
      if (from < chunk.length) row.add(chunk.subarray(from));
      if (rows.length > 0) yield rows;
    }
  } catch (error) {
    if (!(error instanceof StreamFault)) throw error;
    const { bytes, length } = row.take();
    yield [faultRow(++number, error.fault, bytes, length)];
    return;
  }
  const last = finished();
  if (last) yield [last];
}
