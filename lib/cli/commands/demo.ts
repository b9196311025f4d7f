import { existsSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type DemoOptions, generate } from '../../demo/generate.ts';
import { exit, WrongUse } from '../exit.ts';
import { type LocalLake, openLocalLake } from '../localLake.ts';
import { configsOption, count, lakeOption, seedNumber } from '../options.ts';
import { runOnce } from '../runOnce.ts';
import { runScreen } from '../runScreen.ts';
import { grouped } from '../text.ts';
import { readWorkspace } from '../workspace.ts';

const marker = '.hushlake-demo';

/** Only a folder that an earlier demo made may be emptied. */
const clearEarlierDemo = async (folder: string): Promise<void> => {
  if (!existsSync(folder)) return;
  const names = await readdir(folder);
  if (names.length === 0) return;
  if (!names.includes(marker)) {
    throw new WrongUse(`${folder} holds something that is not a demo: name another folder with --lake`);
  }
  await rm(folder, { recursive: true });
};

const writeRawFiles = async (
  lake: LocalLake,
  options: DemoOptions,
): Promise<{ files: number; rows: number; broken: number }> => {
  const written = { files: 0, rows: 0, broken: 0 };
  for (const file of generate(options)) {
    const writer = await lake.store.write(file.key);
    for (const chunk of file.chunks) await writer.write(chunk);
    await writer.commit();
    written.files++;
    written.rows += file.rows;
    written.broken += file.broken;
  }
  return written;
};

const nextSteps = (lake: string): string => {
  const at = lake === 'lake/demo' ? '' : ` --lake ${lake}`;
  return [
    'What to try next:',
    `  npx hushlake query${at} "SELECT message FROM ctl_dev_silver.platformdb.message WHERE message LIKE '%[%' LIMIT 10"`,
    `  npx hushlake decrypt -w ctl-dev${at} --column platform-db.message.message --where "message LIKE '%[PHONE]%'" --reason "a first look"`,
    `  npx hushlake status${at}`,
    '  npx hushlake validate',
    '  README.md: put a table of your own through it',
  ].join('\n');
};

export const addDemo = (program: Command): void => {
  program
    .command('demo')
    .summary('synthetic conversations from raw to silver, on one screen')
    .description(
      'Writes raw files of seeded synthetic conversations for workspace ctl-dev into a new lake and runs the whole pipeline.\n' +
        'A few rows are broken on purpose; the demo is well when quarantine holds exactly those.',
    )
    .option('--messages <n>', 'messages to write', count, 20_000)
    .option('--seed <n>', 'another seed, other conversations', seedNumber, 7)
    .addOption(lakeOption().default('lake/demo'))
    .addOption(configsOption())
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ npx hushlake demo --messages 1000 --lake /tmp/lake')
    .action(async (flags: { messages: number; seed: number; lake: string; config: string; json?: boolean }) => {
      const workspace = await readWorkspace(flags.config, 'ctl-dev');
      await clearEarlierDemo(flags.lake);
      const lake = openLocalLake(flags.lake, workspace.name, workspace.secondStage);
      try {
        await writeFile(
          join(lake.root, marker),
          'Made by `hushlake demo`, which empties this folder when it runs again.\n',
        );
        const options = { seed: flags.seed, messages: flags.messages, now: lake.now() };
        const written = await writeRawFiles(lake, options);
        process.stderr.write(
          `wrote ${written.files} raw files with ${grouped(written.rows)} rows to ${lake.root}/raw\n`,
        );
        const report = await runOnce(lake, workspace, { settle: false });
        const quarantined = report.tables.reduce((sum, table) => sum + table.rows_quarantined, 0);
        const well =
          quarantined === written.broken &&
          report.tables.every(table => Object.keys(table.failed).length === 0) &&
          report.silver.every(silver => silver.failed.length === 0) &&
          report.freshness.every(table => !table.breached);
        if (flags.json) process.stdout.write(`${JSON.stringify({ ...report, ok: well }, null, 2)}\n`);
        else {
          const names = new Map(workspace.tables.map(t => [`${t.source}/${t.table}`, `${t.silverSchema}.${t.table}`]));
          process.stdout.write(`${runScreen(report, (source, table) => names.get(`${source}/${table}`) ?? '')}\n\n`);
          process.stdout.write(
            quarantined === written.broken
              ? `Quarantine holds the ${written.broken} rows that the demo broke on purpose, and no other.\n`
              : `The demo broke ${written.broken} rows, quarantine holds ${quarantined}: please report this.\n`,
          );
          process.stdout.write(`The lake: ${lake.root}\n\n${nextSteps(flags.lake)}\n`);
        }
        process.exitCode = well ? exit.ok : exit.dataFailure;
      } finally {
        lake.close();
      }
    });
};
