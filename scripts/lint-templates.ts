/** Synthesizes every workspace with the real CDK, which runs cdk-nag, and gives each template to cfn-lint. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { workspaceNames } from '../lib/config/workspaceFiles.ts';
import { venv } from './venv.ts';

const root = resolve(import.meta.dirname, '..');
const cfnLint = venv(['cfn-lint==1.58.0'])('cfn-lint');
const folder = mkdtempSync(join(tmpdir(), 'hushlake-templates-'));
let failed = 0;
const passes = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
try {
  for (const workspace of await workspaceNames(join(root, 'configs'))) {
    const out = join(folder, workspace);
    const template = join(out, `hushlake-${workspace}.template.json`);
    const well =
      passes(join(root, 'node_modules/.bin/cdk'), ['synth', '-q', '-c', `workspace=${workspace}`, '--output', out]) &&
      // W3005: CDK says twice that a function depends on its role.
      passes(cfnLint, ['--ignore-checks', 'W3005', '--', template]);
    process.stdout.write(`${workspace}: ${well ? 'cdk-nag and cfn-lint find nothing' : 'FAILED'}\n`);
    if (!well) failed++;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed === 0 ? 0 : 1);
