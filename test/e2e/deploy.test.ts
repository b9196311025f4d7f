import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const home = mkdtempSync(join(tmpdir(), 'hushlake-home-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The command on a machine that knows nothing of AWS. */
const hushlake = (...args: readonly string[]) => {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
  return spawnSync(
    join(root, 'node_modules/.bin/node'),
    ['--disable-warning=ExperimentalWarning', 'bin/hushlake.ts', ...args],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...clean, NODE_OPTIONS: '', HOME: home, AWS_EC2_METADATA_DISABLED: 'true' },
    },
  );
};

test('without credentials, deploy says which account needs them and changes nothing', () => {
  const { status, stderr } = hushlake('deploy', '-w', 'ctl-dev');
  expect(stderr).toContain('set AWS_PROFILE to a profile of account 111111111111');
  expect(status).toBe(2);
});

test.each([
  ['a workspace that is not there', ['-w', 'ctl-dew'], 'did you mean "ctl-dev"'],
  ['no workspace', [], '--workspace'],
])('deploy refuses %s', (_name, args, remedy) => {
  const { status, stderr } = hushlake('deploy', ...args);
  expect(stderr).toContain(remedy);
  expect(status).toBe(2);
});

const column = ['--column', 'platform-db.message.message', '--reason', 'review 112'];

test.each<[string, readonly string[], string]>([
  ['without credentials', ['-w', 'ctl-prod', '--aws'], 'set AWS_PROFILE to a profile of account 222222222222'],
  [
    'as somebody who may not',
    ['-w', 'ctl-prod', '--aws', '--as', 'analysts'],
    'principals.analysts in workspace.yaml has no decrypt: [platform-db.message.message]; those that may: safety-reviewers',
  ],
  ['as nobody known', ['-w', 'ctl-prod', '--aws', '--as', 'ana'], 'ctl-prod has no principal ana'],
  ['where nobody may', ['-w', 'tai-prod', '--aws'], 'no principal of tai-prod may decrypt platform-db.message.message'],
  [
    'from a layer that is not theirs',
    ['-w', 'ctl-prod', '--aws', '--layer', 'bronze'],
    'principals.safety-reviewers.read in workspace.yaml needs bronze/platform-db',
  ],
  ['of a lake here and in AWS', ['-w', 'ctl-prod', '--aws', '--lake', 'lake/demo'], 'cannot be used with'],
  ['as a principal of a lake here', ['-w', 'ctl-prod', '--as', 'analysts'], '--as goes with --aws'],
])('decrypt %s is refused with what is missing', (_name, args, remedy) => {
  const { status, stdout, stderr } = hushlake('decrypt', ...args, ...column);
  expect(stderr).toContain(remedy);
  expect([status, stdout]).toEqual([2, '']);
});

test('cost adds up, as text and as JSON', () => {
  const { lines, total } = JSON.parse(hushlake('cost', '-w', 'ctl-prod', '--json').stdout) as {
    readonly lines: readonly { readonly dollars: number }[];
    readonly total: number;
  };
  expect(total).toBeCloseTo(lines.reduce((sum, { dollars }) => sum + dollars, 0));
  expect(hushlake('cost', '-w', 'ctl-prod').stdout).toContain(total.toFixed(2));
});
