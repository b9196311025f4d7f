import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { faultRemedies } from '../../../lib/core/faults.ts';
import type { SourceRow } from '../../../lib/core/rows.ts';
import { read } from '../../formats/inputs.ts';
import { mutated } from '../mutation.ts';
import { assertUnpolluted, type Target, target } from '../target.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const bounds = { maxRowBytes: 120, maxExpansionRatio: 20 };
const chunk = fc.constantFrom(1, 2, 3, 7, 16, 64, 1 << 16);

/** What holds for each reader: rows are numbered without a gap, and each is a record or has a fault of the closed list. */
const assertSound = (rows: readonly SourceRow[]): void => {
  rows.forEach((row, i) => {
    strictEqual(row.number, i + 1, 'row numbers');
    ok(
      'fault' in row ? row.fault.code in faultRemedies : typeof row.record === 'object',
      'a row is a record or a fault',
    );
    ok(typeof row.text() === 'string');
  });
  assertUnpolluted();
};

const codeOf = (row: SourceRow | undefined): string | undefined => (row && 'fault' in row ? row.fault.code : undefined);

/** What is left of a text once what only parts rows is gone. */
const without = (pattern: RegExp, text: string): string => text.replace(pattern, '');

const withoutBom = (input: Uint8Array): Buffer => {
  const buffer = Buffer.from(input);
  return buffer.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? buffer.subarray(3) : buffer;
};

const lines = [
  '{"id":1,"message":"hello","status":"sent"}\n{"id":2,"message":"né 👋","nested":{"a":[1,{"b":null}]}}\n\n{"id":9007199254740993,"x":12345678901234567.89}\r\n',
  '{"id":1}\nbroken\n{"id":2,"message":"\\ud83d"}\n[1,2]\n"text"\n',
  `{"id":1,"message":"${'long '.repeat(40)}"}\n{"id":2}`,
  `{"a":${'['.repeat(60)}${']'.repeat(60)}}\n`,
];

/** Each line that is not blank is one row, and nothing of it is lost. */
const jsonLines = target('JSON lines', fc.tuple(mutated(lines.map(bytes)), chunk), async ([input, size]) => {
  if (isSniffedAsOther(input)) return;
  const rows = await read('a.jsonl', input, size, bounds);
  assertSound(rows);
  if (rows.length === 1 && codeOf(rows[0]) === 'wrong_format') return;
  const expected = splitLines(withoutBom(input)).filter(line => !/^[ \t\r]{0,63}$/.test(line.toString('latin1')));
  strictEqual(rows.length, expected.length, 'a row for each line');
  for (const [i, line] of expected.entries()) {
    const row = rows[i]!;
    if (line.length > bounds.maxRowBytes) strictEqual(codeOf(row), 'row_too_large');
    else if (!isUtf8(line)) strictEqual(codeOf(row), 'invalid_utf8');
    else strictEqual(row.text(), line.toString('utf8'), 'the row as it came');
    if ('record' in row && !/\d{9}/.test(row.text())) deepStrictEqual(row.record, JSON.parse(row.text()));
  }
});

const splitLines = (buffer: Buffer): Buffer[] => {
  const found: Buffer[] = [];
  let from = 0;
  for (let at = buffer.indexOf(10); at >= 0; at = buffer.indexOf(10, from)) {
    found.push(buffer.subarray(from, at));
    from = at + 1;
  }
  return [...found, buffer.subarray(from)];
};

const magics = ['1f8b', '28b52ffd', '50415231'].map(hex => Buffer.from(hex, 'hex'));
/** Compressed or Parquet by its first bytes: that has targets of its own. */
const isSniffedAsOther = (input: Uint8Array): boolean =>
  magics.some(magic => Buffer.from(input.subarray(0, magic.length)).equals(magic));

const arrays = [
  '[{"id":1,"a":"x"},\n {"id":2,"b":[{"c":"]}"}]},{}]',
  '[{"a":"\\"[","b":{"d":1}}, 7, null, {"a":',
  ' [ ] ',
  `[{"long":"${'x'.repeat(150)}"},{"a":1}]`,
];

/** What the rows hold is what the array held, from its beginning; where something is left out, the last row is a fault. */
const jsonArray = target('JSON array', fc.tuple(mutated(arrays.map(bytes)), chunk), async ([input, size]) => {
  if (isSniffedAsOther(input)) return;
  const rows = await read('a.json', input, size, bounds);
  assertSound(rows);
  if (!isUtf8(input) || rows.some(row => codeOf(row) === 'row_too_large' || codeOf(row) === 'wrong_format')) return;
  const punctuation = /[\s[\],\ufeff]/g;
  const all = without(punctuation, Buffer.from(input).toString('utf8'));
  const held = without(punctuation, rows.map(row => row.text()).join(''));
  ok(all.startsWith(held), 'rows hold what was there, in order');
  if (held.length < all.length) ok(codeOf(rows.at(-1)), 'what was left out is a fault');
});

const tables = [
  'id,a,b\n1,x,\n2,"x, ""y""\nz",\n3,,""\n',
  'id,a\r\n1,=cmd|x\r\n2,"unclosed\n3,4\n',
  'id,"a\nb"\n1,"2\n\n3"\n\n4,5,6\n7\n',
  `id,a\n1,${'x'.repeat(150)}\n2,y\n`,
  '__proto__,constructor\n1,2\n',
];

/** Header and rows hold all that was there but the ends of lines. */
const csv = target(
  'CSV',
  fc.tuple(mutated(tables.map(bytes)), chunk, fc.constantFrom('a.csv', 'a.tsv')),
  async ([input, size, name]) => {
    if (isSniffedAsOther(input)) return;
    const rows = await read(name, input, size, bounds);
    assertSound(rows);
    if (rows.some(row => codeOf(row) === 'row_too_large' || codeOf(row) === 'wrong_format')) return;
    const text = withoutBom(input).toString('utf8');
    const all = without(/[\r\n]/g, text);
    const held = without(/[\r\n]/g, rows.map(row => row.text()).join(''));
    ok(all.endsWith(held), 'rows hold what was there, in order');
    const widths = new Set(rows.flatMap(row => ('record' in row ? [Object.keys(row.record).length] : [])));
    ok(widths.size <= 1, 'each record has the columns of the header');
  },
);

const many = Buffer.from(Array.from({ length: 300 }, (_, i) => `{"id":${(i * 2654435761) % 1e9}}\n`).join(''));
const packed = [
  gzipSync(many),
  zstdCompressSync(many),
  Buffer.concat([gzipSync(many.subarray(0, 500)), gzipSync(many.subarray(500))]),
  Buffer.concat([zstdCompressSync(many.subarray(0, 500)), zstdCompressSync(many.subarray(500))]),
].map(buffer => new Uint8Array(buffer));

const compressed = target('gzip and zstd', fc.tuple(mutated(packed), chunk), async ([input, size]) => {
  assertSound(await read('a.jsonl', input, Math.max(16, size), bounds));
});

const cut = target(
  'gzip and zstd, cut short',
  // Of one member or frame: a file that ends where another would have begun is whole, as far as anyone can tell.
  fc.tuple(fc.constantFrom(...packed.slice(0, 2)), fc.nat({ max: 1 << 16 }), chunk),
  async ([whole, at, size]) => {
    const input = whole.subarray(0, 4 + (at % (whole.length - 4)));
    const rows = await read('a.jsonl', input, Math.max(16, size), bounds);
    assertSound(rows);
    const good = rows.filter(row => 'record' in row);
    const text = good.map(row => `${row.text()}\n`).join('');
    ok(many.toString().startsWith(text), 'the rows before the cut are those that were there');
    if (good.length < 300) strictEqual(codeOf(rows.at(-1)), 'truncated_object', 'the cut is a fault');
  },
);

export const readers: readonly Target[] = [jsonLines, jsonArray, csv, compressed, cut];
