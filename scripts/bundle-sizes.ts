/**
 * Sizes of the Lambda bundles and how long their import takes, a function's cold start without AWS's own part.
 * `node scripts/bundle-sizes.ts` prints them; `--check` ends with 1 when a bundle is larger than its limit, or more than a
 * tenth away from what docs/lambda.md says.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { handlers } from '../lib/config/handlers.ts';
import { loadWorkspace } from '../lib/config/load.ts';
import { bundle, bundleSize } from '../lib/infra/bundle.ts';

const root = resolve(import.meta.dirname, '..');
const node = join(root, 'node_modules/.bin/node');
/** Largest bundle, in bytes. */
const limit = 3_000_000;
const tolerance = 0.1;
const runs = 5;

const environment = {
  ...process.env,
  AWS_REGION: 'us-east-1',
  ...Object.fromEntries(
    ['RAW', 'BRONZE', 'SILVER', 'QUARANTINE', 'KEYS'].map(zone => [`${zone}_BUCKET`, zone.toLowerCase()]),
  ),
  LEDGER_TABLE: 'ledger',
  FULL_LOAD_MACHINE: 'arn:aws:states:us-east-1:111111111111:stateMachine:full-load',
  SUBJECTS_TABLE: 'subjects',
  SILVER_MACHINE: 'm',
  CELL_KEY: 'arn:aws:kms:us-east-1:111111111111:key/k',
  ATHENA_WORKGROUP: 'w',
};

const importMs = (file: string): number => {
  const script = `const t = performance.now(); await import(${JSON.stringify(file)}); console.log(performance.now() - t);`;
  const took = Array.from({ length: runs }, () => {
    const { stdout, stderr, status } = spawnSync(node, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: environment,
    });
    if (status !== 0) throw new Error(`${file} cannot be imported: ${stderr}`);
    return Number(stdout);
  });
  return took.sort((a, b) => a - b)[Math.floor(runs / 2)]!;
};

const loaded = await loadWorkspace(join(root, 'configs'), 'ctl-dev');
if (!loaded.ok) throw new Error('the configuration is wrong');
const files = [...new Set(handlers.map(({ file }) => file))];
const documented = new Map(
  [...readFileSync(join(root, 'docs/lambda.md'), 'utf8').matchAll(/^\| `(\w+)` \| (\d+) KB/gm)].map(found => [
    found[1]!,
    Number(found[2]) * 1000,
  ]),
);

let wrong = 0;
process.stdout.write('| bundle | minified | gzipped | import, median of 5 |\n| --- | --- | --- | --- |\n');
for (const file of files) {
  const folder = bundle(file, loaded.workspace);
  const size = bundleSize(folder);
  const zipped = gzipSync(readFileSync(join(folder, 'index.mjs'))).length;
  const kb = (bytes: number): string => `${Math.round(bytes / 1000)} KB`;
  const ms = Math.round(importMs(join(folder, 'index.mjs')));
  process.stdout.write(`| \`${file}\` | ${kb(size)} | ${kb(zipped)} | ${ms} ms |\n`);
  const said = documented.get(file) ?? 0;
  if (size > limit || Math.abs(size - said) > said * tolerance) {
    wrong++;
    process.stderr.write(`${file}: ${kb(size)}, docs/lambda.md says ${kb(said)}, the limit is ${kb(limit)}\n`);
  }
}
if (process.argv.includes('--check') && wrong > 0) process.exit(1);
