/**
 * Runs the commands of README.md in a fresh checkout, in their order: what the README promises must be true.
 * Usage: node scripts/readme-commands.ts <checkout>
 *
 * Commands stand in fences marked `sh`. A comment `# exits N` says which exit code is expected, `# not run here: why`
 * leaves a command out, loudly. A fence marked `text transcript` after them shows output: each of its lines that begins
 * with `│` names a table, and must appear again.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const checkout = process.argv[2];
if (!checkout) {
  console.error('usage: node scripts/readme-commands.ts <checkout>');
  process.exit(2);
}

const readme = readFileSync(join(checkout, 'README.md'), 'utf8');
const commands = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block]) =>
  block!
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter(line => line.trim() !== '' && !line.startsWith('#')),
);

let failed = 0;
for (const line of commands) {
  const skipped = /# not run here: (.*)$/.exec(line);
  if (skipped) {
    console.log(`skipped: ${line}`);
    continue;
  }
  const expected = Number(/# exits (\d+)/.exec(line)?.[1] ?? 0);
  console.log(`$ ${line}`);
  const began = Date.now();
  const { status, stdout, stderr } = spawnSync('bash', ['-c', line], { cwd: checkout, encoding: 'utf8', timeout: 300_000 });
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  if (status === expected) console.log(`  exit ${status} after ${seconds} s`);
  else {
    failed++;
    console.log(`  FAILED: exit ${status}, expected ${expected}\n${stdout}\n${stderr}`);
  }
}
console.log(`${commands.length - failed} of ${commands.length} commands did as the README says`);
process.exit(failed === 0 ? 0 : 1);
