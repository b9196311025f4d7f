import { join } from 'node:path';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { removeEmptyPartitions } from '../../adapters/local/emptyFolders.ts';
import { type ExpiredFiles, type ExpiredTable, expire } from '../../usecases/expire.ts';
import { withLakeAlone } from '../alone.ts';
import { exit } from '../exit.ts';
import { openExistingLake } from '../localLake.ts';
import { configsOption, lakeOption, workspaceOption } from '../options.ts';
import { grouped } from '../text.ts';
import { readWorkspace } from '../workspace.ts';

interface ExpireFlags {
  workspace: string;
  lake: string;
  config: string;
  dryRun?: boolean;
  json?: boolean;
}

const layers = ['raw', 'bronze', 'silver', 'quarantine'] as const;

const waitingIn = (tables: readonly ExpiredTable[], layer: 'raw' | 'bronze' | 'quarantine'): number =>
  tables.reduce((sum, table) => sum + table[layer].waiting, 0);

const screen = (tables: readonly ExpiredTable[], dryRun: boolean): string => {
  if (tables.length === 0) return 'no table of the workspace has a retention: nothing is ever removed\n';
  const out = new Table({
    head: [dryRun ? 'would go' : 'gone', 'raw files', 'bronze files', 'silver rows', 'quarantine files'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  const files = ({ files: n }: ExpiredFiles): string => grouped(n);
  for (const t of tables) {
    const rows = grouped(t.silver.rows);
    out.push([`${t.source}/${t.table}`, files(t.raw), files(t.bronze), rows, files(t.quarantine)]);
  }
  const [raw, bronze, quarantine] = (['raw', 'bronze', 'quarantine'] as const).map(layer => waitingIn(tables, layer));
  const waiting = [
    ...(raw
      ? [`${grouped(raw)} raw files are older than their retention, but not loaded: they stay. \`run\` loads them.`]
      : []),
    ...(bronze
      ? [
          `${grouped(bronze)} bronze files are older than their retention, but not in silver: they stay. \`run\` merges them.`,
        ]
      : []),
    ...(quarantine
      ? [
          `${grouped(quarantine)} quarantine files are older than their retention, but their load is not done: they stay.`,
        ]
      : []),
  ];
  return `${[out.toString(), ...waiting].join('\n')}\n`;
};

const json = (tables: readonly ExpiredTable[], dryRun: boolean, ok: boolean): string =>
  `${JSON.stringify({ ok, dry_run: dryRun, tables }, null, 2)}\n`;

export const addExpire = (program: Command): void => {
  program
    .command('expire')
    .summary('remove what is older than its retention')
    .description(
      'Removes files of raw, bronze and quarantine, and rows of silver, that arrived longer ago than `retention` says.\n' +
        'What is not loaded, or not taken into silver, stays, and is counted: then the exit code is 1. The ledger and the audit records stay, so nothing is loaded again.\n' +
        'Loads wait until it is done. In AWS it runs by itself.',
    )
    .addOption(workspaceOption().makeOptionMandatory())
    .addOption(lakeOption().makeOptionMandatory())
    .addOption(configsOption())
    .option('--dry-run', 'only say what would go')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ npx hushlake expire -w ctl-dev --lake ./lake --dry-run')
    .action(async (flags: ExpireFlags) => {
      const dryRun = flags.dryRun ?? false;
      const workspace = await readWorkspace(flags.config, flags.workspace);
      const lake = openExistingLake(flags.lake, workspace.name);
      const onTable = (name: string): void => {
        if (process.stderr.isTTY) process.stderr.write(`${name}\n`);
      };
      try {
        const tables = await withLakeAlone(lake, workspace, async ports => {
          const expired = await expire(ports, workspace.tables, { layers, dryRun, onTable });
          if (!dryRun) await removeEmptyPartitions(join(lake.root, 'bronze'));
          return expired;
        });
        const ok = tables.every(t => t.raw.waiting + t.bronze.waiting + t.quarantine.waiting === 0);
        process.stdout.write(flags.json ? json(tables, dryRun, ok) : screen(tables, dryRun));
        process.exitCode = ok ? exit.ok : exit.dataFailure;
      } finally {
        lake.close();
      }
    });
};
