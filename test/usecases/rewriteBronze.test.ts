import fc from 'fast-check';
import type { StoredType, StoredValue } from '../../lib/core/batch.ts';
import { withColumns } from '../../lib/core/batch.ts';
import { parquetWriter } from '../../lib/formats/parquetWriter.ts';
import { NotOurParquet, storedParquet } from '../../lib/formats/storedParquet.ts';
import { ObjectChanged, type ObjectStore } from '../../lib/ports/objectStore.ts';
import { rewriteBronze } from '../../lib/usecases/rewriteBronze.ts';
import { lakeWith } from './lakes.ts';

const key = 'bronze/s/t/ingest_date=2026-11-23/a.parquet';

const types: readonly {
  readonly name: string;
  readonly type: StoredType;
  readonly value: fc.Arbitrary<StoredValue>;
}[] = [
  { name: 'string', type: { kind: 'string' }, value: fc.string({ unit: 'grapheme' }) },
  { name: 'json', type: { kind: 'json' }, value: fc.json() },
  { name: 'boolean', type: { kind: 'boolean' }, value: fc.boolean() },
  { name: 'int', type: { kind: 'int' }, value: fc.integer() },
  { name: 'bigint', type: { kind: 'bigint' }, value: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
  { name: 'double', type: { kind: 'double' }, value: fc.double({ noNaN: true }) },
  {
    name: 'decimal',
    type: { kind: 'decimal', precision: 38, scale: 6 },
    value: fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }),
  },
  { name: 'date', type: { kind: 'date' }, value: fc.integer({ min: -719_162, max: 2_932_896 }) },
  { name: 'timestamp', type: { kind: 'timestamp' }, value: fc.bigInt({ min: -(2n ** 55n), max: 2n ** 60n }) },
  { name: 'binary', type: { kind: 'binary' }, value: fc.uint8Array() },
];
const row = fc.record(Object.fromEntries(types.map(({ name, value }) => [name, fc.option(value)])));

const write = async (
  store: ObjectStore,
  rows: readonly Readonly<Record<string, StoredValue>>[],
  columns: readonly { readonly name: string; readonly type: StoredType; readonly nullable?: boolean }[] = types,
) => {
  const writer = await store.write(key);
  const parquet = parquetWriter(
    writer,
    columns.map(({ name, type, nullable = true }) => ({ name, type, nullable })),
  );
  await parquet.append(new Map(columns.map(({ name }) => [name, rows.map(r => r[name] ?? null)])), rows.length);
  await parquet.close({ 'hushlake.load_id': 'abc', 'hushlake.rows': String(rows.length) });
  await writer.commit();
  return (await store.head(key))!;
};

/** Everything that a file holds. */
const content = async (store: ObjectStore) => {
  const object = (await store.head(key))!;
  const { columns, footer, groups } = await storedParquet(object.size, (a, b) => store.readRange(object, a, b));
  const rows: Record<string, StoredValue>[] = [];
  for (const group of groups) {
    const read = await group.read();
    for (let i = 0; i < group.rows; i++) {
      rows.push(
        Object.fromEntries(
          [...read].map(([name, { values }]) => {
            const value = values[i]!;
            return [name, value instanceof Uint8Array ? Uint8Array.from(value) : value];
          }),
        ),
      );
    }
  }
  return { columns, footer, groups: groups.map(g => g.rows), rows };
};

const numbered = (count: number) => Array.from({ length: count }, (_, i) => ({ n: BigInt(i), t: `text ${i}` }));
const two = [
  { name: 'n', type: { kind: 'bigint' } as const, nullable: false },
  { name: 't', type: { kind: 'string' } as const },
];

describe('rewriting a bronze file in place', () => {
  test('rows of every type come out as they went in, types, footer and order too', async () => {
    const { store, close } = await lakeWith({});
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async rows => {
        const object = await write(store, rows);
        const before = await content(store);
        expect(before.rows).toEqual(rows.map(r => ({ ...r })));
        const result = await rewriteBronze(store, object, batch => batch);
        expect(result).toEqual({ rows: rows.length, rowsOfChanged: rows.length, rewritten: true });
        expect(await content(store)).toEqual(before);
      }),
      { numRuns: 40 },
    );
    close();
  });

  test('one column of one row group changes, everything else stays', async () => {
    const { store, close } = await lakeWith({});
    const object = await write(store, numbered(45_000), two);
    const before = await content(store);
    expect(before.groups).toEqual([20_000, 20_000, 5_000]);
    const seen: number[] = [];
    const result = await rewriteBronze(store, object, batch => {
      seen.push(batch.numbers[0]!);
      const at = batch.columns.get('n')!.values.indexOf(30_000n);
      if (at < 0) return undefined;
      const { values } = batch.columns.get('t')!;
      return withColumns(batch, [{ ...batch.columns.get('t')!, values: values.with(at, null) }]);
    });
    expect(seen).toEqual([1, 20_001, 40_001]);
    expect(result).toEqual({ rows: 45_000, rowsOfChanged: 20_000, rewritten: true });
    const after = await content(store);
    expect(after.rows).toEqual(before.rows.with(30_000, { n: 30_000n, t: null }));
    expect({ ...after, rows: [] }).toEqual({ ...before, rows: [] });
    close();
  });

  test('nothing to change leaves the very file; groups that the footer rules out are not read', async () => {
    const { store, close } = await lakeWith({});
    const object = await write(store, numbered(45_000), two);
    let asked = 0;
    const result = await rewriteBronze(
      store,
      object,
      () => {
        asked++;
        return undefined;
      },
      group => group.mayHold('t', 'text 44999'),
    );
    expect(result).toEqual({ rows: 45_000, rowsOfChanged: 0, rewritten: false });
    expect(asked).toBe(2);
    expect(await store.head(key)).toEqual(object);
    close();
  });

  test('a file that was replaced meanwhile is left alone', async () => {
    const { store, close } = await lakeWith({});
    const object = await write(store, numbered(3), two);
    const replaced = rewriteBronze(store, object, async batch => {
      await write(store, numbered(7), two);
      return batch;
    });
    await expect(replaced).rejects.toThrow(ObjectChanged);
    expect((await content(store)).rows).toHaveLength(7);
    close();
  });

  test('a change that fails, loses rows or NULLs what cannot be leaves the file as it was', async () => {
    const { store, close } = await lakeWith({});
    const object = await write(store, numbered(3), two);
    const before = await content(store);
    for (const change of [
      () => Promise.reject(new Error('no')),
      (batch: Parameters<Parameters<typeof rewriteBronze>[2]>[0]) => ({ ...batch, length: 2 }),
      (batch: Parameters<Parameters<typeof rewriteBronze>[2]>[0]) =>
        withColumns(batch, [{ ...batch.columns.get('n')!, values: [1n, null, 2n] }]),
    ]) {
      await expect(rewriteBronze(store, object, change)).rejects.toThrow();
    }
    expect(await content(store)).toEqual(before);
    expect(await store.head(key)).toEqual(object);
    close();
  });

  test('a file of another writer is refused, not flattened', async () => {
    const { store, close } = await lakeWith({});
    const writer = await store.write(key);
    const { parquetWriteBuffer } = await import('hyparquet-writer');
    await writer.write(
      new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'at', data: [new Date(1)], type: 'TIMESTAMP' }] })),
    );
    await writer.commit();
    const object = (await store.head(key))!;
    await expect(rewriteBronze(store, object, batch => batch)).rejects.toThrow(NotOurParquet);
    expect(await store.head(key)).toEqual(object);
    close();
  });
});
