/**
 * `npm run test:aws`: installs the emulator into `.venv`, starts it on a free port of the loopback address, runs the
 * tests of this folder against it, and stops it again. Needs Python 3.10 or newer with venv. Arguments go to jest;
 * with `--transcript` it prints docs/aws-transcript.md instead.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { venv } from '../../scripts/venv.ts';

const root = resolve(import.meta.dirname, '../..');
const freePort = (): Promise<number> =>
  new Promise(resolvePort => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolvePort(port));
    });
  });

const ready = async (endpoint: string, emulator: ChildProcess): Promise<void> => {
  for (let i = 0; i < 120; i++) {
    if (emulator.exitCode !== null) throw new Error('the emulator ended; its log is in .test-aws/emulator.log');
    const answer = await fetch(`${endpoint}/_localstack/health`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise(wake => setTimeout(wake, 500));
  }
  throw new Error('the emulator did not come up within a minute; its log is in .test-aws/emulator.log');
};

const emulation = ['ministack==1.5.33', 'duckdb==2.0.0', 'cryptography==50.0.2'];
const reading = ['boto3==1.43.106', 'pyarrow==26.0.1'];
const python = venv([...emulation, ...reading])('python');
const port = await freePort();
const endpoint = `http://127.0.0.1:${port}`;
const logs = join(root, '.test-aws');
mkdirSync(logs, { recursive: true });
const home = mkdtempSync(join(tmpdir(), 'hushlake-aws-'));
const log = openSync(join(logs, 'emulator.log'), 'w');
// Lambdas run with the `node` that is first on the path: the project's own.
const path = [join(root, 'node_modules/.bin'), join(root, '.venv/bin'), process.env['PATH']].join(delimiter);
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
const emulator = spawn(python, [join(import.meta.dirname, 'emulator/start.py')], {
  cwd: home,
  detached: true,
  stdio: ['ignore', log, log],
  env: {
    ...clean,
    PATH: path,
    // IAM and key policies are enforced.
    AUTH: 'true',
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    TMPDIR: home,
    S3_DATA_DIR: join(home, 's3'),
  },
});
const stop = (): void => {
  // The whole group: it starts a process for each Lambda.
  if (emulator.exitCode === null) process.kill(-emulator.pid!, 'SIGKILL');
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
};
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));
process.on('exit', stop);

await ready(endpoint, emulator);
process.stderr.write(`emulator ready at ${endpoint}, log in .test-aws/emulator.log\n`);
const args = process.argv.slice(2);
const [program, ...programArgs] = args.includes('--transcript')
  ? ['node', '--disable-warning=ExperimentalWarning', 'test/aws/transcript.ts']
  : ['jest', '--config', 'jest.aws.config.js', ...args];
const tests = spawn(join(root, 'node_modules/.bin', program!), programArgs, {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...clean,
    PATH: path,
    NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
  },
});
tests.on('exit', code => process.exit(code ?? 1));
