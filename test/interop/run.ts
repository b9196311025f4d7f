/**
 * `npm run test:interop`: installs Spark, twice, and other readers in Python into virtual environments, and runs the tests
 * of this folder with them. Needs Python 3.11 or newer with venv, and Java 17 or newer. Arguments go to jest.
 */
import { spawn, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { venv } from '../../scripts/venv.ts';

const root = resolve(import.meta.dirname, '../..');

/** Spark runs on the `java` of JAVA_HOME, or on the one that is first on the path. */
const javaVersion = (): number | undefined => {
  const home = process.env['JAVA_HOME'];
  const { stderr } = spawnSync(home ? join(home, 'bin/java') : 'java', ['-version'], { encoding: 'utf8' });
  const version = /version "(\d+)/.exec(stderr ?? '')?.[1];
  return version ? Number(version) : undefined;
};

const java = javaVersion();
if (java === undefined || java < 17) {
  console.error(
    `Spark needs Java 17 or newer, ${java ? `and this is ${java}` : 'and there is none on the path'}. Install it (Debian: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk@17), or name one with JAVA_HOME.`,
  );
  process.exit(1);
}

const packages = ['cryptography==50.0.2', 'pyarrow==26.0.1', 'duckdb==2.0.0', 'numpy==2.4.6'];
const pythonWith = (pyspark: string): string =>
  venv([`pyspark==${pyspark}`, ...packages], `.venv-spark-${pyspark}`)('python');

const pythons = ['3.5.9', '4.1.4'].map(version => [version, pythonWith(version)]);
const tests = spawn(
  join(root, 'node_modules/.bin/jest'),
  ['--config', 'jest.interop.config.js', ...process.argv.slice(2)],
  {
    cwd: root,
    detached: true,
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
      SPARK_PYTHONS: JSON.stringify(pythons),
    },
  },
);
const stop = (): void => {
  // The whole group: a reader may be under way.
  if (tests.exitCode === null && tests.signalCode === null) process.kill(-tests.pid!, 'SIGKILL');
};
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));
process.on('exit', stop);
tests.on('exit', code => process.exit(code ?? 1));
