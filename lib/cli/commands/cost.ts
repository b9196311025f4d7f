import Table from 'cli-table3';
import type { Command } from 'commander';
import { type CostLine, monitoringCost, monitoringPrices } from '../../config/monitoringCost.ts';
import { configsOption, workspaceOption } from '../options.ts';
import { readWorkspace } from '../workspace.ts';

const screen = (lines: readonly CostLine[], total: number): string => {
  const out = new Table({
    head: ['monitoring', 'count', 'billed units', '$ a month'],
    colAligns: ['left', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const { item, count, units, dollars } of lines) out.push([item, count, units, dollars.toFixed(2)]);
  out.push(['total', '', '', total.toFixed(2)]);
  const { asOf, metric, alarmMetric, dashboard } = monitoringPrices;
  return `${out}\nList prices as of ${asOf}: $${metric.toFixed(2)} a metric, $${alarmMetric.toFixed(2)} a metric in an alarm, $${dashboard.toFixed(2)} a dashboard; without the free tier, every table busy.`;
};

export const addCost = (program: Command): void => {
  program
    .command('cost')
    .summary('what monitoring costs a month')
    .description("Counts a workspace's metrics and alarms in AWS, and says what they cost a month.")
    .addOption(workspaceOption().default('ctl-dev'))
    .addOption(configsOption())
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ npx hushlake cost -w ctl-prod')
    .action(async (flags: { workspace: string; config: string; json?: boolean }) => {
      const workspace = await readWorkspace(flags.config, flags.workspace);
      const lines = monitoringCost(workspace);
      const total = lines.reduce((sum, { dollars }) => sum + dollars, 0);
      process.stdout.write(
        `${flags.json ? JSON.stringify({ workspace: workspace.name, prices: monitoringPrices, lines, total }, null, 2) : screen(lines, total)}\n`,
      );
    });
};
