import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { parquetMetadata } from 'hyparquet';
import parquetjs from 'parquetjs-lite';
import type { StoredType, StoredValue } from '../../lib/core/batch.ts';
import { parquetWriter } from '../../lib/formats/parquetWriter.ts';
import { column } from '../contracts.ts';
import { newFolder } from '../folders.ts';
import { read, seen } from './inputs.ts';

interface TestColumn {
  readonly name: string;
  readonly type: StoredType;
  readonly nullable: boolean;
}

const write = async (
  columns: readonly TestColumn[],
  batches: readonly (readonly (readonly StoredValue[])[])[],
  footer: Record<string, string> = {},
): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  const writer = parquetWriter({ write: async bytes => void chunks.push(bytes) }, columns);
  for (const batch of batches) {
    await writer.append(new Map(columns.map((c, i) => [c.name, batch[i]!])), batch[0]!.length);
  }
  await writer.close(footer);
  return Buffer.concat(chunks);
};

const columns: readonly TestColumn[] = [
  ...['string', 'boolean', 'int', 'bigint', 'double', 'date', 'timestamp', 'decimal(10,2)', 'json'].map(kind => ({
    name: kind.replace(/\W/g, '_'),
    type: column('c', kind).type,
    nullable: true,
  })),
  { name: 'binary', type: { kind: 'binary' }, nullable: true },
];
const values: readonly (readonly StoredValue[])[] = [
  ['né 👩‍👩‍👧', '', null],
  [true, false, null],
  [-(2 ** 31), 2 ** 31 - 1, null],
  [9007199254740993n, -(2n ** 63n), null],
  [0.1, -1e300, null],
  [-25567, 0, null],
  [-1n, 1763893230123456n, null],
  [-5n, 1234567890n, null],
  ['{"a":1}', '[]', null],
  [new Uint8Array([0, 255]), new Uint8Array(), null],
];
const expected = [
  [
    'né 👩‍👩‍👧',
    true,
    -2147483648,
    9007199254740993n,
    0.1,
    '1900-01-01',
    '1969-12-31T23:59:59.999999Z',
    '-0.05',
    '{"a":1}',
  ],
  ['', false, 2147483647, -(2n ** 63n), -1e300, '1970-01-01', '2025-11-23T10:20:30.123456Z', '12345678.90', '[]'],
  [null, null, null, null, null, null, null, null, null],
];

test('a column that JavaScript has no place for is refused, not lost', async () => {
  const columns = [{ name: '__proto__', type: { kind: 'string' }, nullable: false }] as const;
  expect(seen(await read('a.parquet', await write(columns, [[['x']]])))).toEqual(['wrong_format']);
});

describe('what the writer writes', () => {
  test('our reader reads back, every type, NULL and edge', async () => {
    const plain = columns.slice(0, -1);
    const rows = seen(await read('a.parquet', await write(plain, [values.slice(0, -1)])));
    expect(rows).toEqual(expected.map(row => Object.fromEntries(plain.map((c, i) => [c.name, row[i]]))));
  });

  test('DuckDB reads back, bytes included', async () => {
    const path = join(newFolder(), 'a.parquet');
    writeFileSync(path, await write(columns, [values]));
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const reader = await connection.runAndReadAll(
      `SELECT "string", "bigint"::VARCHAR, "date"::VARCHAR, ("timestamp" AT TIME ZONE 'UTC')::VARCHAR, decimal_10_2_::VARCHAR, hex("binary") FROM '${path}'`,
    );
    expect(reader.getRows()).toEqual([
      ['né 👩‍👩‍👧', '9007199254740993', '1900-01-01', '1969-12-31 23:59:59.999999', '-0.05', '00FF'],
      ['', '-9223372036854775808', '1970-01-01', '2025-11-23 10:20:30.123456', '12345678.90', ''],
      [null, null, null, null, null, null],
    ]);
  });

  test('DuckDB finds every row by its text, long and alike texts too: statistics hide nothing', async () => {
    const path = join(newFolder(), 'a.parquet');
    const texts = Array.from({ length: 500 }, (_, i) => `${'é'.repeat(40)}${i % 7}${'z'.repeat(i % 90)}${i}`);
    writeFileSync(path, await write([{ name: 't', type: { kind: 'string' }, nullable: false }], [[texts]]));
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    for (const text of texts.filter((_, i) => i % 25 === 0)) {
      const reader = await connection.runAndReadAll(`SELECT count(*) FROM '${path}' WHERE t = '${text}'`);
      expect(reader.getRows()).toEqual([[1n]]);
    }
  });

  test('row groups have at most 20,000 rows, and the footer says where the file came from', async () => {
    const ids = Array.from({ length: 30_000 }, (_, i) => BigInt(i));
    const bytes = await write([{ name: 'id', type: { kind: 'bigint' }, nullable: false }], [[ids], [ids], [ids]], {
      'hushlake.load_id': 'abc',
    });
    const metadata = parquetMetadata(new Uint8Array(bytes).buffer);
    expect(metadata.row_groups.map(group => Number(group.num_rows))).toEqual([20_000, 20_000, 20_000, 20_000, 10_000]);
    expect(metadata.key_value_metadata).toEqual([{ key: 'hushlake.load_id', value: 'abc' }]);
    expect(metadata.row_groups[0]!.columns[0]!.meta_data!.codec).toBe('ZSTD');
  });

  test('ciphertext has no statistics, other columns do', async () => {
    const metadata = parquetMetadata(new Uint8Array(await write(columns, [values])).buffer);
    const has = metadata.row_groups[0]!.columns.map(c => c.meta_data!.statistics?.max_value !== undefined);
    expect(has.at(-1)).toBe(false);
    expect(has[0]).toBe(true);
  });

  test('large values end a row group early, so that memory stays bounded', async () => {
    const texts = Array.from({ length: 100 }, (_, i) =>
      String(i)
        .repeat(1 << 20)
        .slice(0, 1 << 20),
    );
    const single = texts.map(text => [[text]]);
    const metadata = parquetMetadata(
      new Uint8Array(await write([{ name: 't', type: { kind: 'string' }, nullable: false }], single)).buffer,
    );
    expect(metadata.row_groups.length).toBeGreaterThanOrEqual(3);
  });

  test('any rows at all come back equal', async () => {
    const row = fc.tuple(
      fc.option(fc.string({ unit: 'grapheme' })),
      fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
    );
    const two: readonly TestColumn[] = [
      { name: 's', type: { kind: 'string' }, nullable: true },
      { name: 'n', type: { kind: 'bigint' }, nullable: true },
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async rows => {
        const bytes = await write(two, [[rows.map(r => r[0]), rows.map(r => r[1])]]);
        const back = seen(await read('a.parquet', bytes));
        const number = (n: bigint | null) => (n !== null && Number.isSafeInteger(Number(n)) ? Number(n) : n);
        expect(back).toEqual(rows.map(([s, n]) => ({ s, n: number(n) })));
      }),
      { numRuns: 50 },
    );
  });
});

describe('old-style files, as parquetjs-lite writes them', () => {
  const old = async (compression: string): Promise<Uint8Array> => {
    const path = join(newFolder(), 'old.parquet');
    const schema = new parquetjs.ParquetSchema({
      id: { type: 'INT64', compression },
      text: { type: 'UTF8', optional: true, compression },
      at: { type: 'TIMESTAMP_MILLIS', compression },
      day: { type: 'DATE', compression },
      open: { type: 'BOOLEAN', compression },
      tags: { type: 'UTF8', repeated: true, compression },
    });
    const writer = await parquetjs.ParquetWriter.openFile(schema, path);
    for (let i = 1; i <= 3; i++) {
      const at = new Date(Date.UTC(2026, 0, i, 10, 20, 30, 123));
      await writer.appendRow({
        id: i,
        ...(i === 2 ? {} : { text: `é${i} 👋` }),
        at,
        day: at,
        open: i === 1,
        tags: i === 3 ? ['a', 'b'] : ['c'],
      });
    }
    await writer.close();
    return readFileSync(path);
  };

  test.each(['UNCOMPRESSED', 'GZIP', 'SNAPPY'])('%s', async compression => {
    const rows = seen(await read('a.parquet', await old(compression)));
    expect(rows).toEqual(
      [1, 2, 3].map(i => ({
        id: i,
        text: i === 2 ? null : `é${i} 👋`,
        at: `2026-01-0${i}T10:20:30.123000Z`,
        day: `2026-01-0${i}`,
        open: i === 1,
        tags: i === 3 ? ['a', 'b'] : ['c'],
      })),
    );
  });

  test('the name need not say that it is Parquet', async () => {
    expect(await read('export.jsonl', await old('SNAPPY'))).toHaveLength(3);
  });

  test('cut short: one fault, whatever is left of it', async () => {
    const bytes = await old('SNAPPY');
    for (const length of [5, 60, bytes.length - 20, bytes.length - 1]) {
      expect(seen(await read('a.parquet', bytes.subarray(0, length)))).toEqual(['truncated_object']);
    }
  });

  test('damaged anywhere: rows or faults, never a crash', async () => {
    const bytes = await old('SNAPPY');
    for (let at = 4; at < bytes.length; at += 7) {
      const damaged = Uint8Array.from(bytes);
      damaged[at]! ^= 0xff;
      const rows = await read('a.parquet', damaged);
      expect(rows.length).toBeLessThanOrEqual(4);
    }
  });
});
