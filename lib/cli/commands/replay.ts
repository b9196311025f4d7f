import type { Command } from 'commander';
import { deriveAgain } from '../deriveAgain.ts';
import { configsOption, count, lakeOption, workspaceOption } from '../options.ts';
import { readWorkspace } from '../workspace.ts';

interface ReplayFlags {
  workspace: string;
  lake: string;
  config: string;
  all?: boolean;
  workers?: number;
  dryRun?: boolean;
  json?: boolean;
}

export const addReplay = (program: Command): void => {
  program
    .command('replay')
    .summary('load again what is in quarantine, after a contract was corrected')
    .description(
      'Derives loads with quarantined rows anew from their raw objects, under the contract as it is now. Rows that pass leave quarantine.\n' +
        'Only loads whose contract has changed since are replayed, unless --all.',
    )
    .addOption(workspaceOption().makeOptionMandatory())
    .addOption(lakeOption().makeOptionMandatory())
    .addOption(configsOption())
    .option('--all', 'also loads whose contract has not changed')
    .option('--workers <n>', 'threads that load (default: one a core)', count)
    .option('--dry-run', 'only say what would be replayed')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ npx hushlake replay -w ctl-dev --lake ./lake --dry-run')
    .action(async (flags: ReplayFlags) => {
      const workspace = await readWorkspace(flags.config, flags.workspace);
      const { tables } = workspace;
      await deriveAgain(workspace, flags, { tables, quarantined: true, unchanged: flags.all ?? false });
    });
};
