import { cpSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder } from '../folders.ts';
import { type Expected, expected, quarantined, workspace, writtenLake } from './lake.ts';
import { inPython, type Ran, ran, readers, sparks, type Told, told } from './readers.ts';

const lake = writtenLake();
const columns = [...expected.keys()];
const nameOf = (column: string): string => column.split(':')[0]!;

interface Tally {
  readonly cells: number;
  /** By what is wrong with them: never the cells themselves. */
  readonly wrong: Readonly<Record<string, number>>;
}

/** Compares cell by cell. `faults` are the cells that must be refused, and with which code. */
const tally = (all: readonly Told[], wanted: Expected, faults: ReadonlyMap<string, string> = new Map()): Tally => {
  const wrong: Record<string, number> = {};
  const add = (column: string, what: string): void => {
    wrong[`${column}: ${what}`] = (wrong[`${column}: ${what}`] ?? 0) + 1;
  };
  const rest = new Map([...wanted].map(([column, cells]) => [nameOf(column), new Map(cells)]));
  for (const { column, identity, value, fault } of all) {
    const key = JSON.stringify(identity);
    const cells = rest.get(column);
    const expectedFault = faults.get(`${column} ${key}`);
    if (!cells?.has(key)) add(column, 'unknown row');
    else if (expectedFault !== fault) add(column, `${fault ?? 'a value'} instead of ${expectedFault ?? 'a value'}`);
    else if (fault === undefined && cells.get(key) !== value) add(column, 'another value');
    cells?.delete(key);
  }
  for (const [column, cells] of rest) if (cells.size > 0) add(column, `${cells.size} not told`);
  return { cells: all.length, wrong };
};

const total = (wanted: Expected): number => [...wanted.values()].reduce((sum, cells) => sum + cells.size, 0);

test.each(readers)('$name reads every cell as it was put in', ({ read }) => {
  const done = read(lake, columns);
  expect(total(expected)).toBeGreaterThan(5000);
  expect({ status: done.status, ...tally(told(done), expected) }).toEqual({
    status: 0,
    cells: total(expected),
    wrong: {},
  });
});

test.each(readers.filter(({ quarantine }) => quarantine))('$name reads quarantined rows', ({ read }) => {
  const done = read(lake, [...quarantined.keys()]);
  const cells = told(done);
  // The load's id is the file's name: here the row number names the row.
  const renamed = cells.map(cell => ({ ...cell, identity: [cell.identity[1]!] }));
  const wanted: Expected = new Map(
    [...quarantined].map(([column, rows]) => [
      column,
      new Map([...rows].map(([row, text]) => [JSON.stringify([String(row)]), text])),
    ]),
  );
  expect({ status: done.status, ...tally(renamed, wanted) }).toEqual({ status: 0, cells: 7, wrong: {} });
});

test('a keyring that was renewed opens keys that were wrapped before, by Python and by Node', () => {
  const [before, after] = [join(newFolder(), 'before'), join(newFolder(), 'after')];
  for (const copy of [before, after]) cpSync(lake, copy, { recursive: true });
  // Elsewhere, and so of other lakes too: rewrap leaves the older key in it.
  const keyring = join(newFolder(), 'keyring.json');
  renameSync(join(after, 'keyring.json'), keyring);
  rmSync(join(before, 'keyring.json'));
  const args = ['-w', workspace, '--lake', after, '--config', join(after, 'configs')];
  const done = ran(process.execPath, ['bin/hushlake.ts', 'rewrap', ...args], { HUSHLAKE_KEYRING: keyring });
  if (done.status !== 0) throw new Error(done.stderr);
  expect(JSON.parse(readFileSync(keyring, 'utf8'))).toHaveProperty('older.length', 1);
  for (const { read } of readers.filter(({ quarantine }) => quarantine)) {
    for (const copy of [before, after]) {
      const ended = read(copy, columns, { HUSHLAKE_KEYRING: keyring });
      expect({ status: ended.status, ...tally(told(ended), expected) }).toEqual({
        status: 0,
        cells: total(expected),
        wrong: {},
      });
    }
  }
});

describe('cells that were tampered with, cut short, moved, or under keys of others', () => {
  const spoiledLake = join(newFolder(), 'lake');
  const spoiled = ['platform-db.note.price:author,written_on,at,amount,seq,urgent', 'platform-db.letter.words:id'];
  const faults = new Map<string, string>();
  const places = new Map<string, readonly string[]>();
  const wanted = new Map<string, Map<string, string | null>>();

  beforeAll(() => {
    cpSync(lake, spoiledLake, { recursive: true });
    for (const column of spoiled) {
      const done = inPython('test/interop/spoil.py', spoiledLake, column);
      if (done.status !== 0) throw new Error(done.stderr);
      const byPlace = JSON.parse(done.stdout) as Record<string, [readonly string[], string]>;
      const rows = [...expected.get(column)!];
      places.set(column, Object.keys(byPlace));
      for (const [place, [identity, fault]] of Object.entries(byPlace)) {
        const row = JSON.stringify(identity);
        rows[Number(place)] = [row, null];
        faults.set(`${nameOf(column)} ${row}`, fault);
      }
      wanted.set(column, new Map(rows));
    }
  });

  test.each(readers)('$name refuses them, each by its code, and reads the others', ({ read }) => {
    const done = read(spoiledLake, spoiled);
    const cells = told(done);
    expect(faults.size).toBeGreaterThan(25);
    expect(cells.filter(cell => cell.fault)).toHaveLength(faults.size);
    expect({ status: done.status, ...tally(cells, wanted, faults) }).toEqual({
      status: 1,
      cells: total(wanted),
      wrong: {},
    });
  });

  test.each(sparks)(
    'aes_decrypt of Spark %s fails on each; SQL of docs/reading.md reads, and derives a person’s key',
    (version, python) => {
      const column = 'platform-db.letter.words:id';
      const done: Ran = ran(python, [
        'test/interop/spark_checks.py',
        spoiledLake,
        workspace,
        column,
        places.get(column)!.join(','),
      ]);
      if (done.status !== 0) throw new Error(done.stderr.slice(-3000));
      const { read, ...checked } = JSON.parse(done.stdout.trim().split('\n').at(-1)!) as Record<string, number> & {
        read: [number, string | null][];
      };
      expect(checked).toMatchObject({ spark: version, goodOpen: true, badOpen: 0 });
      expect(checked['good']).toBeGreaterThan(50);
      expect(checked['bad']).toBeGreaterThan(8);
      expect(checked['derived']).toBeGreaterThanOrEqual(5);
      expect(checked['derivedEqual']).toBe(checked['derived']);
      const messages = expected.get('platform-db.message.message:id')!;
      // By their texts: ids beyond 2^53 are none of JSON's in JavaScript.
      const texts = (all: Iterable<string | null>): string[] => [...all].map(String).sort();
      const same = JSON.stringify(texts(read.map(([, text]) => text))) === JSON.stringify(texts(messages.values()));
      expect([read.length, same]).toEqual([messages.size, true]);
    },
  );
});
