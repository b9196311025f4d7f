import { isUtf8 } from 'node:buffer';
import type { IngestLimits, RawFormat } from '../config/tableContract.ts';
import type { SourceRow } from '../core/rows.ts';
import { csv } from './csv.ts';
import { decompressed, peek } from './decompress.ts';
import { jsonArray } from './jsonArray.ts';
import { jsonLines } from './jsonLines.ts';
import { parquet } from './parquet.ts';
import { faultRow } from './pieces.ts';

/** A raw object: its name, its size and its bytes, as a stream (again at each call) and by range. */
export interface RawInput {
  readonly name: string;
  readonly size: number;
  /** Of an object whose name does not tell. */
  readonly defaultFormat: RawFormat;
  readonly bytes: () => AsyncIterable<Uint8Array>;
  readonly range: (start: number, end: number) => Promise<Uint8Array>;
}

type Format = RawFormat | 'tsv';

const extensions: Readonly<Record<string, Format>> = {
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'json',
  csv: 'csv',
  tsv: 'tsv',
  parquet: 'parquet',
};

const formatOf = (name: string, defaultFormat: RawFormat): Format => {
  const extension = /\.([A-Za-z0-9]+)(?:\.(?:gz|gzip|zst|zstd))?$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return extensions[extension] ?? defaultFormat;
};

const sniffedBytes = 64 << 10;
/** Rows handed on at a time, and about how many bytes of input may lie in them. */
const batchRows = 4096;
const batchBytes = 4 << 20;

const firstByte = (head: Uint8Array): string => /[^\s]/.exec(Buffer.from(head).toString('latin1'))?.[0] ?? '';

/** Whether some line begins as an object or an array does. */
const hasJsonLine = (head: Uint8Array): boolean => /^\s*[{[]/m.test(Buffer.from(head).toString('latin1'));

/** The sample may end within a character, so up to three bytes of it do not count. */
const looksLikeText = (head: Uint8Array): boolean =>
  !head.includes(0) && [0, 1, 2, 3].some(cut => isUtf8(head.subarray(0, Math.max(0, head.length - cut))));

async function* withoutBom(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const { head, all } = await peek(source, 3);
  const skip = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
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
): Promise<AsyncGenerator<readonly SourceRow[]>> => {
  const { head, all } = await peek(withoutBom(chunks), sniffedBytes);
  const first = firstByte(head);
  if (format === 'csv' || format === 'tsv') {
    return head.includes(0) ? wrongFormat(head) : csv(all, format === 'csv' ? ',' : '\t', maxRowBytes);
  }
  if (format === 'json' && first === '[') return jsonArray(all, maxRowBytes);
  // Some broken lines are broken lines; a picture, or a long text without any object, is another format.
  const sawAll = head.length < sniffedBytes;
  const isOther = first !== '' && !hasJsonLine(head) && !(looksLikeText(head) && sawAll);
  return isOther ? wrongFormat(head) : jsonLines(all, maxRowBytes);
};

/**
 * The rows of a raw object, in order, in batches; memory does not grow with the object. Compression is told by the first
 * bytes, the format by the name, else by the job. Whatever is wrong with the content is a row with a fault; errors of the
 * source itself are thrown.
 */
export async function* readRows(input: RawInput, limits: IngestLimits): AsyncGenerator<readonly SourceRow[]> {
  if (input.size === 0) return;
  const format = formatOf(input.name, input.defaultFormat);
  const magic = Buffer.from(await input.range(0, 4)).toString('latin1');
  if (magic === 'PAR1') {
    yield* parquet(input.size, input.range);
    return;
  }
  let consumed = 0;
  const counted = async function* (chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const chunk of chunks) {
      consumed += chunk.length;
      yield chunk;
    }
  };
  const chunks = counted(await decompressed(input.bytes(), limits.maxExpansionRatio));
  if (format === 'parquet') {
    yield* wrongFormat((await peek(chunks, 64)).head);
    return;
  }
  let batch: SourceRow[] = [];
  for await (const rows of await textReader(format, chunks, limits.maxRowBytes)) {
    batch = batch.length === 0 ? [...rows] : batch.concat(rows);
    if (batch.length < batchRows && consumed < batchBytes) continue;
    yield batch;
    batch = [];
    consumed = 0;
  }
  if (batch.length > 0) yield batch;
}
