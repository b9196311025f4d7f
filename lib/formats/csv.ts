import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import type { SourceRecord, SourceRow } from '../core/rows.ts';
import { csvRecords } from './csvRecords.ts';
import { type FoundRecord, faultRow, type Numbering, wholeObject } from './pieces.ts';
import { StreamFault } from './streamFault.ts';

type Field = string | null;

/** Bytes pass through the parser as Latin-1, one character a byte, so that invalid UTF-8 is seen and not replaced. */
const fieldsOf = (records: readonly Uint8Array[], delimiter: string): Field[][] =>
  parse(Buffer.concat(records.flatMap(record => [record, Buffer.from('\n')])), {
    delimiter,
    encoding: 'latin1',
    record_delimiter: '\n',
    relax_column_count: true,
    // Only quotes tell the empty text from NULL.
    cast: (value, { quoting }) => (value === '' && !quoting ? null : value),
  }) as unknown as Field[][];

const notAscii = /[\x80-\xff]/;

/** @returns undefined when the bytes are not UTF-8 */
const decoded = (field: Field): Field | undefined => {
  if (field === null || !notAscii.test(field)) return field;
  const bytes = Buffer.from(field, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
};

/** The columns' names; undefined where a record cannot be a header. */
export const headerOf = (record: FoundRecord, delimiter: string): readonly string[] | undefined => {
  if (record.tooLong || record.unclosed) return undefined;
  try {
    const names = fieldsOf([record.bytes], delimiter)[0]!.map(decoded);
    const good = names.every(name => typeof name === 'string') && new Set(names).size === names.length;
    return good ? (names as string[]) : undefined;
  } catch {
    return undefined;
  }
};

const rowOf = (number: number, record: FoundRecord, header: readonly string[], fields: readonly Field[]): SourceRow => {
  if (fields.length !== header.length) return faultRow(number, 'column_count', record.bytes);
  const entries: [string, Field][] = [];
  for (let i = 0; i < header.length; i++) {
    const value = decoded(fields[i]!);
    if (value === undefined) return faultRow(number, 'invalid_utf8', record.bytes);
    entries.push([header[i]!, value]);
  }
  const { bytes } = record;
  return {
    number,
    record: Object.fromEntries(entries) as SourceRecord,
    text: () => Buffer.from(bytes).toString('utf8'),
    untyped: true,
  };
};

/** Fields of each record; undefined for one that the parser refuses. */
const parsed = (records: readonly FoundRecord[], delimiter: string): (readonly Field[] | undefined)[] => {
  try {
    const all = fieldsOf(
      records.map(record => record.bytes),
      delimiter,
    );
    if (all.length === records.length) return all;
  } catch {
    // One of them is bad: the loop below finds out which.
  }
  return records.map(({ bytes }) => {
    try {
      const alone = fieldsOf([bytes], delimiter);
      return alone.length === 1 ? alone[0] : undefined;
    } catch {
      return undefined;
    }
  });
};

/**
 * CSV with a header (RFC 4180). All values are text; an empty field is NULL unless it is quoted. The first record is the
 * header, unless one is given.
 */
export async function* csv(
  chunks: AsyncIterable<Uint8Array>,
  delimiter: ',' | '\t',
  maxRowBytes: number,
  { before, from }: Numbering = wholeObject,
  given?: readonly string[],
): AsyncGenerator<readonly SourceRow[]> {
  const records = csvRecords(delimiter.charCodeAt(0), maxRowBytes);
  let header = given;
  let number = before;

  const rowsOf = (found: readonly FoundRecord[]): { rows: SourceRow[]; wrong: boolean } => {
    let rest = found;
    if (!header) {
      const [first, ...others] = found;
      header = first && headerOf(first, delimiter);
      if (first && !header)
        return { rows: [faultRow(++number, 'wrong_format', first.bytes, first.length)], wrong: true };
      rest = others;
    }
    const passed = Math.min(rest.length, Math.max(0, from - number - 1));
    number += passed;
    rest = rest.slice(passed);
    const whole = rest.filter(record => !record.tooLong && !record.unclosed);
    const fields = parsed(whole, delimiter);
    let next = 0;
    const rows = rest.map(record => {
      number++;
      if (record.tooLong) return faultRow(number, 'row_too_large', record.bytes, record.length);
      if (record.unclosed) return faultRow(number, 'malformed_row', record.bytes);
      const values = fields[next++];
      return values ? rowOf(number, record, header!, values) : faultRow(number, 'malformed_row', record.bytes);
    });
    return { rows, wrong: false };
  };

  try {
    for await (const chunk of chunks) {
      const found = records.add(chunk);
      if (found.length === 0) continue;
      const { rows, wrong } = rowsOf(found);
      if (rows.length > 0) yield rows;
      if (wrong) return;
    }
  } catch (error) {
    if (!(error instanceof StreamFault)) throw error;
    const tail = records.end();
    number++;
    if (number >= from) yield [faultRow(number, error.fault, tail?.bytes ?? new Uint8Array(), tail?.length)];
    return;
  }
  const last = records.end();
  const rows = last ? rowsOf([last]).rows : [];
  if (rows.length > 0) yield rows;
}
