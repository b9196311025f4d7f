import type { Command } from 'commander';
import { exit } from '../exit.ts';
import { configsOption, workspaceOption } from '../options.ts';
import { grouped } from '../text.ts';
import { readWorkspace } from '../workspace.ts';

export const addRedrive = (program: Command): void => {
  program
    .command('redrive')
    .summary('in AWS: send back what waits on the dead-letter queue')
    .description(
      'Sends the messages of the dead-letter queue back, so that their objects are loaded; what was loaded meanwhile is skipped. First mend what made them fail: `status`, and the runbook dlq-not-empty.\n' +
        'On one machine nothing waits: `run` takes up what has failed.',
    )
    .addOption(workspaceOption().makeOptionMandatory())
    .addOption(configsOption())
    .option('--dry-run', 'only say how many wait')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ npx hushlake redrive -w ctl-dev --dry-run')
    .action(async (flags: { workspace: string; config: string; dryRun?: boolean; json?: boolean }) => {
      const workspace = await readWorkspace(flags.config, flags.workspace);
      // The SDK is loaded here, where it is needed: other commands begin sooner without it.
      const { redriveQueue } = await import('../redriveQueue.ts');
      const onMoved = (moved: number, of: number): void => {
        if (process.stderr.isTTY) process.stderr.write(`\r${grouped(moved)} of ${grouped(of)} sent back`);
      };
      const { waiting, moved, state } = await redriveQueue(workspace, { dryRun: flags.dryRun ?? false, onMoved });
      const ok = state !== 'failed' && state !== 'cancelled';
      if (flags.json) process.stdout.write(`${JSON.stringify({ ok, waiting, moved, state }, null, 2)}\n`);
      else {
        const said = {
          nothing: 'nothing waits',
          dry_run: `${grouped(waiting)} wait`,
          completed: `${grouped(moved)} sent back`,
          failed: `SQS could not send them all back: ${grouped(moved)} of ${grouped(waiting)}`,
          cancelled: `somebody stopped it: ${grouped(moved)} of ${grouped(waiting)} sent back`,
        }[state];
        process.stdout.write(`${said}\n`);
      }
      process.exitCode = ok ? exit.ok : exit.dataFailure;
    });
};
