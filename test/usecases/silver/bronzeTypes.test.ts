import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { StoredType, StoredValue } from '../../../lib/core/batch.ts';
import { lineageColumns } from '../../../lib/core/layout.ts';
import { parquetWriter } from '../../../lib/formats/parquetWriter.ts';
import type { SmallLake } from './smallLake.ts';
import { messageContract, smallLake } from './smallLake.ts';

let lake: SmallLake;
afterEach(() => lake.remove());

const types: Readonly<Record<string, readonly [StoredType, StoredValue, unknown]>> = {
  id: [{ kind: 'bigint' }, 9007199254740993n, 9007199254740993n],
  text: [{ kind: 'string' }, 'naïve 🤍', 'naïve 🤍'],
  tags: [{ kind: 'json' }, '{"a":[1,2]}', '{"a":[1,2]}'],
  yes: [{ kind: 'boolean' }, true, true],
  small: [{ kind: 'int' }, -2147483648, -2147483648],
  ratio: [{ kind: 'double' }, 0.1, 0.1],
  day: [{ kind: 'date' }, -719162, '0001-01-01'],
  updated_at: [{ kind: 'timestamp' }, 1767323045000006n, '2026-01-02 03:04:05.000006'],
  price: [{ kind: 'decimal', precision: 10, scale: 2 }, -1n, '-0.01'],
  text_encrypted: [{ kind: 'binary' }, new Uint8Array([0, 255]), '00ff'],
};

test('every type that bronze is written in comes out of silver as it went in', async () => {
  lake = await smallLake([messageContract()]);
  const columns = Object.fromEntries(Object.entries(types).map(([name, [{ kind }]]) => [name, kind]));
  await lake.put({ name: 'a', at: 1, columns, rows: [{ id: 1 }] });
  const stored = (await lake.ledger.get('a'))!;
  const lineage: Readonly<Record<string, StoredValue>> = {
    ...{ _source_uri: 'u', _source_version: 'v', _source_row: 1n, _load_id: 'a', _contract_version: 'c1' },
    _ingested_at: 1767323045000000n,
  };
  const bytes: Uint8Array[] = [];
  const all = [
    ...Object.entries(types).map(([name, [type]]) => ({ name, type, nullable: name !== 'id' })),
    ...lineageColumns,
  ];
  const writer = parquetWriter({ write: async chunk => void bytes.push(chunk) }, all);
  const row = new Map(all.map(({ name }) => [name, [types[name]?.[1] ?? lineage[name] ?? null]]));
  await writer.append(row, 1);
  await writer.append(
    new Map([...row].map(([name, [v]]) => [name, [name in lineage ? v! : name === 'id' ? 2n : null]])),
    1,
  );
  await writer.close({});
  await writeFile(join(lake.lake, stored.bronzeKey!), Buffer.concat(bytes));

  expect((await lake.build())[0]).toMatchObject({ ok: true, inserted: 2 });
  const rows = await lake.query(
    `SELECT ${Object.keys(types).join(', ')} FROM ctl_dev_silver.platformdb.message ORDER BY id DESC`,
  );
  expect(rows[0]).toEqual(Object.fromEntries(Object.entries(types).map(([name, [, , shown]]) => [name, shown])));
  expect(Object.values(rows[1]!).filter(value => value !== null)).toEqual([2n]);
});
