import { isUtf8 } from 'node:buffer';
import type { RawFormat } from '../config/tableContract.ts';

export type Format = RawFormat | 'tsv';

const extensions: Readonly<Record<string, Format>> = {
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'json',
  csv: 'csv',
  tsv: 'tsv',
  parquet: 'parquet',
};

export const formatOf = (name: string, defaultFormat: RawFormat): Format => {
  const extension = /\.([A-Za-z0-9]+)(?:\.(?:gz|gzip|zst|zstd))?$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return extensions[extension] ?? defaultFormat;
};

const parquetMagic = 'PAR1';

export const isParquet = (head: Uint8Array): boolean =>
  Buffer.from(head.subarray(0, 4)).toString('latin1') === parquetMagic;

/** So many first bytes tell what a text is. */
export const sniffedBytes = 64 << 10;

/** Bytes of a UTF-8 byte order mark at the beginning. */
export const bomLength = (head: Uint8Array): number =>
  head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;

const firstByte = (head: Uint8Array): string => /[^\s]/.exec(Buffer.from(head).toString('latin1'))?.[0] ?? '';

/** Whether some line begins as an object or an array does. */
const hasJsonLine = (head: Uint8Array): boolean => /^\s*[{[]/m.test(Buffer.from(head).toString('latin1'));

/** The sample may end within a character, so up to three bytes of it do not count. */
const looksLikeText = (head: Uint8Array): boolean =>
  !head.includes(0) && [0, 1, 2, 3].some(cut => isUtf8(head.subarray(0, Math.max(0, head.length - cut))));

/** What a text is, by its format and its first bytes. */
export const textKind = (format: Format, head: Uint8Array): 'csv' | 'tsv' | 'array' | 'lines' | 'other' => {
  if (format === 'csv' || format === 'tsv') return head.includes(0) ? 'other' : format;
  const first = firstByte(head);
  if (format === 'json' && first === '[') return 'array';
  // Some broken lines are broken lines; a picture, or a long text without any object, is another format.
  const sawAll = head.length < sniffedBytes;
  return first !== '' && !hasJsonLine(head) && !(looksLikeText(head) && sawAll) ? 'other' : 'lines';
};

/** What stands between the fields of a row. */
export const delimiterOf = (kind: 'csv' | 'tsv') => (kind === 'csv' ? ',' : '\t');
