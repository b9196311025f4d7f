import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { workspace } from './lake.ts';

const root = resolve(import.meta.dirname, '../..');
const examples = join(root, 'docs/examples');

/** Versions of Spark and the Python that has each: test/interop/run.ts made them. */
export const sparks = JSON.parse(process.env['SPARK_PYTHONS'] ?? '[]') as readonly (readonly [string, string])[];
if (sparks.length === 0) throw new Error('these tests need Spark: run them with `npm run test:interop`');
const python = sparks[0]![1];

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const env = {
  ...process.env,
  NODE_OPTIONS: '',
  PYTHONDONTWRITEBYTECODE: '1',
  // Not UTC: readers must say for themselves in which zone they write timestamps.
  TZ: 'America/New_York',
  // Small, and compiled in haste: a short program on a machine that does other things too.
  PYSPARK_SUBMIT_ARGS:
    "--master local[2] --driver-memory 1g --driver-java-options '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' --conf spark.sql.shuffle.partitions=2 --conf spark.ui.showConsoleProgress=false pyspark-shell",
};

export const ran = (program: string, args: readonly string[], more: Readonly<Record<string, string>> = {}): Ran => {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 280_000,
    env: { ...env, ...more },
  });
  if (error) throw error;
  return { status, stdout, stderr };
};

export interface Reader {
  readonly name: string;
  /** Whether it reads quarantine too. */
  readonly quarantine: boolean;
  readonly read: (lake: string, columns: readonly string[], env?: Readonly<Record<string, string>>) => Ran;
}

const reader = (name: string, quarantine: boolean, program: string, file: string): Reader => ({
  name,
  quarantine,
  read: (lake, columns, more) => ran(program, [join(examples, file), lake, workspace, ...columns], more),
});

/** The readers of docs/reading.md, as they stand there. */
export const readers: readonly Reader[] = [
  reader('Python', true, python, 'read_python.py'),
  reader('Node', true, process.execPath, 'read_node.mjs'),
  ...sparks.map(([version, program]) => reader(`Spark ${version}`, false, program, 'read_spark.py')),
];

export const inPython = (file: string, ...args: readonly string[]): Ran => ran(python, [file, ...args]);

export interface Told {
  readonly column: string;
  readonly identity: readonly string[];
  readonly value?: string | null;
  readonly fault?: string;
}

/** What a reader told, a cell a line. A run that gave no line has failed: its error is told, which holds no value. */
export const told = ({ stdout, stderr, status }: Ran): readonly Told[] => {
  const lines = stdout
    .trimEnd()
    .split('\n')
    .filter(line => line.startsWith('{'));
  if (lines.length === 0) throw new Error(`no cell was told, exit ${status}: ${stderr.slice(-2000)}`);
  return lines.map(line => JSON.parse(line) as Told);
};
