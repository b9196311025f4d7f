import type { SourceRow } from '../core/rows.ts';
import { jsonRow } from './jsonRecord.ts';
import { lineRecords } from './lineRecords.ts';
import { type FoundRecord, faultRow, type Numbering, wholeObject } from './pieces.ts';
import { StreamFault } from './streamFault.ts';

/** JSON lines (jsonlines.org): one object a line, `\n` or `\r\n`, blank lines skipped and not counted. */
export async function* jsonLines(
  chunks: AsyncIterable<Uint8Array>,
  maxRowBytes: number,
  { before, from }: Numbering = wholeObject,
): AsyncGenerator<readonly SourceRow[]> {
  const records = lineRecords(maxRowBytes);
  let number = before;
  const rowsOf = (found: readonly FoundRecord[]): SourceRow[] => {
    const rows: SourceRow[] = [];
    for (const { bytes, length, tooLong } of found) {
      number++;
      if (number < from) continue;
      rows.push(tooLong ? faultRow(number, 'row_too_large', bytes, length) : jsonRow(number, bytes));
    }
    return rows;
  };
  try {
    for await (const chunk of chunks) {
      const rows = rowsOf(records.add(chunk));
      if (rows.length > 0) yield rows;
    }
  } catch (error) {
    if (!(error instanceof StreamFault)) throw error;
    const tail = records.end();
    number++;
    if (number >= from) yield [faultRow(number, error.fault, tail?.bytes ?? new Uint8Array(), tail?.length)];
    return;
  }
  const last = records.end();
  const rows = last ? rowsOf([last]) : [];
  if (rows.length > 0) yield rows;
}
