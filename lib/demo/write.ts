import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { DemoColumns, DemoValue, Sheet, Spoil } from './demoFile.ts';

const jsonValue = (value: DemoValue): string => (typeof value === 'bigint' ? value.toString() : JSON.stringify(value));

/** A row as a JSON object; 64-bit integers keep every digit. */
const jsonObject = (columns: DemoColumns): string => {
  let text = '';
  for (const name in columns) text += `${text ? ',' : ''}${JSON.stringify(name)}:${jsonValue(columns[name]!)}`;
  return `{${text}}`;
};

/** RFC 4180. NULL is nothing at all, the empty text a pair of quotes. */
const csvField = (value: DemoValue): string => {
  if (value === null) return '';
  const text = String(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const csvRow = (columns: DemoColumns): string => Object.values(columns).map(csvField).join(',');

interface Format {
  readonly head: (first: DemoColumns) => string;
  readonly row: (columns: DemoColumns) => string;
  readonly between: string;
  readonly tail: string;
}

const formats: Readonly<Record<string, Format>> = {
  jsonl: { head: () => '', row: jsonObject, between: '\n', tail: '\n' },
  json: { head: () => '[\n', row: jsonObject, between: ',\n', tail: '\n]\n' },
  csv: { head: first => `${Object.keys(first).join(',')}\n`, row: csvRow, between: '\n', tail: '\n' },
};

/** Both formats allow members (frames) one after the other, so a long file is compressed piece by piece. */
const compressions: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gz: bytes => gzipSync(bytes),
  zst: bytes => zstdCompressSync(bytes),
};

const pieceLength = 1 << 20;

function* texts(sheet: Sheet, format: Format, spoiled: ReadonlyMap<number, Spoil>): Iterable<string> {
  let piece = '';
  for (let i = 0; i < sheet.rows; i++) {
    const { columns } = sheet.row(i);
    const spoil = spoiled.get(i);
    const text = format.row(spoil?.columns?.(columns) ?? columns);
    piece += (i === 0 ? format.head(columns) : format.between) + (spoil?.text?.(text) ?? text);
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece + format.tail;
}

/** The bytes of a sheet, piece by piece, in the format that its key names. */
export const written = (sheet: Sheet, spoiled: ReadonlyMap<number, Spoil>): Iterable<Uint8Array> => {
  const [, ending = '', compression = ''] = /\.([a-z]+)(?:\.([a-z]+))?$/.exec(sheet.key) ?? [];
  const format = formats[ending]!;
  const compress = compressions[compression] ?? (bytes => bytes);
  return {
    *[Symbol.iterator]() {
      for (const text of texts(sheet, format, spoiled)) yield compress(Buffer.from(text));
    },
  };
};
