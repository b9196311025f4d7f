import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type DuckdbOptions, duckdbEngine, QueryFailed, SilverBusy } from '../../lib/adapters/local/duckdb.ts';
import { literal } from '../../lib/core/silver/dialect.ts';

let lake: string;
const engines: ReturnType<typeof duckdbEngine>[] = [];
const open = (changes: Partial<DuckdbOptions> = {}) => {
  const engine = duckdbEngine({ lake, silverCatalogs: ['ctl_dev_silver'], threads: 1, ...changes });
  engines.push(engine);
  return engine;
};

beforeEach(async () => {
  lake = await mkdtemp(join(tmpdir(), 'hushlake-duckdb-'));
});
afterEach(async () => {
  await Promise.all(engines.splice(0).map(engine => engine.close()));
  await rm(lake, { recursive: true, force: true });
});

describe('the engine on one machine', () => {
  test('what is written under the three-part name is there for the next process, in one file', async () => {
    const writer = open();
    await writer.execute('CREATE SCHEMA ctl_dev_silver.platformdb');
    await writer.execute('CREATE TABLE ctl_dev_silver.platformdb.message AS SELECT 1 AS id');
    await writer.close();
    expect(await readdir(join(lake, 'silver'))).toEqual(['ctl_dev_silver.duckdb']);
    const reader = open({ readOnly: true });
    expect(await reader.query('SELECT id FROM ctl_dev_silver.platformdb.message')).toEqual([{ id: 1 }]);
    await expect(reader.execute('DROP TABLE ctl_dev_silver.platformdb.message')).rejects.toThrow(QueryFailed);
  });

  test('work beyond the memory limit spills to the lake’s tmp/, which is left empty', async () => {
    const engine = open({ memoryLimit: '40MB' });
    const [row] = await engine.query(
      'SELECT count(DISTINCT x) AS n FROM (SELECT hash(i) AS x FROM range(1500000) r(i) ORDER BY x DESC)',
    );
    expect(row).toEqual({ n: 1500000n });
    await engine.close();
    expect(await readdir(join(lake, 'tmp'))).toEqual([]);
  });

  test('values come exact: big integers as bigint, times and decimals as text in UTC, bytes as hex', async () => {
    const [row] = await open().query(`SELECT 9007199254740993 AS big, 1 AS small, true AS yes, NULL AS nothing,
      TIMESTAMP '2026-01-02 03:04:05.000006' AS at, TIMESTAMPTZ '2026-01-02 03:04:05+02' AS zoned,
      DATE '0001-01-01' AS day, 1.50::DECIMAL(5,2) AS price, '\\x00\\xFF'::BLOB AS bytes, '🤍' AS emoji`);
    expect(row).toEqual({
      ...{ big: 9007199254740993n, small: 1, yes: true, nothing: null, emoji: '🤍', bytes: '00ff' },
      ...{ at: '2026-01-02 03:04:05.000006', zoned: '2026-01-02 01:04:05+00', day: '0001-01-01', price: '1.50' },
    });
  });

  test('nothing there yet: queries run, and reading creates nothing', async () => {
    const reader = open({
      readOnly: true,
      bronzeTables: [{ schema: 'ctl_dev_bronze.platformdb', source: 'platform-db', table: 'message' }],
    });
    expect(await reader.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await reader.close();
    expect(await readdir(lake)).toEqual([]);
  });

  test('bronze shows as views; files of other columns are one table', async () => {
    const folder = join(lake, 'bronze', 'platform-db', 'message', 'ingest_date=2026-01-01');
    await mkdir(folder, { recursive: true });
    const writer = open();
    await writer.execute(`COPY (SELECT 1 AS id) TO ${literal(join(folder, 'a.parquet'))}`);
    await writer.execute(`COPY (SELECT 2 AS id, 'x' AS body) TO ${literal(join(folder, 'b.parquet'))}`);
    await writer.close();
    const reader = open({
      readOnly: true,
      bronzeTables: [{ schema: 'ctl_dev_bronze.platformdb', source: 'platform-db', table: 'message' }],
    });
    const rows = await reader.query(
      'SELECT id, body, CAST(ingest_date AS VARCHAR) AS day FROM ctl_dev_bronze.platformdb.message ORDER BY id',
    );
    expect(rows).toEqual([
      { id: 1, body: null, day: '2026-01-01' },
      { id: 2, body: 'x', day: '2026-01-01' },
    ]);
  });

  test('an error’s message quotes no value; its detail is for who typed the query', async () => {
    const failure = await open()
      .query("SELECT CAST('555-0100' AS INTEGER)")
      .catch((error: QueryFailed) => error);
    expect(failure).toMatchObject({
      message: 'the query failed: Conversion Error',
      detail: expect.stringContaining('Could not convert'),
    });
  });

  test.each([
    "COPY (SELECT 1) TO '/tmp/never.csv'",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO '/tmp/never.csv'",
    "SELECT 1; ATTACH '/tmp/never.duckdb' AS x",
    'CREATE SCHEMA ctl_dev_silver.platformdb',
    'SET enable_external_access = true',
  ])('a reader’s query cannot write: %s', async sql => {
    await expect(open({ readOnly: true }).query(sql)).rejects.toMatchObject({
      // Our own check, or DuckDB's, which knows of no file but bronze and silver.
      detail: expect.stringMatching(/^Permission Error: (only SELECT may run here|Cannot access file)/),
    });
  });

  test.each(['FROM range(1)', 'DESCRIBE SELECT 1', 'SHOW ALL TABLES', 'SUMMARIZE SELECT 1', 'VALUES (1)'])(
    'a reader may ask: %s',
    async sql => {
      expect(await open({ readOnly: true }).query(sql)).toBeInstanceOf(Array);
    },
  );

  test('extensions are not fetched from the network', async () => {
    await expect(open().query("SELECT * FROM 'https://localhost/x.parquet'")).rejects.toThrow(QueryFailed);
    expect(await open().query("SELECT current_setting('autoinstall_known_extensions') AS auto")).toEqual([
      { auto: false },
    ]);
  });

  test('another process holds silver: the error says which, and after it has ended all goes on', async () => {
    await mkdir(join(lake, 'silver'));
    const holder = spawn(process.execPath, [
      '--input-type=module',
      '--eval',
      `import { DuckDBInstance } from '@duckdb/node-api';
       const connection = await (await DuckDBInstance.create(':memory:')).connect();
       await connection.run(${JSON.stringify(`ATTACH ${literal(join(lake, 'silver', 'ctl_dev_silver.duckdb'))} AS held`)});
       console.log('held');
       setInterval(() => {}, 1000);`,
    ]);
    try {
      await once(holder.stdout, 'data');
      const blocked = open({ lockTimeoutMs: 0 });
      await expect(blocked.query('SELECT 1')).rejects.toThrow(new SilverBusy(String(holder.pid)));
      const patient = open({ lockTimeoutMs: 20_000 }).query('SELECT 1 AS one');
      holder.kill('SIGKILL');
      expect(await patient).toEqual([{ one: 1 }]);
    } finally {
      holder.kill('SIGKILL');
    }
  });
});
