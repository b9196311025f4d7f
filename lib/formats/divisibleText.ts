import type { IngestLimits } from '../config/tableContract.ts';
import type { SourceRow } from '../core/rows.ts';
import { csv, headerOf } from './csv.ts';
import { csvRecords } from './csvRecords.ts';
import { isCompressed } from './decompress.ts';
import { jsonLines } from './jsonLines.ts';
import { lineRecords } from './lineRecords.ts';
import type { Numbering, RecordFinder } from './pieces.ts';
import { batched, type RawInput } from './read.ts';
import { bomLength, delimiterOf, formatOf, isParquet, sniffedBytes, textKind } from './textKind.ts';

/** A text that can be cut at the ends of its records. */
export type DivisibleText = {
  /** The first byte after a byte order mark. */
  readonly start: number;
  /** No record of the table begins before this. */
  readonly rowsFrom: number;
} & (
  | { readonly kind: 'lines' }
  | { readonly kind: 'csv'; readonly delimiter: ',' | '\t'; readonly header: readonly string[] }
);

/** The header of a CSV text, and where it ends; undefined where there is none. */
const csvHeader = async (input: RawInput, start: number, delimiter: ',' | '\t', maxRowBytes: number) => {
  const records = csvRecords(delimiter.charCodeAt(0), maxRowBytes);
  let end = start;
  for await (const chunk of input.bytes(start, input.size)) {
    for (let at = 0; at < chunk.length; ) {
      const newline = chunk.indexOf(0x0a, at);
      const next = newline < 0 ? chunk.length : newline + 1;
      const [record] = records.add(chunk.subarray(at, next));
      end += next - at;
      at = next;
      if (!record) continue;
      const header = headerOf(record, delimiter);
      return header && { header, end };
    }
  }
  return undefined;
};

/**
 * What is needed to read an object in pieces; undefined where it must be read from its beginning: compressed, a JSON
 * array, Parquet, or not what its name says.
 */
export const divisibleText = async (input: RawInput, limits: IngestLimits): Promise<DivisibleText | undefined> => {
  const format = formatOf(input.name, input.defaultFormat);
  const first = await input.range(0, sniffedBytes + 3);
  if (isParquet(first) || format === 'parquet' || isCompressed(first)) return undefined;
  const start = bomLength(first);
  const kind = textKind(format, first.subarray(start, start + sniffedBytes));
  if (kind === 'lines') return { kind, start, rowsFrom: start };
  if (kind !== 'csv' && kind !== 'tsv') return undefined;
  const delimiter = delimiterOf(kind);
  const found = await csvHeader(input, start, delimiter, limits.maxRowBytes);
  return found && { kind: 'csv', delimiter, header: found.header, start, rowsFrom: found.end };
};

/** From one place in an object to another; both are borders of records. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const recordsOf = (text: DivisibleText, maxRowBytes: number): RecordFinder =>
  text.kind === 'lines' ? lineRecords(maxRowBytes) : csvRecords(text.delimiter.charCodeAt(0), maxRowBytes);

/** How many rows lie in a range, as `readRange` would number them. None is parsed. */
export const countRows = async (
  input: RawInput,
  text: DivisibleText,
  { start, end }: ByteRange,
  limits: IngestLimits,
): Promise<number> => {
  const records = recordsOf(text, limits.maxRowBytes);
  let rows = 0;
  for await (const chunk of input.bytes(Math.max(start, text.rowsFrom), end)) rows += records.add(chunk).length;
  return rows + (records.end() ? 1 : 0);
};

/** The rows of a range, as `readRows` gives them for the whole object, when `before` rows lie before it. */
export async function* readRange(
  input: RawInput,
  text: DivisibleText,
  { start, end }: ByteRange,
  limits: IngestLimits,
  numbering: Numbering,
): AsyncGenerator<readonly SourceRow[]> {
  const bytes = input.bytes(Math.max(start, text.rowsFrom), end);
  yield* batched(bytes, async chunks =>
    text.kind === 'lines'
      ? jsonLines(chunks, limits.maxRowBytes, numbering)
      : csv(chunks, text.delimiter, limits.maxRowBytes, numbering, text.header),
  );
}
