import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunReport } from '../../lib/cli/runReport.ts';
import { newFolder } from '../folders.ts';
import { hushlake, runJson, startHushlake } from './cli.ts';

const configs = resolve(import.meta.dirname, '../../configs');

/** A copy of the workspaces that a test may change. */
const ownConfigs = (
  change: (read: (file: string) => string, write: (file: string, text: string) => void) => void,
): string => {
  const folder = join(newFolder(), 'configs');
  cpSync(configs, folder, { recursive: true });
  change(
    file => readFileSync(join(folder, file), 'utf8'),
    (file, text) => writeFileSync(join(folder, file), text),
  );
  return folder;
};

const drop = (lake: string, path: string, lines: readonly unknown[]): void => {
  const file = join(lake, 'raw', path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, lines.map(line => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
};

const survey = (id: number, score: number, more: object = {}) => ({
  id,
  conversation_id: 1,
  question: 'Did it help?',
  score,
  comment: null,
  answered_at: `2026-11-01T10:00:${String(id % 60).padStart(2, '0')}Z`,
  ...more,
});

describe('wrong use exits 2 and says what would be right', () => {
  const somewhere = newFolder();
  writeFileSync(join(somewhere, 'precious.txt'), 'x');
  test.each<[string, string[], RegExp]>([
    ['an unknown command', ['rnu'], /unknown command 'rnu'[\s\S]*run/],
    ['no workspace', ['run', '--lake', 'x'], /--workspace/],
    ['no lake', ['run', '-w', 'ctl-dev'], /--lake/],
    ['a workspace that does not exist', ['run', '-w', 'ctl-dve', '--lake', somewhere], /ctl-dve[\s\S]*ctl-dev/],
    ['no configuration there', ['validate', '--config', somewhere], /workspace/],
    ['a number that is none', ['demo', '--messages', 'many'], /whole number/],
    ['a demo over other files', ['demo', '--lake', somewhere], /not a demo/],
    ['SQL that is none', ['query', '--lake', somewhere, 'SELEKT'], /syntax error|only SELECT/i],
    ['a table that does not exist', ['query', '--lake', somewhere, 'SELECT * FROM nowhere'], /nowhere/],
    [
      'SQL that would change the lake',
      ['query', '--lake', somewhere, 'CREATE TABLE ctl_dev_silver.main.x AS SELECT 1'],
      /SELECT|read/i,
    ],
    ['a status without a lake', ['status', '--lake', join(somewhere, 'none')], /no lake/],
    [
      'a column that is not encrypted',
      ['decrypt', '-w', 'ctl-dev', '--column', 'platform-db.message.status', '--reason', 'x'],
      /encrypts message/,
    ],
    ['a file that is not there', ['contract', 'infer', join(somewhere, 'none.csv')], /no file/],
  ])('%s', (_name, args, says) => {
    const { status, stdout, stderr } = hushlake(args);
    expect(status).toBe(2);
    expect(stdout + stderr).toMatch(says);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('a typo in a contract names file, line, column and the nearest name, and nothing is loaded', () => {
    const config = ownConfigs((read, write) => {
      const file = 'ctl-dev/data-assets/content.yaml';
      write(file, read(file).replace('order_by:', 'oder_by:'));
    });
    const lake = newFolder();
    drop(lake, 'content/resource/a.jsonl', [{ id: 1 }]);
    const { status, stderr } = hushlake(['run', '-w', 'ctl-dev', '--lake', lake, '--config', config]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/content\.yaml:\d+:\d+ .*oder_by[\s\S]*order_by/);
  });

  test('a column both dropped and in the checksum is refused', () => {
    const config = ownConfigs((read, write) => {
      const file = 'ctl-dev/data-assets/content.yaml';
      write(file, read(file).replace('  identity: [id]\n', '  identity: [id]\n  dropped: [title]\n'));
    });
    const { status, stdout } = hushlake(['validate', '-w', 'ctl-dev', '--config', config]);
    expect(status).toBe(2);
    expect(stdout).toMatch(/title[\s\S]*md5_checksum/);
  });

  test.each([
    'run',
    'demo',
    'validate',
    'status',
    'query',
    'scrub',
    'audit',
    'decrypt',
    'replay',
    'backfill',
    'redrive',
    'contract infer',
  ])('help of %s has an example', command => {
    const { status, stdout } = hushlake([...command.split(' '), '--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('Example:');
  });
});

test('a query reaches no file beside bronze and silver, not even the keyring', () => {
  const lake = newFolder();
  drop(lake, 'platform-db/survey_response/a.jsonl', [survey(1, 5)]);
  runJson(lake);
  for (const file of [
    join(lake, 'keyring.json'),
    join(lake, 'raw/platform-db/survey_response/a.jsonl'),
    '/etc/passwd',
  ]) {
    const { status, stdout } = hushlake(['query', '--lake', lake, `SELECT content FROM read_text('${file}')`]);
    expect([status, stdout]).toEqual([2, '']);
  }
  const { stdout } = hushlake([
    'query',
    '--lake',
    lake,
    '--json',
    'SELECT id FROM ctl_dev_bronze.platformdb.survey_response',
  ]);
  expect(JSON.parse(stdout)).toEqual([{ id: 1 }]);
});

test('files of an unknown table fail the run, are kept, and are loaded once a contract names them', () => {
  const lake = newFolder();
  drop(lake, 'content/page/a.jsonl', [{ id: 1, title: 'x' }]);
  drop(lake, 'stray.jsonl', ['{}']);
  const { status, report } = runJson(lake);
  expect(status).toBe(1);
  expect(report.tables.filter(t => Object.keys(t.failed).length > 0)).toMatchObject([
    { source: 'content', table: 'page', objects: 1, failed: { unknown_table: 1 } },
    { source: 'stray.jsonl', table: '', objects: 1, failed: { unknown_table: 1 } },
  ]);
  rmSync(join(lake, 'raw/stray.jsonl'));
  const config = ownConfigs((read, write) => {
    const contracts = 'ctl-dev/data-assets/content.yaml';
    write(contracts, `${read(contracts)}\npage:\n  identity: [id]\n`);
    write('ctl-dev/jobs.yaml', read('ctl-dev/jobs.yaml').replaceAll(/\[\s*resource\s*\]/g, '[resource, page]'));
  });
  const again = runJson(lake, '--config', config);
  expect(again.report.tables.find(t => t.table === 'page')).toMatchObject({ rows_bronze: 1 });
});

test('replay: a corrected contract empties quarantine, in bronze and in silver', () => {
  const lake = newFolder();
  drop(lake, 'platform-db/survey_response/a.jsonl', [survey(1, 5), survey(2, 9), survey(3, 4)]);
  expect(runJson(lake).report.tables.find(t => t.table === 'survey_response')).toMatchObject({
    rows_bronze: 2,
    rows_quarantined: 1,
  });

  const config = ownConfigs((read, write) => {
    const file = 'ctl-dev/data-assets/platform-db.yaml';
    write(file, read(file).replace(/(score: \{ type: int, checks: \{ min: 1, max: )5/, '$110'));
  });
  const replay = (...more: string[]) => {
    const { status, stdout } = hushlake([
      'replay',
      '-w',
      'ctl-dev',
      '--lake',
      lake,
      '--config',
      config,
      '--json',
      ...more,
    ]);
    return { status, ...(JSON.parse(stdout) as { loads: object[]; silver: { table: string; rows: number }[] }) };
  };
  expect(replay('--dry-run').loads).toMatchObject([{ quarantined_before: 1, quarantined_after: null }]);
  const done = replay();
  expect(done).toMatchObject({
    status: 0,
    loads: [{ table: 'survey_response', quarantined_before: 1, quarantined_after: 0 }],
  });
  expect(done.silver.find(s => s.table.endsWith('survey_response'))).toMatchObject({ rows: 3, inserted: 1 });
  expect(replay().loads).toEqual([]);
  const status = JSON.parse(hushlake(['status', '--lake', lake, '--config', config, '--json']).stdout) as {
    tables: { table: string }[];
  };
  expect(status.tables.find(t => t.table === 'survey_response')).toMatchObject({ rows_bronze: 3, rows_quarantined: 0 });
});

test('backfill: what arrived within some days is derived anew under the contract as it is now, and only that', () => {
  const lake = newFolder();
  const arrived = {
    'a.jsonl': '2026-11-01T10:00:00Z',
    'b.jsonl': '2026-11-02T10:00:00Z',
    'c.jsonl': '2026-11-03T10:00:00Z',
  };
  for (const [i, [name, at]] of Object.entries(arrived).entries()) {
    drop(lake, `platform-db/survey_response/${name}`, [{ ...survey(i + 1, 5), comment: `call 202-555-010${i}` }]);
    utimesSync(join(lake, 'raw/platform-db/survey_response', name), new Date(at), new Date(at));
  }
  runJson(lake);
  // From now on comments are not kept in any form that can be read without a key.
  const config = ownConfigs((read, write) => {
    const file = 'ctl-dev/data-assets/platform-db.yaml';
    write(file, read(file).replace('  scrubbing: [comment]\n', ''));
  });
  const backfill = (...more: string[]) => {
    const where = ['-w', 'ctl-dev', '--lake', lake, '--config', config, '--json'];
    const { status, stdout, stderr } = hushlake(['backfill', ...where, ...more]);
    return { status, stderr, ...(status === 2 ? {} : (JSON.parse(stdout) as { loads: { key: string }[] })) };
  };
  const keys = (done: { loads?: { key: string }[] }) => done.loads?.map(({ key }) => key.split('/').at(-1));
  const days = ['--from', '2026-11-02', '--to', '2026-11-03'];
  expect(keys(backfill(...days, '--dry-run'))).toEqual(['b.jsonl']);
  expect(keys(backfill(...days, '--table', 'platform-db.texter'))).toEqual([]);
  expect(backfill(...days)).toMatchObject({ status: 0, loads: [{ bronze_before: 1, bronze_after: 1, error: null }] });
  expect(keys(backfill(...days))).toEqual([]);
  expect(keys(backfill(...days, '--all', '--dry-run'))).toEqual(['b.jsonl']);
  const bronze = hushlake([
    ...['query', '--lake', lake, '--config', config, '--json'],
    'SELECT id, comment FROM ctl_dev_bronze.platformdb.survey_response ORDER BY id',
  ]);
  expect(JSON.parse(bronze.stdout)).toEqual([
    { id: 1, comment: 'call [PHONE]' },
    { id: 2, comment: null },
    { id: 3, comment: 'call [PHONE]' },
  ]);
  expect(backfill('--from', '2026-11-03', '--to', '2026-11-02').stderr).toContain('before --to');
  expect(backfill('--from', 'yesterday', '--to', '2026-11-02').stderr).toContain('2026-11-01');
  expect(backfill(...days, '--table', 'platform-db.texters').stderr).toContain('platform-db.texter,');
});

test('replay of a raw object that is gone says so, and quarantine keeps the row', () => {
  const lake = newFolder();
  drop(lake, 'platform-db/survey_response/a.jsonl', [survey(1, 9)]);
  runJson(lake);
  rmSync(join(lake, 'raw/platform-db/survey_response/a.jsonl'));
  const { status, stdout } = hushlake(['replay', '-w', 'ctl-dev', '--lake', lake, '--all', '--json']);
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ loads: [{ error: 'object_missing', quarantined_before: 1 }] });
});

test('a failed check keeps the previous silver version published, and the next good load mends it', () => {
  const lake = newFolder();
  let changes = 0;
  const shift = (id: string, starts: number, ends: number) => ({
    id,
    contact_id: 'c',
    starts_at: `2026-11-01T${String(starts).padStart(2, '0')}:00:00Z`,
    ends_at: `2026-11-01T${String(ends).padStart(2, '0')}:00:00Z`,
    status: 'worked',
    note: null,
    last_modified: `2026-11-02T10:00:0${changes++}Z`,
  });
  const rows = (): unknown =>
    JSON.parse(
      hushlake([
        'query',
        '--lake',
        lake,
        '--json',
        'SELECT id, ends_at FROM ctl_dev_silver.salesforce.shift ORDER BY id',
      ]).stdout,
    );
  drop(lake, 'salesforce/shift/1.jsonl', [shift('a', 8, 12)]);
  runJson(lake);
  const before = rows();
  drop(lake, 'salesforce/shift/2.jsonl', [shift('a', 13, 5), shift('b', 8, 12)]);
  const failed = runJson(lake);
  expect(failed.status).toBe(1);
  expect(failed.report.silver.find(s => s.table.endsWith('shift'))!.failed).toHaveLength(1);
  expect(rows()).toEqual(before);
  drop(lake, 'salesforce/shift/3.jsonl', [shift('a', 13, 17)]);
  expect(runJson(lake).status).toBe(0);
  expect(rows()).toHaveLength(2);
});

test('watch takes files as they arrive and stops cleanly when told to', async () => {
  const lake = newFolder();
  const child = startHushlake(['run', '-w', 'ctl-dev', '--lake', lake, '--json', '--watch']);
  const reports: RunReport[] = [];
  let rest = '';
  child.stdout!.on('data', chunk => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    reports.push(...lines.map(line => JSON.parse(line) as RunReport));
  });
  const until = async (rows: number): Promise<void> => {
    for (let i = 0; i < 250; i++) {
      if (reports.flatMap(r => r.tables).reduce((sum, t) => sum + t.rows_bronze, 0) >= rows) return;
      await sleep(100);
    }
    throw new Error(`only ${reports.length} reports came`);
  };
  // An object that fails is reported once, not every few seconds.
  drop(lake, 'platform-db/nowhere/1.jsonl', [survey(1, 5)]);
  drop(lake, 'platform-db/survey_response/1.jsonl', [survey(1, 5)]);
  await until(1);
  drop(lake, 'platform-db/survey_response/2.jsonl', [survey(2, 5), survey(3, 4)]);
  await until(3);
  await sleep(6000);
  expect(reports.filter(r => r.tables.some(t => t.failed['unknown_table'])).length).toBeLessThanOrEqual(2);
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
});

test('scrub: spans are code points of the input; text in between is untouched', () => {
  const input = [{ text: '👋🏽 im jess, 202-555-0143' }, { text: 'nothing here' }]
    .map(o => JSON.stringify(o))
    .join('\n');
  const { status, stdout } = hushlake(['scrub', '--jsonl'], input);
  expect(status).toBe(0);
  expect(
    stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as unknown),
  ).toEqual([
    {
      text: '👋🏽 im [PERSON], [PHONE]',
      spans: [
        { start: 6, end: 10, label: 'PERSON' },
        { start: 12, end: 24, label: 'PHONE' },
      ],
    },
    { text: 'nothing here', spans: [] },
  ]);
  expect(hushlake(['scrub', '--jsonl'], 'no json').status).toBe(2);
});

test('contract infer: the proposal validates, loads the file, and lets no identifier through', () => {
  const lake = newFolder();
  const calls = Array.from({ length: 20 }, (_, i) => ({
    call_id: i + 1,
    caller: `202-555-01${10 + i}`,
    minutes: i,
    ended_at: '2026-11-01T10:00:00Z',
  }));
  drop(lake, 'calls/call/calls.jsonl', calls);
  const { status, stdout } = hushlake([
    'contract',
    'infer',
    join(lake, 'raw/calls/call/calls.jsonl'),
    '--table',
    'call',
  ]);
  expect(status).toBe(0);
  expect(stdout).not.toContain('555');
  expect(stdout).toMatch(/identity:\s+- call_id\n/);
  const config = ownConfigs((read, write) => {
    write('ctl-dev/data-assets/calls.yaml', stdout);
    const job = (name: string, schema: string) =>
      `      ${name}: { app_name: ${name}, job_input: { tables_for_processing: [call], data_assets_config: data-assets/calls.yaml${schema.includes('bronze') ? ', load_base_path: raw/calls, format: jsonl' : ''} }, job_output: { schema: ${schema}.calls }, operational_monitoring: { labels: {}, job_name: ${name} } }\n`;
    write(
      'ctl-dev/jobs.yaml',
      read('ctl-dev/jobs.yaml')
        .replace('  raw_to_bronze:\n    jobs:\n', match => match + job('calls_job', 'ctl_dev_bronze'))
        .replace('  bronze_to_silver:\n    jobs:\n', match => match + job('calls_silver_job', 'ctl_dev_silver')),
    );
  });
  const { report } = runJson(lake, '--config', config);
  expect(report.tables.find(t => t.table === 'call')).toMatchObject({ rows_bronze: 20, rows_quarantined: 0 });
  const seen = hushlake([
    'query',
    '--lake',
    lake,
    '--config',
    config,
    '--json',
    'SELECT * FROM ctl_dev_silver.calls.call',
  ]).stdout;
  expect(seen).not.toContain('555-01');
});
