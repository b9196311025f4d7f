import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { duckdbEngine } from '../../../lib/adapters/local/duckdb.ts';
import type { TableContract } from '../../../lib/config/tableContract.ts';
import { lineageColumns } from '../../../lib/core/layout.ts';
import { duckdbDialect } from '../../../lib/core/silver/dialect.ts';
import type { LoadRecord } from '../../../lib/ports/loadLedger.ts';
import { check, plan, record } from '../../../lib/usecases/buildSilver.ts';
import { memoryCatalog } from '../../fakes/memoryCatalog.ts';
import { memoryLedger } from '../../fakes/memoryLedger.ts';
import { messageContract } from './smallLake.ts';

/** A row version as a producer sends it: few values, so that ties, repeats and returns are common. */
interface Version {
  readonly id: number;
  readonly body: string;
  readonly seq: number | null;
  readonly op: 'U' | 'D';
}

const version: fc.Arbitrary<Version> = fc.record({
  id: fc.constantFrom(1, 1, 1, 2),
  body: fc.constantFrom('a', 'b'),
  seq: fc.option(fc.integer({ min: 1, max: 4 })),
  op: fc.constantFrom('U', 'U', 'U', 'D'),
});

/** Objects in raw: each with its arrival in minutes and its versions. */
const objects = fc.array(
  fc.record({ at: fc.integer({ min: 1, max: 5 }), rows: fc.array(version, { minLength: 1, maxLength: 2 }) }),
  { minLength: 2, maxLength: 5 },
);

/** The order in which silver takes the objects in, and after which of them a run ends. */
const runs = (count: number): fc.Arbitrary<readonly (readonly number[])[]> =>
  fc
    .tuple(
      fc.shuffledSubarray(
        Array.from({ length: count }, (_, n) => n),
        { minLength: count },
      ),
      fc.array(fc.constantFrom(true, true, false), { minLength: count, maxLength: count }),
    )
    .map(([order, ends]) => {
      const groups: number[][] = [[]];
      order.forEach((object, n) => {
        groups.at(-1)!.push(object);
        if (ends[n]) groups.push([]);
      });
      return groups.filter(group => group.length > 0);
    });

const scenario = objects.chain(all => fc.tuple(fc.constant(all), runs(all.length)));
type Objects = typeof objects extends fc.Arbitrary<infer T> ? T : never;

interface Event extends Version {
  readonly at: number;
  readonly object: number;
  readonly row: number;
}

/** Silver's order, said again in plain words: NULL is oldest, then arrival, then place in the object. */
const laterFirst =
  (orderBy: readonly string[]) =>
  (a: Event, b: Event): number =>
    (orderBy.length > 0 ? (b.seq ?? 0) - (a.seq ?? 0) : 0) || b.at - a.at || b.object - a.object || b.row - a.row;

const eventsOf = (all: Objects, id: number, orderBy: readonly string[]): readonly Event[] =>
  all
    .flatMap(({ at, rows }, object) => rows.map((v, row) => ({ ...v, at, object, row })))
    .filter(event => event.id === id)
    .sort(laterFirst(orderBy));

const engine = duckdbEngine({ lake: '/nonexistent', silverCatalogs: ['ctl_dev_silver'], readOnly: true, threads: 1 });
beforeAll(() => engine.execute('CREATE SCHEMA "ctl_dev_silver"."platformdb"'));
afterAll(() => engine.close());

/** Takes the objects in, run by run, and gives silver's rows back. Run n is first killed after `kills[n]` statements. */
const silverAfter = async (
  contract: TableContract,
  all: Objects,
  groups: readonly (readonly number[])[],
  kills: readonly number[] = [],
) => {
  await engine.execute('DROP SCHEMA "ctl_dev_silver"."platformdb" CASCADE');
  const [ledger, catalog] = [memoryLedger(), memoryCatalog()];
  const columns = ['id', 'body', 'seq', 'op', ...(contract.checksum ? ['md5_checksum'] : [])];
  await catalog.evolve(contract.bronzeSchema, contract.table, [
    { name: 'id', type: { kind: 'int' } },
    { name: 'body', type: { kind: 'string' } },
    { name: 'seq', type: { kind: 'int' } },
    { name: 'op', type: { kind: 'string' } },
    ...(contract.checksum ? [{ name: 'md5_checksum', type: { kind: 'string' } as const }] : []),
    ...lineageColumns,
  ]);
  const relation = (load: LoadRecord): string => {
    const { at, rows } = all[Number(load.loadId)]!;
    const values = rows.map(
      ({ id, body, seq, op }, row) =>
        `(${id}, '${body}', ${seq}, '${op}', ${contract.checksum ? `md5('${body}'), ` : ''}'${load.loadId}', 'v1', ${row}, to_timestamp(${at}), '${load.loadId}', 'c1')`,
    );
    return `(VALUES ${values.join(', ')}) v(${[...columns, ...lineageColumns.map(({ name }) => name)].join(', ')})`;
  };
  const deps = {
    contracts: [contract],
    engine,
    dialect: duckdbDialect,
    ledger,
    catalog,
    metrics: { emit: async () => {} },
    bronze: async (_: TableContract, loads: readonly LoadRecord[]) =>
      loads.map(load => ({
        relation: relation(load),
        columns: [...columns, ...lineageColumns.map(({ name }) => name)],
      })),
    now: () => new Date(0),
  };
  for (const [n, group] of groups.entries()) {
    for (const object of group) {
      const arrivedAt = new Date(all[object]!.at * 1000);
      const loadId = String(object);
      ledger.put({
        ...{ loadId, source: contract.source, table: contract.table, key: '', uri: loadId, version: 'v1', arrivedAt },
        ...{ state: 'committed', contractVersion: 'c1', bronzeKey: loadId, startedAt: arrivedAt, revision: 1 },
      });
    }
    const begun = await plan(deps, contract);
    for (const sql of [...begun.prepare, begun.stage, ...begun.publish].slice(0, kills[n] ?? 0))
      await engine.execute(sql);
    const planned = await plan(deps, contract);
    for (const sql of [...planned.prepare, planned.stage]) await engine.execute(sql);
    expect(await check(deps, planned)).toEqual({ ok: true, failed: [] });
    for (const sql of planned.publish) await engine.execute(sql);
    await record(deps, planned);
  }
  return engine.query('SELECT * FROM ctl_dev_silver.platformdb.message ORDER BY ALL');
};

const deleteWhen = { op: ['D'] };
const checksum = { columns: ['body'], keyed: false };

const one = (at: number, body: string, seq: number, op: 'U' | 'D' = 'U') => ({ at, rows: [{ id: 1, body, seq, op }] });

/** Cases that a shortcut gets wrong, tried before the random ones. */
const effort: fc.Parameters<[readonly [Objects, readonly (readonly number[])[]]]> = {
  numRuns: 20,
  examples: [
    // The version in between comes last, after an equal one that silver had no need to write.
    [
      [
        [one(1, 'a', 1), one(3, 'a', 1), one(2, 'b', 1)],
        [[0], [1], [2]],
      ],
    ],
    // The deletion arrived long before the row that it is newer than.
    [
      [
        [one(1, 'a', 4, 'D'), one(5, 'a', 2)],
        [[0], [1]],
      ],
    ],
    // An equal version moves the place in the order on.
    [
      [
        [one(1, 'a', 1), one(2, 'a', 3), one(3, 'b', 2)],
        [[0], [1], [2]],
      ],
    ],
  ],
};

describe('the outcome does not depend on the order or the grouping in which loads come', () => {
  test.each([
    ['by a column, with checksums', { orderBy: ['seq'], checksum }],
    ['by a column, without checksums', { orderBy: ['seq'] }],
    ['by arrival, with checksums', { orderBy: [], checksum }],
    ['by a column, without tombstones', { orderBy: ['seq'], checksum, deleteWhen: undefined }],
  ])('newest version %s', async (_, changes) => {
    const contract = messageContract({ deleteWhen, ...changes });
    await fc.assert(
      fc.asyncProperty(scenario, async ([all, groups]) => {
        const rows = await silverAfter(contract, all, groups);
        const newest = [1, 2].flatMap(id => eventsOf(all, id, contract.orderBy).slice(0, 1));
        const expected = newest.filter(({ op }) => !contract.deleteWhen || op !== 'D');
        const visible = contract.orderBy.length > 0 ? ['id', 'body', 'seq'] : ['id', 'body'];
        const pick = (row: object) => visible.map(name => (row as Record<string, unknown>)[name]);
        expect(rows.map(pick)).toEqual(expected.map(pick));
      }),
      effort,
    );
  });

  test.each([
    ['by a column', { orderBy: ['seq'], checksum, deleteWhen }],
    ['by arrival', { orderBy: [], checksum, deleteWhen }],
    ['without checksums or tombstones', { orderBy: ['seq'] }],
  ])('whole history %s, lineage included', async (_, changes) => {
    const contract = messageContract({ ...changes, history: 'scd2' });
    const everything = (all: Objects) => [all.map((_object, n) => n)];
    await fc.assert(
      fc.asyncProperty(scenario, async ([all, groups]) => {
        const rows = await silverAfter(contract, all, groups);
        expect(rows).toEqual(await silverAfter(contract, all, everything(all)));
        for (const id of [1, 2]) {
          const [newest] = eventsOf(all, id, contract.orderBy);
          const current = rows.filter(row => row['id'] === id && row['is_current']);
          const alive = newest !== undefined && !(contract.deleteWhen && newest.op === 'D');
          expect(current.map(row => row['body'])).toEqual(alive ? [newest.body] : []);
        }
      }),
      effort,
    );
  });

  test.each([
    ['newest version', { history: 'none' }],
    ['whole history', { history: 'scd2' }],
  ] as const)('%s, runs killed after any statement', async (_, { history }) => {
    const contract = messageContract({ checksum, deleteWhen, orderBy: ['seq'], history });
    const kills = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 5, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(scenario, kills, async ([all, groups], stops) => {
        expect(await silverAfter(contract, all, groups, stops)).toEqual(await silverAfter(contract, all, groups));
      }),
      { numRuns: 12 },
    );
  });

  test('a history’s periods follow each other, end at tombstones and never repeat a version', async () => {
    const contract = messageContract({ orderBy: ['seq'], checksum, deleteWhen, history: 'scd2' });
    await fc.assert(
      fc.asyncProperty(scenario, async ([all, groups]) => {
        const rows = await silverAfter(contract, all, groups);
        const found = [1, 2].flatMap(id =>
          rows
            .filter(row => row['id'] === id)
            .map(row => ({ id, body: row['body'], from: row['valid_from'], to: row['valid_to'] })),
        );
        expect(new Set(found.map(f => JSON.stringify(f)))).toEqual(
          new Set([1, 2].flatMap(id => periods(id, eventsOf(all, id, ['seq']))).map(p => JSON.stringify(p))),
        );
      }),
      effort,
    );
  });
});

/** The periods, said again as a loop over one identity's events. */
const periods = (id: number, newestFirst: readonly Event[]) => {
  const perSeq = new Map<number | null, Event>();
  for (const event of newestFirst) if (!perSeq.has(event.seq)) perSeq.set(event.seq, event);
  const found: { id: number; body: string; from: number | null; to: number | null }[] = [];
  let open = false;
  for (const { seq, body, op } of [...perSeq.values()].reverse()) {
    const last = found.at(-1);
    if (open && last && op === 'U' && last.body === body) continue;
    if (open && last) last.to = seq;
    open = op === 'U';
    if (open) found.push({ id, body, from: seq, to: null });
  }
  return found;
};
