import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { newFolder } from '../folders.ts';
import { filesBelow } from '../usecases/lakes.ts';
import { hushlake, runJson, startHushlake } from './cli.ts';

const files = 6;
const rows = 1500;

const fill = (lake: string): void => {
  const folder = join(lake, 'raw/platform-db/message');
  mkdirSync(folder, { recursive: true });
  for (let file = 0; file < files; file++) {
    const lines = Array.from({ length: rows }, (_, i) =>
      i === 7
        ? 'broken'
        : JSON.stringify({
            id: file * 1000 + i,
            conversation_id: file,
            message: `hello ${i}`,
            status: 'sent',
            type: 'sms',
            timestamp: `2026-11-0${file + 1}T00:00:00Z`,
          }),
    );
    writeFileSync(join(folder, `${file}.jsonl`), lines.join('\n'));
  }
};

const silverOf = (lake: string): string =>
  hushlake([
    'query',
    '--lake',
    lake,
    '--json',
    'SELECT id, conversation_id, message, timestamp, md5_checksum IS NOT NULL AS c FROM ctl_dev_silver.platformdb.message ORDER BY id',
  ]).stdout;

const expectedLake = newFolder();
let expected: string;
beforeAll(() => {
  fill(expectedLake);
  runJson(expectedLake);
  expected = silverOf(expectedLake);
});

// Spread over start-up, loading, silver and the end of a run, which takes two to three seconds here.
test.each([400, 800, 1200, 1600, 2000])('killed after %d ms, and run again: the same result', async delay => {
  const lake = newFolder();
  fill(lake);
  const child = startHushlake(['run', '-w', 'ctl-dev', '--lake', lake, '--json']);
  await Promise.race([sleep(delay), once(child, 'exit')]);
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');

  runJson(lake);
  expect(silverOf(lake)).toBe(expected);
  expect(filesBelow(join(lake, 'bronze'))).toHaveLength(files);
  expect(filesBelow(join(lake, 'quarantine'))).toHaveLength(files);
  const left = filesBelow(lake).filter(path => path.startsWith('tmp/'));
  expect(left).toEqual([]);
  const status = JSON.parse(hushlake(['status', '--lake', lake, '--json']).stdout) as {
    tables: { table: string; rows_bronze: number; rows_quarantined: number }[];
  };
  expect(status.tables.find(t => t.table === 'message')).toMatchObject({
    rows_bronze: files * (rows - 1),
    rows_quarantined: files,
  });
});
