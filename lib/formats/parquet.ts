import { isUtf8 } from 'node:buffer';
import type { FileMetaData, SchemaElement } from 'hyparquet';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { dateText, timestampText } from '../core/civil.ts';
import { jsonText } from '../core/parseValue.ts';
import type { SourceRecord, SourceRow, SourceValue } from '../core/rows.ts';
import { decimalText } from '../core/valueText.ts';
import { faultRow } from './pieces.ts';

/** Rows decoded at a time: a row group of a foreign file may be larger than memory. */
const sliceRows = 4096;

/** Stands for bytes that are not UTF-8. */
class NotText {}
const notText = new NotText();

const utf8 = (bytes: Uint8Array | undefined | null): string | NotText | null =>
  bytes ? (isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : notText) : null;

const iso = (micros: bigint): string => `${timestampText(micros).replace(' ', 'T')}Z`;

/** Nanoseconds finer than a microsecond are kept in the text; a timestamp column will not take them. */
const isoOfNanos = (nanos: bigint): string => {
  const fine = ((nanos % 1000n) + 1000n) % 1000n;
  const text = iso((nanos - fine) / 1000n);
  return fine === 0n ? text : `${text.slice(0, -1)}${String(fine).padStart(3, '0')}Z`;
};

const nullable =
  <T>(convert: (value: T) => unknown) =>
  (value: T | null | undefined): unknown =>
    value === null || value === undefined ? null : convert(value);

const parsers = {
  timestampFromMilliseconds: nullable((millis: bigint) => iso(BigInt(millis) * 1000n)),
  timestampFromMicroseconds: nullable((micros: bigint) => iso(BigInt(micros))),
  timestampFromNanoseconds: nullable((nanos: bigint) => isoOfNanos(BigInt(nanos))),
  dateFromDays: nullable((days: number) => dateText(days)),
  stringFromBytes: utf8,
  jsonFromBytes: utf8,
} as never;

const bigEndian = (bytes: Uint8Array): bigint => {
  if (bytes.length === 0) return 0n;
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
};

/** hyparquet makes decimals doubles; taken as plain integers or bytes instead, they stay exact. */
const withoutDecimals = (metadata: FileMetaData): { metadata: FileMetaData; scales: ReadonlyMap<string, number> } => {
  const scales = new Map<string, number>();
  const schema = metadata.schema.map((element): SchemaElement => {
    const logical = element.logical_type;
    if (element.converted_type !== 'DECIMAL' && logical?.type !== 'DECIMAL') return element;
    const { converted_type: _c, logical_type: _l, ...plain } = element;
    scales.set(element.name, element.scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0));
    return plain as SchemaElement;
  });
  return { metadata: { ...metadata, schema }, scales };
};

class BadText extends Error {}

const sourceValue = (value: unknown, scale: number | undefined): SourceValue => {
  if (value === null || value === undefined) return null;
  if (value === notText) throw new BadText();
  if (scale !== undefined && !Array.isArray(value)) {
    return decimalText(value instanceof Uint8Array ? bigEndian(value) : BigInt(value as number | bigint), scale);
  }
  switch (typeof value) {
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    case 'string':
    case 'number':
    case 'boolean':
      return value;
  }
  if (value instanceof Uint8Array) return sourceValue(utf8(value), undefined);
  if (Array.isArray(value)) return value.map(item => sourceValue(item, scale));
  return Object.fromEntries(
    Object.entries(value as object).map(([name, inner]) => [name, sourceValue(inner, undefined)]),
  );
};

const rowOf = (number: number, row: Record<string, unknown>, scales: ReadonlyMap<string, number>): SourceRow => {
  try {
    const record = Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, sourceValue(value, scales.get(name))]),
    ) as SourceRecord;
    return { number, record, text: () => jsonText(record) };
  } catch (error) {
    if (!(error instanceof BadText)) throw error;
    const bytes = JSON.stringify(row, (_k, v: unknown) =>
      v instanceof Uint8Array ? Buffer.from(v).toString('base64') : typeof v === 'bigint' ? String(v) : v,
    );
    return faultRow(number, 'invalid_utf8', Buffer.from(bytes));
  }
};

/** Error of the byte source, told apart from errors of the format. */
class SourceFailed extends Error {
  readonly reason: unknown;
  constructor(reason: unknown) {
    super('the source failed');
    this.reason = reason;
  }
}

/**
 * Parquet, row group by row group, in slices. A file whose footer cannot be read is `wrong_format`; one whose data ends or
 * breaks later gives the rows before it, then `truncated_object`.
 * Row groups before row `from` are not read.
 * Values come as JSON would bring them: timestamps and dates as ISO text, decimals and large integers exact.
 */
export async function* parquet(
  size: number,
  range: (start: number, end: number) => Promise<Uint8Array>,
  from = 1,
): AsyncGenerator<readonly SourceRow[]> {
  const file = {
    byteLength: size,
    slice: async (start: number, end = size): Promise<ArrayBuffer> => {
      const bytes = await range(start < 0 ? size + start : start, end).catch(error => {
        throw new SourceFailed(error);
      });
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    },
  };
  let read: ReturnType<typeof withoutDecimals>;
  try {
    read = withoutDecimals(await parquetMetadataAsync(file));
  } catch (error) {
    if (error instanceof SourceFailed) throw error.reason;
    // The magic was there at the beginning: the end is what is missing.
    yield [faultRow(1, 'truncated_object', new Uint8Array())];
    return;
  }
  const { metadata, scales } = read;
  // hyparquet makes objects by assignment, which this name is not for: its values would be lost.
  if (metadata.schema.some(({ name }) => name === '__proto__')) {
    yield [faultRow(1, 'wrong_format', new Uint8Array())];
    return;
  }
  let groupStart = 0;
  let number = 0;
  for (const group of metadata.row_groups) {
    const groupEnd = groupStart + Number(group.num_rows);
    if (from > groupEnd) {
      groupStart = groupEnd;
      continue;
    }
    // Slices begin where they would begin without `from`: what comes before a fault must not depend on it.
    const passed = Math.max(0, from - 1 - groupStart);
    const firstSlice = groupStart + passed - (passed % sliceRows);
    number = firstSlice;
    for (let rowStart = firstSlice; rowStart < groupEnd; rowStart += sliceRows) {
      const rowEnd = Math.min(groupEnd, rowStart + sliceRows);
      let rows: SourceRow[];
      try {
        const objects = await parquetReadObjects({
          file,
          metadata,
          compressors,
          parsers,
          utf8: false,
          rowStart,
          rowEnd,
        });
        rows = objects.map(row => rowOf(++number, row as Record<string, unknown>, scales));
      } catch (error) {
        if (error instanceof SourceFailed) throw error.reason;
        number++;
        if (number >= from) yield [faultRow(number, 'truncated_object', new Uint8Array())];
        return;
      }
      if (rows.length > 0 && rows[0]!.number < from) rows = rows.filter(row => row.number >= from);
      if (rows.length > 0) yield rows;
    }
    groupStart = groupEnd;
  }
}
