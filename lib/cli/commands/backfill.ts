import { type Command, InvalidArgumentError } from 'commander';
import type { Workspace } from '../../config/load.ts';
import { deriveAgain } from '../deriveAgain.ts';
import { WrongUse } from '../exit.ts';
import { configsOption, count, lakeOption, workspaceOption } from '../options.ts';
import { readWorkspace } from '../workspace.ts';

interface BackfillFlags {
  workspace: string;
  lake: string;
  config: string;
  from: Date;
  to: Date;
  table?: readonly string[];
  all?: boolean;
  workers?: number;
  dryRun?: boolean;
  json?: boolean;
}

/** A day, from its first moment in UTC, or a moment in ISO 8601. */
const moment = (text: string): Date => {
  const at = new Date(text);
  if (!/^\d{4}-\d\d-\d\d(T.*)?$/.test(text) || Number.isNaN(at.getTime())) {
    throw new InvalidArgumentError('It is a day such as 2026-11-01, or a moment such as 2026-11-01T06:00:00Z.');
  }
  return at;
};

const tablesNamed = (workspace: Workspace, wanted: readonly string[] | undefined): Workspace['tables'] => {
  if (!wanted) return workspace.tables;
  return wanted.map(name => {
    const table = workspace.tables.find(t => `${t.source}.${t.table}` === name);
    if (table) return table;
    const there = workspace.tables.map(t => `${t.source}.${t.table}`).join(', ');
    throw new WrongUse(`there is no table ${name} in ${workspace.name}; there are: ${there}`);
  });
};

export const addBackfill = (program: Command): void => {
  program
    .command('backfill')
    .summary('derive bronze and silver anew from raw, for what arrived within some days')
    .description(
      'Derives every load that arrived from --from up to --to, and before it, anew from its raw object, under the contract as it is now; then silver, each table in one step.\n' +
        'Loads that have the contract’s version already are left alone, unless --all: so a backfill that was cut short goes on where it was.',
    )
    .addOption(workspaceOption().makeOptionMandatory())
    .addOption(lakeOption().makeOptionMandatory())
    .addOption(configsOption())
    .requiredOption('--from <day>', 'arrived on this day (UTC) or later; or a moment', moment)
    .requiredOption('--to <day>', 'arrived before this day (UTC); or a moment', moment)
    .option(
      '--table <source.table>',
      'only this table; may be given again',
      (name: string, before: readonly string[] = []) => [...before, name],
    )
    .option('--all', 'also loads whose contract has not changed')
    .option('--workers <n>', 'threads that load (default: one a core)', count)
    .option('--dry-run', 'only say what would be derived again')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  $ npx hushlake backfill -w ctl-dev --lake ./lake --from 2026-11-01 --to 2026-12-01 --table platform-db.message --dry-run',
    )
    .action(async (flags: BackfillFlags) => {
      if (flags.from >= flags.to) throw new WrongUse('--from must lie before --to: nothing arrives in between');
      const workspace = await readWorkspace(flags.config, flags.workspace);
      const tables = tablesNamed(workspace, flags.table);
      const { from, to, all } = flags;
      await deriveAgain(workspace, flags, { tables, from, to, unchanged: all ?? false });
    });
};
