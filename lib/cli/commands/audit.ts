import Table from 'cli-table3';
import type { Command } from 'commander';
import { SilverBusy } from '../../adapters/local/duckdb.ts';
import { duckdbBronze } from '../../adapters/local/duckdbBronze.ts';
import { scrubLocales } from '../../core/scrub/locales.ts';
import { scrubber } from '../../core/scrub/scrubber.ts';
import { duckdbDialect } from '../../core/silver/dialect.ts';
import { type Audit, audit } from '../../usecases/audit.ts';
import { exit, WrongUse } from '../exit.ts';
import { openExistingLake } from '../localLake.ts';
import { configsOption, count, lakeOption, seedNumber, workspaceOption } from '../options.ts';
import { readOnlyEngine } from '../readOnlyEngine.ts';
import { grouped } from '../text.ts';
import { readWorkspace } from '../workspace.ts';

const screen = ({ tables, leaks }: Audit): string => {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const empty = tables.filter(table => table.rows === 0 && table.layer === 'bronze').length;
  const read = `${grouped(rows)} rows read of ${tables.length / 2} tables${empty ? `; ${empty} without a row or a text that can be read` : ''}`;
  if (leaks.length === 0) return `${read}: nothing that should not be there`;
  const out = new Table({
    head: ['layer', 'table', 'column', 'label', 'findings', 'first: load', 'row'],
    colAligns: ['left', 'left', 'left', 'left', 'right', 'left', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const { layer, source, table, column, label, findings, load, row } of leaks) {
    out.push([layer, `${source}/${table}`, column, label, findings, load, row]);
  }
  return `${out.toString()}\n${read}\nList a column under scrubbing, encrypted, pseudonymized or dropped, or call it classification: public; then replay.`;
};

interface Flags {
  readonly workspace: string;
  readonly lake: string;
  readonly config: string;
  readonly sample: number;
  readonly seed: number;
  readonly json?: boolean;
}

export const addAudit = (program: Command): void => {
  program
    .command('audit')
    .summary('look for what should have been scrubbed')
    .description(
      'Reads a sample of every text that can be read in bronze and silver, and looks for identifiers of all locales.\n' +
        'Shows where, never what. Exit code 1 when something is there.',
    )
    .addOption(workspaceOption().default('ctl-dev'))
    .addOption(lakeOption().default('lake/demo'))
    .addOption(configsOption())
    .option('--sample <n>', 'at most so many rows of each table and layer', count, 1000)
    .option('--seed <n>', 'another seed, other rows', seedNumber, 1)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ npx hushlake audit -w ctl-dev --lake ./lake --sample 5000')
    .action(async (flags: Flags) => {
      const workspace = await readWorkspace(flags.config, flags.workspace);
      const lake = openExistingLake(flags.lake, workspace.name);
      const engine = readOnlyEngine(flags.lake, workspace);
      try {
        const { ledger, catalog, metrics, now } = lake;
        const bronze = duckdbBronze(engine, flags.lake);
        const scrub = scrubber(scrubLocales);
        const deps = { engine, dialect: duckdbDialect, ledger, catalog, bronze, metrics, now, scrub };
        const result = await audit(deps, workspace.name, workspace.tables, {
          rows: flags.sample,
          seed: String(flags.seed),
          onTable: name => {
            if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${name}`);
          },
        });
        if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
        const ok = result.leaks.length === 0;
        process.stdout.write(`${flags.json ? JSON.stringify({ ok, ...result }, null, 2) : screen(result)}\n`);
        process.exitCode = ok ? exit.ok : exit.dataFailure;
      } catch (error) {
        if (error instanceof SilverBusy) throw new WrongUse(error.message);
        throw error;
      } finally {
        await engine.close();
        lake.close();
      }
    });
};
