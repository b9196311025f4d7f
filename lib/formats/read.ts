import type { IngestLimits, RawFormat } from '../config/tableContract.ts';
import type { SourceRow } from '../core/rows.ts';
import { csv } from './csv.ts';
import { decompressed, peek } from './decompress.ts';
import { jsonArray } from './jsonArray.ts';
import { jsonLines } from './jsonLines.ts';
import { parquet } from './parquet.ts';
import { faultRow, type Numbering } from './pieces.ts';
import { bomLength, delimiterOf, type Format, formatOf, isParquet, sniffedBytes, textKind } from './textKind.ts';

/** A raw object: its name, its size and its bytes, as a stream (again at each call, from one place to another) and by range. */
export interface RawInput {
  readonly name: string;
  readonly size: number;
  /** Of an object whose name does not tell. */
  readonly defaultFormat: RawFormat;
  readonly bytes: (start?: number, end?: number) => AsyncIterable<Uint8Array>;
  readonly range: (start: number, end: number) => Promise<Uint8Array>;
}

/** Rows handed on at a time, and about how many bytes of input may lie in them. */
const batchRows = 4096;
const batchBytes = 4 << 20;

async function* withoutBom(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const { head, all } = await peek(source, 3);
  const skip = bomLength(head);
  let first = true;
  for await (const chunk of all) {
    const rest = first ? chunk.subarray(skip) : chunk;
    first = false;
    if (rest.length > 0) yield rest;
  }
}

async function* wrongFormat(head: Uint8Array): AsyncGenerator<readonly SourceRow[]> {
  yield [faultRow(1, 'wrong_format', head)];
}

const textReader = async (
  format: Format,
  chunks: AsyncIterable<Uint8Array>,
  maxRowBytes: number,
  numbering: Numbering,
): Promise<AsyncGenerator<readonly SourceRow[]>> => {
  const { head, all } = await peek(withoutBom(chunks), sniffedBytes);
  // What a text is must not depend on how many bytes its store gives at once.
  const kind = textKind(format, head.subarray(0, sniffedBytes));
  switch (kind) {
    case 'other':
      return wrongFormat(head.subarray(0, sniffedBytes));
    case 'array':
      return jsonArray(all, maxRowBytes, numbering);
    case 'lines':
      return jsonLines(all, maxRowBytes, numbering);
    default:
      return csv(all, delimiterOf(kind), maxRowBytes, numbering);
  }
};

/** Rows in batches that are worth handing on. */
export async function* batched(
  source: AsyncIterable<Uint8Array>,
  reader: (chunks: AsyncIterable<Uint8Array>) => Promise<AsyncIterable<readonly SourceRow[]>>,
): AsyncGenerator<readonly SourceRow[]> {
  let consumed = 0;
  const counted = async function* (): AsyncIterable<Uint8Array> {
    for await (const chunk of source) {
      consumed += chunk.length;
      yield chunk;
    }
  };
  let batch: SourceRow[] = [];
  for await (const rows of await reader(counted())) {
    batch = batch.length === 0 ? [...rows] : batch.concat(rows);
    if (batch.length < batchRows && consumed < batchBytes) continue;
    yield batch;
    batch = [];
    consumed = 0;
  }
  if (batch.length > 0) yield batch;
}

/**
 * The rows of a raw object, in order, in batches; memory does not grow with the object. Compression is told by the first
 * bytes, the format by the name, else by the job. Whatever is wrong with the content is a row with a fault; errors of the
 * source itself are thrown. Rows before number `from` are passed over, as cheaply as the format allows.
 */
export async function* readRows(input: RawInput, limits: IngestLimits, from = 1): AsyncGenerator<readonly SourceRow[]> {
  if (input.size === 0) return;
  const format = formatOf(input.name, input.defaultFormat);
  if (isParquet(await input.range(0, 4))) {
    yield* parquet(input.size, input.range, from);
    return;
  }
  yield* batched(await decompressed(input.bytes(), limits.maxExpansionRatio), async chunks =>
    format === 'parquet'
      ? wrongFormat((await peek(chunks, 64)).head)
      : textReader(format, chunks, limits.maxRowBytes, { before: 0, from }),
  );
}
