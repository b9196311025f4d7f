import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { TableContract } from '../../../lib/config/tableContract.ts';
import type { Columns, SmallLake } from './smallLake.ts';
import { messageContract, smallLake } from './smallLake.ts';

const columns: Columns = { id: 'bigint', body: 'string', updated_at: 'timestamp' };
const row = (id: number, body: string, minute: number) => ({ id, body, updated_at: `2026-01-01 00:${minute}:00` });
const silverRows = 'SELECT id, body FROM ctl_dev_silver.platformdb.message ORDER BY id';
const counted = { inserted: 0, updated: 0, unchanged: 0, deleted: 0, ok: true, failed: [] };

let lake: SmallLake;
afterEach(() => lake.remove());

const open = async (changes: Partial<TableContract> = {}): Promise<void> => {
  lake = await smallLake([messageContract(changes)]);
};

describe('building silver', () => {
  test('the newest version of each row is published under the seed’s three-part name', async () => {
    await open();
    await lake.put({ name: 'a', at: 1, columns, rows: [row(1, 'one', 10), row(2, 'two', 10), row(1, 'uno', 11)] });
    const [result] = await lake.build();
    expect(result).toEqual({ ...counted, table: 'ctl_dev_silver.platformdb.message', rows: 2, inserted: 2 });
    expect(await lake.query(silverRows)).toEqual([
      { id: 1n, body: 'uno' },
      { id: 2n, body: 'two' },
    ]);
  });

  test('what came again is unchanged, what is newer is updated, what is late changes nothing', async () => {
    await open();
    await lake.put({ name: 'a', at: 1, columns, rows: [row(1, 'one', 10), row(2, 'two', 10), row(3, 'three', 10)] });
    await lake.build();
    await lake.put({ name: 'b', at: 2, columns, rows: [row(1, 'one', 10), row(2, 'zwei', 11), row(3, 'old', 9)] });
    const [result] = await lake.build();
    expect(result).toMatchObject({ rows: 3, inserted: 0, updated: 1, unchanged: 2, deleted: 0 });
    expect((await lake.query(silverRows)).map(({ body }) => body)).toEqual(['one', 'zwei', 'three']);
  });

  test('an equal checksum means no write, whatever else came with it', async () => {
    await open({ checksum: { columns: ['body'], keyed: false } });
    const checked: Columns = { ...columns, md5_checksum: 'string', body_encrypted: 'binary' };
    const version = { ...row(1, 'one', 10), md5_checksum: 'aa' };
    await lake.put({ name: 'a', at: 1, columns: checked, rows: [{ ...version, body_encrypted: 'x' }] });
    await lake.build();
    await lake.put({ name: 'b', at: 2, columns: checked, rows: [{ ...version, body_encrypted: 'y' }] });
    expect((await lake.build())[0]).toMatchObject({ updated: 0, unchanged: 1 });
    expect(await lake.query('SELECT _load_id FROM ctl_dev_silver.platformdb.message')).toEqual([{ _load_id: 'a' }]);
  });

  test('a better scrubber reaches silver when a load is replayed, though its checksums are the same', async () => {
    await open({ checksum: { columns: ['body'], keyed: false }, scrubbed: ['body'] });
    const checked: Columns = { ...columns, md5_checksum: 'string' };
    const load = { name: 'a', at: 1, columns: checked };
    await lake.put({ ...load, rows: [{ ...row(1, 'call 555', 10), md5_checksum: 'aa' }] });
    await lake.build();
    await lake.put({ ...load, revision: 2, rows: [{ ...row(1, 'call [PHONE]', 10), md5_checksum: 'aa' }] });
    expect((await lake.build())[0]).toMatchObject({ updated: 1, unchanged: 0 });
    expect(await lake.query(silverRows)).toEqual([{ id: 1n, body: 'call [PHONE]' }]);
  });

  test.each(['none', 'scd2'] as const)('rows that a replay no longer has leave silver, history %s', async history => {
    await open({ history });
    await lake.put({ name: 'old', at: 1, columns, rows: [row(1, 'before', 9)] });
    await lake.put({ name: 'a', at: 2, columns, rows: [row(1, 'bad', 10), row(2, 'bad', 10), row(3, 'good', 10)] });
    await lake.build();
    await lake.put({ name: 'a', at: 2, columns, revision: 2, rows: [row(3, 'good', 10)] });
    await lake.build();
    const still = [
      { id: 1n, body: 'before' },
      { id: 3n, body: 'good' },
    ];
    expect(await lake.query(silverRows)).toEqual(still);
    await lake.put({ name: 'a', at: 2, columns, revision: 3, rows: [] });
    expect((await lake.build())[0]).toMatchObject({ ok: true, rows: 1, deleted: 1 });
    expect(await lake.query(silverRows)).toEqual(still.slice(0, 1));
  });

  test('a replay of an object that never had a good row changes nothing', async () => {
    await open();
    await lake.put({ name: 'a', at: 1, columns, rows: [] });
    await lake.build();
    await lake.put({ name: 'a', at: 1, columns, rows: [], revision: 2 });
    expect((await lake.build())[0]).toEqual({ ...counted, table: 'ctl_dev_silver.platformdb.message', rows: 0 });
  });

  test('a tombstone deletes, and an older row that comes late does not return', async () => {
    await open({ deleteWhen: { op: ['D', 'delete'] } });
    const cdc: Columns = { ...columns, op: 'string' };
    await lake.put({ name: 'a', at: 1, columns: cdc, rows: [{ ...row(1, 'one', 10), op: 'I' }] });
    await lake.build();
    await lake.put({ name: 'b', at: 2, columns: cdc, rows: [{ ...row(1, 'gone', 12), op: 'D' }] });
    expect((await lake.build())[0]).toMatchObject({ rows: 0, deleted: 1 });
    await lake.put({ name: 'c', at: 3, columns: cdc, rows: [{ ...row(1, 'late', 11), op: 'U' }] });
    expect((await lake.build())[0]).toMatchObject({ rows: 0, inserted: 0, unchanged: 1 });
    await lake.put({ name: 'd', at: 4, columns: cdc, rows: [{ ...row(1, 'back', 13), op: 'I' }] });
    expect((await lake.build())[0]).toMatchObject({ rows: 1, inserted: 1 });
  });

  test('history keeps each version with its period; a late version splits one', async () => {
    await open({ history: 'scd2', deleteWhen: { op: ['D'] } });
    const cdc: Columns = { ...columns, op: 'string' };
    const versions = `SELECT body, minute(valid_from) AS since, minute(valid_to) AS until, is_current
      FROM ctl_dev_silver.platformdb.message ORDER BY valid_from`;
    await lake.put({
      name: 'a',
      at: 1,
      columns: cdc,
      rows: [row(1, 'one', 10), row(1, 'one', 12), row(1, 'three', 30)].map(r => ({ ...r, op: 'U' })),
    });
    expect((await lake.build())[0]).toMatchObject({ rows: 2, inserted: 2 });
    await lake.put({ name: 'b', at: 2, columns: cdc, rows: [{ ...row(1, 'two', 20), op: 'U' }] });
    expect((await lake.build())[0]).toMatchObject({ rows: 3, inserted: 1, updated: 1, unchanged: 1 });
    await lake.put({ name: 'c', at: 3, columns: cdc, rows: [{ ...row(1, '', 40), op: 'D' }] });
    await lake.build();
    expect(await lake.query(versions)).toEqual([
      { body: 'one', since: 10n, until: 20n, is_current: false },
      { body: 'two', since: 20n, until: 30n, is_current: false },
      { body: 'three', since: 30n, until: 40n, is_current: false },
    ]);
  });

  test.each([
    ['unique', { name: 'one_body', kind: 'unique', columns: ['body'] }],
    ['row_count', { name: 'at_most_one', kind: 'row_count', max: 1 }],
    ['sql', { name: 'no_shouting', kind: 'sql', sql: "SELECT * FROM {table} m WHERE m.body = 'same';  " }],
  ] as const)(
    'a failed %s check leaves silver as it was, and the next run takes the mended rows in',
    async (_, check) => {
      await open({ checks: [check] });
      await lake.put({ name: 'a', at: 1, columns, rows: [row(1, 'first', 10)] });
      expect((await lake.build())[0]).toMatchObject({ ok: true, rows: 1 });
      await lake.put({ name: 'b', at: 2, columns, rows: [row(1, 'same', 11), row(2, 'same', 11)] });
      expect((await lake.build())[0]).toMatchObject({ ok: false, rows: 1, inserted: 0, failed: [check.name] });
      expect(await lake.query(silverRows)).toEqual([{ id: 1n, body: 'first' }]);
      expect((await lake.build([messageContract()]))[0]).toMatchObject({ ok: true, rows: 2, inserted: 1, updated: 1 });
      expect(lake.emitted.filter(({ name }) => name === 'SilverFailed').map(({ value }) => value)).toEqual([0, 1, 0]);
    },
  );

  test('a table that fails leaves the others', async () => {
    const broken = messageContract({ table: 'shift', checks: [{ name: 'typo', kind: 'sql', sql: 'SELEC 1' }] });
    const unreadable = messageContract({ table: 'contact' });
    const sound = messageContract();
    lake = await smallLake([broken, unreadable, sound]);
    for (const contract of [broken, unreadable, sound])
      await lake.put({ name: contract.table, at: 1, columns, rows: [row(1, 'one', 10)], contract });
    const lost = (await lake.ledger.get('contact'))!;
    lake.ledger.put({ ...lost, bronzeKey: 'bronze/platform-db/contact/ingest_date=2026-01-01/lost.parquet' });
    expect((await lake.build()).map(({ ok, failed, rows }) => ({ ok, failed, rows }))).toEqual([
      { ok: false, failed: ['typo: check_failed_to_run'], rows: 0 },
      { ok: false, failed: ['plan_failed'], rows: 0 },
      { ok: true, failed: [], rows: 1 },
    ]);
  });

  test('nothing new: the last row count, no changes, and not one byte of silver is touched', async () => {
    await open();
    expect(await lake.build()).toEqual([{ ...counted, table: 'ctl_dev_silver.platformdb.message', rows: 0 }]);
    await expect(stat(join(lake.lake, 'silver'))).rejects.toThrow('ENOENT');
    await lake.put({ name: 'a', at: 1, columns, rows: [row(1, 'one', 10)] });
    await lake.put({ name: 'empty', at: 2, columns, rows: [] });
    await lake.build();
    const file = join(lake.lake, 'silver', 'ctl_dev_silver.duckdb');
    const before = [await readFile(file), (await stat(file)).mtimeMs];
    expect(await lake.build()).toEqual([{ ...counted, table: 'ctl_dev_silver.platformdb.message', rows: 1 }]);
    expect([await readFile(file), (await stat(file)).mtimeMs]).toEqual(before);
    expect(await readdir(join(lake.lake, 'silver'))).toEqual(['ctl_dev_silver.duckdb']);
  });

  test('a deleted silver file is made again from bronze, even when the first try fails its checks', async () => {
    const impossible = messageContract({ checks: [{ name: 'none', kind: 'row_count', max: 0 }] });
    await open();
    await lake.put({ name: 'a', at: 1, columns, rows: [row(1, 'one', 10), row(2, 'two', 10)] });
    await lake.build();
    await rm(join(lake.lake, 'silver'), { recursive: true });
    expect((await lake.build([impossible]))[0]).toMatchObject({ ok: false, failed: ['none'] });
    expect((await lake.build())[0]).toMatchObject({ ok: true, rows: 2, inserted: 2 });
  });

  test('killed after publishing, before recording: the next run finds all unchanged', async () => {
    await open({ deleteWhen: { op: ['D'] } });
    const cdc: Columns = { ...columns, op: 'string' };
    const rows = [row(1, 'one', 10), row(2, 'two', 10)].map(r => ({ ...r, op: 'I' }));
    await lake.put({ name: 'a', at: 1, columns: cdc, rows: [...rows, { ...row(3, '', 10), op: 'D' }] });
    await lake.build();
    const { mergedRevision: _, ...unrecorded } = (await lake.ledger.get('a'))!;
    lake.ledger.put(unrecorded);
    expect((await lake.build())[0]).toMatchObject({ rows: 2, inserted: 0, updated: 0, unchanged: 3, deleted: 0 });
  });

  test('new columns are added, types widen, and ids above 2^53 stay exact', async () => {
    await open({ identity: ['name'] });
    const base: Columns = { name: 'string', n: 'bigint', updated_at: 'timestamp' };
    const version = { updated_at: '2026-01-01' };
    await lake.put({ name: 'a', at: 1, columns: base, rows: [{ ...version, name: 'big', n: '9007199254740993' }] });
    await lake.build();
    const more: Columns = { ...base, n: 'double', extra: 'boolean' };
    await lake.put({ name: 'b', at: 2, columns: more, rows: [{ ...version, name: 'half', n: 0.5, extra: true }] });
    await lake.put({ name: 'c', at: 3, columns: base, rows: [{ ...version, name: 'huge', n: '9007199254740995' }] });
    expect((await lake.build())[0]).toMatchObject({ ok: true, rows: 3 });
    expect(await lake.query('SELECT name, n, extra FROM ctl_dev_silver.platformdb.message ORDER BY name')).toEqual([
      { name: 'big', n: '9007199254740993', extra: null },
      { name: 'half', n: '0.5', extra: true },
      { name: 'huge', n: '9007199254740995', extra: null },
    ]);
  });

  test('names and values of any kind are quoted', async () => {
    const hostile = 'select"; DROP TABLE message; --';
    await open({ identity: [hostile], deleteWhen: { "it's": ["O'Brien"] }, orderBy: ['order'] });
    const names: Columns = { [hostile]: 'string', "it's": 'string', order: 'int' };
    const kept = { [hostile]: "'); --", "it's": null, order: 1 };
    await lake.put({ name: 'a', at: 1, columns: names, rows: [kept, { [hostile]: 'x', "it's": "O'Brien", order: 1 }] });
    expect((await lake.build())[0]).toMatchObject({ ok: true, rows: 1, inserted: 1 });
    expect(await lake.query(`SELECT columns(c -> c <> '_x') FROM ctl_dev_silver.platformdb.message`)).toEqual([
      expect.objectContaining(kept),
    ]);
  });

  test('a table without an identity keeps every row that arrived, once', async () => {
    await open({ identity: [], orderBy: [] });
    const load = { name: 'a', at: 1, columns, rows: [row(1, 'same', 10), row(1, 'same', 10)] };
    await lake.put(load);
    expect((await lake.build())[0]).toMatchObject({ rows: 2, inserted: 2 });
    await lake.put({ ...load, revision: 2 });
    expect((await lake.build())[0]).toMatchObject({ rows: 2, inserted: 0, unchanged: 2 });
  });
});
