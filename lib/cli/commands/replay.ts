import type { Command } from 'commander';
import { checkFreshness } from '../../usecases/checkFreshness.ts';
import { findReplayable } from '../../usecases/replay.ts';
import { exit } from '../exit.ts';
import { ingestPool } from '../ingestPool.ts';
import { holdLake, openExistingLake } from '../localLake.ts';
import { configsOption, lakeOption, workspaceOption } from '../options.ts';
import { buildSilverHere } from '../silver.ts';
import { readWorkspace } from '../workspace.ts';

interface ReplayFlags {
  workspace: string;
  lake: string;
  config: string;
  all?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

/** What became of one load's quarantine. */
interface ReplayLine {
  readonly source: string;
  readonly table: string;
  readonly key: string;
  readonly quarantined_before: number;
  /** Null when the load was not replayed: in a dry run, or because of `error`. */
  readonly quarantined_after: number | null;
  readonly error: string | null;
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
    .option('--dry-run', 'only say what would be replayed')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ npx hushlake replay -w ctl-dev --lake ./lake --dry-run')
    .action(async (flags: ReplayFlags) => {
      const workspace = await readWorkspace(flags.config, flags.workspace);
      const lake = openExistingLake(flags.lake, workspace.name, workspace.secondStage);
      const pool = await ingestPool(lake, workspace.name, workspace.limits, 1);
      try {
        await holdLake(lake, 'shared', async () => {
          const lines: ReplayLine[] = [];
          for (const { load, contract, object } of await findReplayable(lake, workspace.tables, {
            unchanged: flags.all ?? false,
          })) {
            const before = load.counts?.rowsQuarantined ?? 0;
            const line = { source: load.source, table: load.table, key: load.key, quarantined_before: before };
            if (!object) lines.push({ ...line, quarantined_after: null, error: 'object_missing' });
            else if (flags.dryRun) lines.push({ ...line, quarantined_after: null, error: null });
            else {
              const outcome = await pool.ingest({ contract, object, again: true });
              const after = outcome.state === 'failed' ? null : (outcome.record.counts?.rowsQuarantined ?? 0);
              lines.push({
                ...line,
                quarantined_after: after,
                error: outcome.state === 'failed' ? outcome.code : null,
              });
            }
          }
          const silver = flags.dryRun ? [] : await buildSilverHere(lake, workspace);
          if (!flags.dryRun) await checkFreshness(lake, workspace.name, workspace.tables);
          const left = lines.some(line => line.error !== null || (line.quarantined_after ?? 0) > 0);
          const ok = !left && silver.every(s => s.failed.length === 0);
          if (flags.json) process.stdout.write(`${JSON.stringify({ ok, loads: lines, silver }, null, 2)}\n`);
          else {
            for (const line of lines) {
              const became =
                line.error ?? (line.quarantined_after === null ? 'would be replayed' : `now ${line.quarantined_after}`);
              process.stdout.write(`${line.key}: ${line.quarantined_before} in quarantine, ${became}\n`);
            }
            if (lines.length === 0) process.stdout.write('nothing to replay\n');
          }
          process.exitCode = ok || flags.dryRun ? exit.ok : exit.dataFailure;
        });
      } finally {
        await pool.close();
        lake.close();
      }
    });
};
