import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { newFolder } from '../folders.ts';
import { filesBelow } from '../usecases/lakes.ts';
import { hushlake, runJson, startHushlake } from './cli.ts';

/** The project's configuration, in which a file of some hundred rows is large. */
const configs = join(newFolder(), 'configs');
cpSync('configs', configs, { recursive: true });
const yaml = join(configs, 'ctl-dev/workspace.yaml');
writeFileSync(yaml, readFileSync(yaml, 'utf8').replace('split_size: 1GiB', 'split_size: 16KiB'));
const inParts = ['--config', configs, '--workers', '2'];

const fill = (lake: string): string => {
  const folder = join(lake, 'raw/platform-db/message');
  mkdirSync(folder, { recursive: true });
  const rows = Array.from({ length: 1000 }, (_, i) =>
    i === 700 ? 'not,a,row' : `${i},${i % 9},"said\n""${i}""",sent,sms,2026-11-01T00:00:00Z`,
  );
  writeFileSync(join(folder, 'large.csv'), `id,conversation_id,message,status,type,timestamp\r\n${rows.join('\r\n')}`);
  return lake;
};

const said = (lake: string, sql: string): string => hushlake(['query', '--lake', lake, '--json', sql]).stdout;
const contentOf = (lake: string) => ({
  bronze: said(
    lake,
    'SELECT id, message, _source_row, _load_id IS NOT NULL AS loaded FROM ctl_dev_bronze.platformdb.message ORDER BY _source_row',
  ),
  silver: said(lake, 'SELECT id, conversation_id, message FROM ctl_dev_silver.platformdb.message ORDER BY id'),
});

test('a large file, loaded by two threads and killed on the way, is what one thread makes of it', async () => {
  const [whole, lake] = [fill(newFolder()), fill(newFolder())];
  const messages = runJson(whole).report.tables.find(({ table }) => table === 'message');
  expect(messages).toMatchObject({ rows_bronze: 999, rows_quarantined: 1 });

  const child = startHushlake(['run', '-w', 'ctl-dev', '--lake', lake, '--json', ...inParts]);
  await Promise.race([sleep(1200), once(child, 'exit')]);
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  runJson(lake, ...inParts);
  expect(filesBelow(join(lake, 'bronze')).length).toBeGreaterThan(2);
  expect(contentOf(lake)).toEqual(contentOf(whole));
  expect(JSON.parse(contentOf(lake).bronze)).toHaveLength(999);
});
