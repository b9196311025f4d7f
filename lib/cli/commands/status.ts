import Table from 'cli-table3';
import type { Command } from 'commander';
import { isWell, lakeStatus, type TableStatus } from '../../usecases/lakeStatus.ts';
import { exit } from '../exit.ts';
import { openExistingLake } from '../localLake.ts';
import { configsOption, lakeOption, workspaceOption } from '../options.ts';
import { age, counts, grouped } from '../text.ts';
import { readWorkspace } from '../workspace.ts';

const screen = (tables: readonly TableStatus[]): string => {
  const out = new Table({
    head: ['table', 'loads', 'failed', 'bronze', 'quarantined', 'silver', 'last arrival', 'fresh'],
    colAligns: ['left', 'right', 'right', 'right', 'left', 'right', 'left', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const t of tables) {
    out.push([
      `${t.source}/${t.table}`,
      grouped(t.loads.committed),
      counts(t.errors) || (t.loads.started > 0 ? `${t.loads.started} unfinished` : '0'),
      grouped(t.rows_bronze),
      counts(t.faults) || '0',
      t.silver ? (t.silver.ok ? grouped(t.silver.rows) : `failed: ${t.silver.failed.join(', ')}`) : '',
      t.last_arrival ?? '',
      t.freshness ? `${t.freshness.state}, ${age(t.freshness.lag_seconds)}` : '',
    ]);
  }
  return out.toString();
};

export const addStatus = (program: Command): void => {
  program
    .command('status')
    .summary('what the ledger says of every table')
    .description('Shows loads, quarantine, silver and freshness by table. Exit code 1 when something needs a hand.')
    .addOption(workspaceOption().default('ctl-dev'))
    .addOption(lakeOption().default('lake/demo'))
    .addOption(configsOption())
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ npx hushlake status --lake ./lake --json')
    .action(async (flags: { workspace: string; lake: string; config: string; json?: boolean }) => {
      const workspace = await readWorkspace(flags.config, flags.workspace);
      const lake = openExistingLake(flags.lake, workspace.name);
      try {
        const tables = await lakeStatus(lake, workspace.tables);
        const openErasures = (await lake.subjects.unsettled()).length;
        const ok = tables.every(isWell) && openErasures === 0;
        if (flags.json) {
          process.stdout.write(`${JSON.stringify({ ok, tables, open_erasures: openErasures }, null, 2)}\n`);
        } else {
          process.stdout.write(`${screen(tables)}\n`);
          if (openErasures > 0) {
            process.stdout.write(`${openErasures} erasures are not finished: run \`hushlake erase --pending\`\n`);
          }
        }
        process.exitCode = ok ? exit.ok : exit.dataFailure;
      } finally {
        lake.close();
      }
    });
};
