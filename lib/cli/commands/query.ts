import { existsSync } from 'node:fs';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { QueryFailed, SilverBusy } from '../../adapters/local/duckdb.ts';
import type { SqlRow } from '../../ports/queryEngine.ts';
import { WrongUse } from '../exit.ts';
import { configsOption, lakeOption, workspaceOption } from '../options.ts';
import { readOnlyEngine } from '../readOnlyEngine.ts';
import { readWorkspace } from '../workspace.ts';

const screen = (rows: readonly SqlRow[]): string => {
  if (rows.length === 0) return '(no rows)';
  const names = Object.keys(rows[0]!);
  const table = new Table({ head: names, style: { head: [], border: [], compact: true } });
  for (const row of rows) table.push(names.map(name => (row[name] === null ? '' : String(row[name]))));
  return `${table.toString()}\n${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`;
};

/** Integers that JSON's readers would round are written as text. */
const jsonOf = (rows: readonly SqlRow[]): string =>
  JSON.stringify(
    rows,
    (_key, value: unknown) =>
      typeof value === 'bigint' ? (Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()) : value,
    2,
  );

export const addQuery = (program: Command): void => {
  program
    .command('query')
    .argument('<sql>', 'one SELECT, over e.g. ctl_dev_silver.platformdb.message')
    .summary('SQL over bronze and silver')
    .description(
      'Runs SQL in DuckDB over bronze and silver under their own names. The lake cannot be changed through it.',
    )
    .addOption(workspaceOption().default('ctl-dev'))
    .addOption(lakeOption().default('lake/demo'))
    .addOption(configsOption())
    .option('--json', 'print the rows as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  $ npx hushlake query "SELECT status, count(*) AS n FROM ctl_dev_silver.platformdb.message GROUP BY ALL"',
    )
    .action(async (sql: string, flags: { workspace: string; lake: string; config: string; json?: boolean }) => {
      if (!existsSync(flags.lake)) throw new WrongUse(`there is no lake at ${flags.lake}: name one with --lake`);
      const engine = readOnlyEngine(flags.lake, await readWorkspace(flags.config, flags.workspace));
      try {
        const rows = await engine.query(sql);
        process.stdout.write(`${flags.json ? jsonOf(rows) : screen(rows)}\n`);
      } catch (error) {
        // The person who typed the query may see DuckDB's own words; a log would not.
        if (error instanceof QueryFailed) throw new WrongUse(error.detail);
        if (error instanceof SilverBusy) throw new WrongUse(error.message);
        throw error;
      } finally {
        await engine.close();
      }
    });
};
