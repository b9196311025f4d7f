import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder } from '../folders.ts';
import { checksums, workspace, writtenLake } from './lake.ts';
import { inPython, type Ran, ran, sparks } from './readers.ts';

const lake = writtenLake();
const specs = checksums.flatMap(({ table, columns, keyed }) => [keyed ? '--keyed' : '--open', `${table}:${columns}`]);

const engines: readonly (readonly [string, (lake: string) => Ran])[] = [
  ['DuckDB', of => inPython('docs/examples/checksum_duckdb.py', of, workspace, ...specs)],
  ...sparks.map(
    ([version, python]) =>
      [
        `Spark ${version}`,
        (of: string) => ran(python, ['docs/examples/checksum_spark.py', of, workspace, ...specs]),
      ] as const,
  ),
];

test.each(engines)('%s computes md5_checksum of every row as the pipeline did', (_name, compute) => {
  const { status, stdout, stderr } = compute(lake);
  if (status !== 0 && stdout === '') throw new Error(stderr.slice(-3000));
  const counts = stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as { table: string });
  const byTable = (a: { table: string }, b: { table: string }): number => (a.table < b.table ? -1 : 1);
  const wanted = checksums.map(({ table, rows }) => ({ table: table.split(':')[0]!, rows, equal: rows }));
  expect([status, counts.sort(byTable)]).toEqual([0, wanted.sort(byTable)]);
});

test('a checksum that is another is counted: the comparison can fail', () => {
  const other = join(newFolder(), 'lake');
  cpSync(lake, other, { recursive: true });
  const { status, stdout } = inPython(
    'docs/examples/checksum_duckdb.py',
    other,
    workspace,
    '--open',
    'platform-db.reading:id:i,s,b,f,d,n,day,t',
  );
  const { rows, equal } = JSON.parse(stdout) as { rows: number; equal: number };
  // Equal where both columns are NULL.
  expect([status, rows, equal < rows / 10]).toEqual([1, 300, true]);
});
