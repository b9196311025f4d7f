import { existsSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { duckdbEngine } from '../../lib/adapters/local/duckdb.ts';
import { buildSilverLocally } from '../../lib/adapters/local/silver.ts';
import { withLakeAlone } from '../../lib/cli/alone.ts';
import type { LocalLake } from '../../lib/cli/localLake.ts';
import type { Workspace } from '../../lib/config/load.ts';
import type { TableContract } from '../../lib/config/tableContract.ts';
import { type ExpireOptions, type ExpirePorts, expire } from '../../lib/usecases/expire.ts';
import { column, contract } from '../contracts.ts';
import { drop, filesBelow, ingestAll, lakeWith } from './lakes.ts';

const day = 86_400;
const calls = contract({
  table: 'call',
  columns: [column('id', 'bigint'), column('at', 'timestamp'), column('op'), column('note')],
  orderBy: ['at'],
  deleteWhen: { op: ['d'] },
  retention: { raw: 10 * day, bronze: 20 * day, silver: 30 * day, quarantine: 10 * day },
});
const allLayers: ExpireOptions = { layers: ['raw', 'bronze', 'silver', 'quarantine'] };

const call = (id: number, more: object = {}) =>
  JSON.stringify({ id, at: '2026-01-01T00:00:00Z', op: 'c', note: `note ${id}`, ...more });

/** Puts a raw file that arrived so many days ago. */
const arrived = async (lake: LocalLake, name: string, days: number, lines: readonly string[]): Promise<void> => {
  await drop(lake, `platform-db/call/${name}.jsonl`, lines.join('\n'));
  const at = new Date(Date.now() - days * day * 1000);
  utimesSync(join(lake.root, `raw/platform-db/call/${name}.jsonl`), at, at);
};

const build = async (lake: LocalLake, table: TableContract = calls): Promise<void> => {
  for (const outcome of await ingestAll(lake, table)) expect(outcome.state).toBe('committed');
  const built = await buildSilverLocally({ ...lake, lake: lake.root, contracts: [table], lockTimeoutMs: 100 });
  expect(built).toMatchObject([{ ok: true }]);
};

const expireLake = (
  lake: LocalLake,
  options: Partial<ExpireOptions> = {},
  table: TableContract = calls,
  change: (ports: ExpirePorts) => ExpirePorts = ports => ports,
) => {
  const workspace = { name: 'ctl-dev', tables: [table] } as unknown as Workspace;
  return withLakeAlone(lake, workspace, ports => expire(change(ports), [table], { ...allLayers, ...options }));
};

const silverIds = async (lake: LocalLake): Promise<readonly number[]> => {
  const engine = duckdbEngine({ lake: lake.root, silverCatalogs: ['ctl_dev_silver'], readOnly: true });
  const rows = await engine.query('SELECT id FROM ctl_dev_silver.platformdb.call ORDER BY id');
  await engine.close();
  return rows.map(({ id }) => Number(id));
};

const zones = (lake: LocalLake) =>
  Object.fromEntries(
    ['raw', 'bronze', 'quarantine'].map(zone => [zone, filesBelow(join(lake.root, zone)).length] as const),
  );

/** Loads of 40, 25, 15 and no days ago, each with a good and a bad row. */
const lakeOfAges = async (ages: readonly number[] = [40, 25, 15, 0]): Promise<LocalLake> => {
  const lake = await lakeWith({});
  for (const [i, days] of ages.entries()) await arrived(lake, `a${days}`, days, [call(i), '{']);
  // Silver would not take in what is older than it may be: it was built while all was new.
  await build(lake, { ...calls, retention: {} });
  return lake;
};

describe('what is older than its retention', () => {
  test('goes, layer by layer, and nothing else; doing it again changes nothing', async () => {
    const lake = await lakeOfAges();
    expect(zones(lake)).toEqual({ raw: 4, bronze: 4, quarantine: 4 });
    const [expired] = await expireLake(lake);
    expect(expired).toEqual({
      source: 'platform-db',
      table: 'call',
      raw: { files: 3, bytes: expect.any(Number), waiting: 0 },
      bronze: { files: 2, bytes: expect.any(Number), waiting: 0 },
      quarantine: { files: 3, bytes: expect.any(Number), waiting: 0 },
      silver: { rows: 1, tombstones: 0 },
    });
    expect(zones(lake)).toEqual({ raw: 1, bronze: 2, quarantine: 1 });
    expect(await silverIds(lake)).toEqual([1, 2, 3]);
    expect((await lake.ledger.silver())[0]).toMatchObject({ rows: 3, deleted: 1, ok: true });
    const records = await lake.ledger.loads();
    const [again] = await expireLake(lake);
    expect(again).toMatchObject({
      raw: { files: 0 },
      bronze: { files: 0 },
      quarantine: { files: 0 },
      silver: { rows: 0 },
    });
    expect(await lake.ledger.loads()).toEqual(records);
    lake.close();
  });

  test('a dry run counts the same and changes nothing', async () => {
    const lake = await lakeOfAges();
    const records = await lake.ledger.loads();
    const [would] = await expireLake(lake, { dryRun: true });
    expect([zones(lake), await silverIds(lake)]).toEqual([{ raw: 4, bronze: 4, quarantine: 4 }, [0, 1, 2, 3]]);
    expect(await lake.ledger.loads()).toEqual(records);
    expect((await expireLake(lake))[0]).toEqual(would);
    lake.close();
  });

  test('the ledger keeps every load and its counts; a run loads nothing again', async () => {
    const lake = await lakeOfAges();
    const before = await lake.ledger.loads();
    await expireLake(lake);
    const after = await lake.ledger.loads();
    const counted = (loads: typeof after) => loads.map(({ bronzeKey: _b, quarantineKey: _q, ...kept }) => kept);
    expect(counted(after)).toEqual(counted(before));
    expect(await ingestAll(lake, calls)).toEqual([]);
    await build(lake);
    expect(await silverIds(lake)).toEqual([1, 2, 3]);
    lake.close();
  });

  test('what was not loaded, or is not in silver, stays, and is counted', async () => {
    const lake = await lakeWith({});
    await arrived(lake, 'merged', 40, [call(1)]);
    await build(lake);
    await arrived(lake, 'loaded', 40, [call(2), '{']);
    await ingestAll(lake, calls);
    await arrived(lake, 'arrived', 40, [call(3)]);
    expect((await expireLake(lake))[0]).toMatchObject({
      raw: { files: 2, waiting: 1 },
      bronze: { files: 1, waiting: 1 },
      quarantine: { files: 1, waiting: 0 },
    });
    expect(zones(lake)).toEqual({ raw: 1, bronze: 1, quarantine: 0 });
    lake.close();
  });

  test('rows that silver let go do not return: with a late row, with a replay, or when silver is built anew', async () => {
    const table = { ...calls, retention: { silver: 30 * day } };
    const lake = await lakeWith({});
    await arrived(lake, 'old', 40, [call(1), call(2)]);
    await arrived(lake, 'new', 5, [call(3)]);
    await build(lake, table);
    // Taken in already beyond its time: never in silver at all.
    expect(await silverIds(lake)).toEqual([3]);
    await arrived(lake, 'late', 35, [call(1, { note: 'late' }), call(3, { at: '2020-01-01T00:00:00Z', op: 'd' })]);
    await build(lake, table);
    expect(await silverIds(lake)).toEqual([3]);
    rmSync(join(lake.root, 'silver'), { recursive: true });
    await build(lake, table);
    expect(await silverIds(lake)).toEqual([3]);
    lake.close();
  });

  test('silver is built anew though the bronze of older loads is gone', async () => {
    const lake = await lakeOfAges();
    await expireLake(lake);
    rmSync(join(lake.root, 'silver'), { recursive: true });
    await build(lake);
    expect(await silverIds(lake)).toEqual([2, 3]);
    lake.close();
  });

  test('tombstones go with the rows of their time', async () => {
    const lake = await lakeWith({});
    const table = { ...calls, retention: {} };
    await arrived(lake, 'old', 40, [call(1), call(2)]);
    await arrived(lake, 'deletion', 35, [call(1, { op: 'd', at: '2026-02-01T00:00:00Z' })]);
    await build(lake, table);
    expect((await expireLake(lake))[0]).toMatchObject({ silver: { rows: 1, tombstones: 1 } });
    expect(await silverIds(lake)).toEqual([]);
    lake.close();
  });

  test('periods of scd2 go by the arrival of their version', async () => {
    const table: TableContract = {
      ...calls,
      history: 'scd2',
      checksum: { columns: ['note'], keyed: false },
      retention: {},
    };
    const lake = await lakeWith({});
    await arrived(lake, 'old', 40, [call(1)]);
    await arrived(lake, 'new', 5, [call(1, { at: '2026-02-01T00:00:00Z', note: 'changed' })]);
    await build(lake, table);
    const kept = { ...table, retention: { silver: 30 * day } };
    expect((await expireLake(lake, {}, kept))[0]).toMatchObject({ silver: { rows: 1 } });
    expect(await silverIds(lake)).toEqual([1]);
    lake.close();
  });

  test('killed at any step, the next call finishes', async () => {
    for (let steps = 0; ; steps++) {
      const lake = await lakeOfAges([40, 0]);
      let left = steps;
      const around =
        <T extends unknown[], R>(work: (...args: T) => Promise<R>) =>
        async (...args: T): Promise<R> => {
          if (left-- === 0) throw new Error('killed');
          return work(...args);
        };
      const killed = await expireLake(lake, {}, calls, ports => ({
        ...ports,
        store: { ...ports.store, remove: around(ports.store.remove) },
        engine: { ...ports.engine, execute: around(ports.engine.execute) },
        ledger: { ...ports.ledger, forget: around(ports.ledger.forget) },
      })).then(
        () => false,
        () => true,
      );
      await expireLake(lake);
      expect(zones(lake)).toEqual({ raw: 1, bronze: 1, quarantine: 1 });
      expect(await silverIds(lake)).toEqual([1]);
      expect((await lake.ledger.loads()).filter(load => load.bronzeKey)).toHaveLength(1);
      lake.close();
      if (!killed) break;
    }
  });

  test('a table without retention, and a layer that is not asked for, are left alone', async () => {
    const lake = await lakeOfAges();
    const { retention: _r, ...forEver } = calls;
    expect(await expireLake(lake, {}, forEver)).toEqual([]);
    expect(await expireLake(lake, { layers: ['bronze'] })).toMatchObject([{ raw: { files: 0 }, bronze: { files: 2 } }]);
    expect(zones(lake)).toEqual({ raw: 4, bronze: 2, quarantine: 4 });
    expect(existsSync(join(lake.root, 'silver'))).toBe(true);
    lake.close();
  });
});
