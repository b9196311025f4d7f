import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import type { LoadRecord } from '../../lib/ports/loadLedger.ts';
import { bronzeOf, quarantineOf } from './lake.ts';
import { badRows, goodRows, type Model, type RawVersion, visibleWords } from './model.ts';
import { loadOf } from './play.ts';
import { contracts, type GoodRow, lineOf } from './rows.ts';
import type { World } from './world.ts';

/** What became of the rows that producers wrote. */
export interface Tally {
  readonly rows: number;
  readonly lost: number;
  readonly doubled: number;
}

/** Rows are in bronze or in quarantine, once. */
const tallied = ({ rows }: RawVersion, numbers: readonly number[]): Tally => {
  const seen = rows.map((_, i) => numbers.filter(number => number === i + 1).length);
  return {
    rows: rows.length,
    lost: seen.filter(times => times === 0).length,
    doubled: seen.filter(times => times > 1).length + numbers.filter(number => number > rows.length).length,
  };
};

const compareLoad = async (world: World, expected: Model, version: RawVersion, load: LoadRecord): Promise<Tally> => {
  const bronze = await bronzeOf(world, load);
  const quarantine = await quarantineOf(world, load);
  const tally = tallied(
    version,
    [...bronze, ...quarantine].map(({ number }) => number),
  );
  const good = goodRows(version, load.contractVersion);
  const bad = badRows(version, load.contractVersion);
  deepStrictEqual(
    bronze.map(({ number, id, person, seq, contractVersion, ingestedAt }) => [
      ...[number, id, person, seq, contractVersion, ingestedAt],
    ]),
    good.map(({ number, row: { id, person, seq } }) => [
      ...[number, id, person, seq, load.contractVersion, load.arrivedAt],
    ]),
    'bronze',
  );
  for (const [i, { row }] of good.entries()) {
    const { words, original, traces } = bronze[i]!;
    const has = expected.hasWords(row) ?? words !== null;
    const kept = { words: visibleWords(row), original: row.words as string };
    deepStrictEqual({ words, original }, has ? kept : { words: null, original: undefined }, 'words');
    if (!has) strictEqual(traces, false, 'traces of somebody who was erased');
  }
  deepStrictEqual(
    quarantine.map(({ number, fault }) => [number, fault]),
    bad.map(({ number, fault }) => [number, fault]),
    'quarantine',
  );
  for (const [i, { row }] of bad.entries()) {
    const { text } = quarantine[i]!;
    const kept = expected.isKept(row) ?? text !== undefined;
    strictEqual(text, kept ? lineOf(row) : undefined, 'a quarantined row');
  }
  const { rowsIn, rowsBronze, rowsQuarantined } = load.counts!;
  deepStrictEqual([rowsIn, rowsBronze, rowsQuarantined], [version.rows.length, good.length, bad.length], 'counts');
  return tally;
};

interface Placed {
  readonly row: GoodRow;
  readonly place: readonly (number | string)[];
}

const before = (a: Placed, b: Placed): boolean => {
  const at = a.place.findIndex((value, i) => value !== b.place[i]);
  return at >= 0 && a.place[at]! < b.place[at]!;
};

const compareSilver = async (
  world: World,
  expected: Model,
  loads: readonly (readonly [RawVersion, LoadRecord])[],
): Promise<void> => {
  const newest = new Map<number, Placed>();
  for (const [version, load] of loads) {
    for (const { number, row } of goodRows(version, load.contractVersion)) {
      const place = [row.seq ?? -1, load.arrivedAt.getTime(), version.uri, version.version, number];
      const held = newest.get(row.id);
      if (!held || before(held, { row, place })) newest.set(row.id, { row, place });
    }
  }
  const { silverSchema, table } = contracts.strict;
  const rows =
    newest.size === 0
      ? []
      : await world.engine.query(`SELECT id, seq, words FROM ${silverSchema}.${table} ORDER BY id`);
  const wanted = [...newest.values()].map(({ row }) => row).sort((a, b) => a.id - b.id);
  deepStrictEqual(
    rows.map(row => [Number(row['id']), row['seq']]),
    wanted.map(({ id, seq }) => [id, seq]),
    'silver',
  );
  for (const [i, row] of wanted.entries()) {
    const words = rows[i]!['words'];
    strictEqual(words, (expected.hasWords(row) ?? words !== null) ? visibleWords(row) : null, 'words in silver');
  }
};

/** @throws AssertionError where bronze, quarantine, ledger or silver differ from what must be there */
export const compare = async (world: World, expected: Model): Promise<Tally> => {
  const loads: [RawVersion, LoadRecord][] = [];
  const keys = new Set<string>();
  const total = { rows: 0, lost: 0, doubled: 0 };
  for (const version of expected.versions) {
    const load = await loadOf(world, version);
    strictEqual(load?.state, 'committed', 'the state of a load');
    loads.push([version, load]);
    for (const key of [load.bronzeKey, load.quarantineKey]) if (key !== undefined) keys.add(key);
    const { rows, lost, doubled } = await compareLoad(world, expected, version, load);
    total.rows += rows;
    total.lost += lost;
    total.doubled += doubled;
  }
  strictEqual((await world.ledger.loads()).length, expected.versions.length, 'loads in the ledger');
  const files = new Set<string>();
  for (const zone of ['bronze/', 'quarantine/']) for await (const { key } of world.store.list(zone)) files.add(key);
  deepStrictEqual([...files].sort(), [...keys].sort(), 'files of no load');
  if (world.withSilver) await compareSilver(world, expected, loads);
  return total;
};
