import type { Command } from 'commander';
import { exit } from '../exit.ts';
import { openLocalLake } from '../localLake.ts';
import { configsOption, count, lakeOption, workspaceOption } from '../options.ts';
import { runOnce } from '../runOnce.ts';
import type { RunReport } from '../runReport.ts';
import { runScreen } from '../runScreen.ts';
import { runAndWatch } from '../watch.ts';
import { readWorkspace } from '../workspace.ts';

interface RunFlags {
  workspace: string;
  lake: string;
  config: string;
  json?: boolean;
  watch?: boolean;
  workers?: number;
}

export const addRun = (program: Command): void => {
  program
    .command('run')
    .summary('load what has arrived: raw → bronze → silver → freshness')
    .description(
      'Loads every object under <lake>/raw/<source>/<table>/ that the ledger does not hold, builds silver and checks freshness.',
    )
    .addOption(workspaceOption().makeOptionMandatory())
    .addOption(lakeOption().makeOptionMandatory())
    .addOption(configsOption())
    .option('--workers <n>', 'threads that load (default: one a core)', count)
    .option('--watch', 'go on as files arrive, until interrupted')
    .option('--json', 'print one JSON document (with --watch: one a line) on stdout')
    .addHelpText('after', '\nExample:\n  $ npx hushlake run -w ctl-dev --lake ./lake --json')
    .action(async (flags: RunFlags) => {
      const workspace = await readWorkspace(flags.config, flags.workspace);
      const lake = openLocalLake(flags.lake, workspace.name, workspace.secondStage);
      const silverNames = new Map(
        workspace.tables.map(t => [`${t.source}/${t.table}`, `${t.silverSchema}.${t.table}`]),
      );
      const show = (report: RunReport): void => {
        if (flags.json) process.stdout.write(`${JSON.stringify(report, null, flags.watch ? 0 : 2)}\n`);
        else process.stdout.write(`${runScreen(report, (s, t) => silverNames.get(`${s}/${t}`) ?? '')}\n`);
        process.exitCode = report.ok ? exit.ok : exit.dataFailure;
      };
      const options = flags.workers ? { workers: flags.workers } : {};
      try {
        if (!flags.watch) show(await runOnce(lake, workspace, options));
        else {
          const stop = new AbortController();
          for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
          process.stderr.write('watching; interrupt to stop\n');
          await runAndWatch(lake, workspace, options, stop.signal, show);
          // Stopping was asked for: what the last report said has been shown already.
          process.exitCode = exit.ok;
        }
      } finally {
        lake.close();
      }
    });
};
