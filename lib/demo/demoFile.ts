import { gzipSync, zstdCompressSync } from 'node:zlib';

/** A raw file of the demo. */
export interface DemoFile {
  /** `raw/platform-db/message/2026-11-23/part-0001.jsonl` */
  readonly key: string;
  readonly bytes: () => Uint8Array;
  readonly rows: number;
  /** Rows that are broken on purpose. */
  readonly broken: number;
}

/** A value of a row. Integers beyond 2^53 are bigint. */
export type DemoRow = Readonly<Record<string, string | number | bigint | boolean | null | readonly string[]>>;

/** JSON with every digit of every integer. */
export const jsonOf = (row: DemoRow): string => {
  const members = Object.entries(row).map(
    ([name, value]) => `${JSON.stringify(name)}:${typeof value === 'bigint' ? value : JSON.stringify(value)}`,
  );
  return `{${members.join(',')}}`;
};

const csvField = (value: DemoRow[string]): string => {
  if (value === null) return '';
  const text = String(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const csvOf = (rows: readonly DemoRow[]): string => {
  const header = Object.keys(rows[0] ?? {});
  return [header.join(','), ...rows.map(row => header.map(name => csvField(row[name] ?? null)).join(',')), ''].join(
    '\r\n',
  );
};

export const linesOf = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

type Compression = 'plain' | 'gz' | 'zst';

const compress: Readonly<Record<Compression, (text: string) => Uint8Array>> = {
  plain: text => Buffer.from(text),
  gz: text => gzipSync(text),
  zst: text => zstdCompressSync(text),
};

/** A file whose text is made when it is written: a demo of millions of rows never stands in memory whole. */
export const demoFile = (
  folder: string,
  name: string,
  compression: Compression,
  rows: number,
  text: () => string,
  broken = 0,
): DemoFile => ({
  key: `raw/${folder}/${name}${compression === 'plain' ? '' : `.${compression}`}`,
  bytes: () => compress[compression](text()),
  rows,
  broken,
});
