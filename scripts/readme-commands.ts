/**
 * Runs what README.md tells people to type, in a fresh checkout, block by block: what the README promises must be true.
 * Usage: node scripts/readme-commands.ts <checkout>
 *
 * A block is a fence marked `sh`; it must exit 0, or with the code that a comment `# exits N` in it names. The transcript
 * in the README must have the same tables as the output of `npm start`.
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
const blocks = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block]) => block!);
const tables = (text: string): string[] => [...text.matchAll(/^│ ([\w-]+\/\w+)/gm)].map(([, name]) => name!);

/** What the output of a command must have besides its exit code. */
const missing = (block: string, stdout: string): string[] => {
  if (!block.includes('npm start')) return [];
  const shown = new Set(tables(stdout));
  return [
    ...tables(readme).filter(table => !shown.has(table)),
    ...['The lake:', 'What to try next:', 'Quarantine holds the 7 rows'].filter(text => !stdout.includes(text)),
  ];
};

let failed = 0;
for (const block of blocks) {
  const expected = Number(/# exits (\d+)/.exec(block)?.[1] ?? 0);
  console.log(block.replaceAll(/^/gm, '$ ').trimEnd());
  const began = Date.now();
  const { status, stdout, stderr } = spawnSync('bash', ['-ec', block], {
    cwd: checkout,
    encoding: 'utf8',
    timeout: 600_000,
    maxBuffer: 1 << 28,
  });
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  const absent = missing(block, stdout);
  if (status === expected && absent.length === 0) console.log(`  exit ${status} after ${seconds} s\n`);
  else {
    failed++;
    console.log(
      `  FAILED: exit ${status}, expected ${expected}; missing: ${absent.join(', ') || 'nothing'}\n${stdout}\n${stderr}`,
    );
  }
}
console.log(`${blocks.length - failed} of ${blocks.length} blocks did as the README says`);
process.exit(failed === 0 ? 0 : 1);
