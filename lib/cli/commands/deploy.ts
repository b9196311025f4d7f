import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { exit } from '../exit.ts';
import { configsOption, workspaceOption } from '../options.ts';
import { readWorkspace } from '../workspace.ts';

const root = resolve(import.meta.dirname, '../../..');

const cdk = (args: readonly string[]): Promise<number> =>
  new Promise((ended, failed) => {
    spawn(resolve(root, 'node_modules/.bin/cdk'), args, { cwd: root, stdio: 'inherit' })
      .on('error', failed)
      .on('exit', code => ended(code ?? 1));
  });

export const addDeploy = (program: Command): void => {
  program
    .command('deploy')
    .summary('put a workspace into its AWS account')
    .description(
      'Checks the configuration, the credentials, the account and the deployed tables, and changes nothing unless all is well; then runs `cdk deploy`.',
    )
    .addOption(workspaceOption().makeOptionMandatory())
    .addOption(configsOption())
    .option('--allow-breaking', 'deploy even if readers of a table lose a column')
    .option('--yes', 'do not ask before rights are widened')
    .option('--check', 'only look, deploy nothing')
    .addHelpText('after', '\nExample:\n  $ npx hushlake deploy -w ctl-dev --check')
    .action(
      async (flags: { workspace: string; config: string; allowBreaking?: boolean; yes?: boolean; check?: boolean }) => {
        const workspace = await readWorkspace(flags.config, flags.workspace);
        const allowBreaking = flags.allowBreaking ?? false;
        // The SDK is loaded here, where it is needed: other commands begin sooner without it.
        const { preflight } = await import('../preflight.ts');
        await preflight(workspace, { allowBreaking });
        process.stdout.write(
          `${workspace.name}: account ${workspace.account}, ${workspace.region}, ${workspace.tables.length} tables: nothing stands in the way\n`,
        );
        if (flags.check) return;
        const code = await cdk([
          'deploy',
          ...['-c', `workspace=${workspace.name}`, '-c', `configs=${resolve(flags.config)}`],
          ...['-c', `allowBreaking=${allowBreaking}`],
          ...['--require-approval', flags.yes ? 'never' : 'broadening'],
        ]);
        process.exitCode = code === 0 ? exit.ok : exit.dataFailure;
      },
    );
};
