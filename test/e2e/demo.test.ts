import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readOnlyEngine } from '../../lib/cli/readOnlyEngine.ts';
import type { RunReport } from '../../lib/cli/runReport.ts';
import { readWorkspace } from '../../lib/cli/workspace.ts';
import { generate, planted } from '../../lib/demo/generate.ts';
import { newFolder } from '../folders.ts';
import { filesBelow } from '../usecases/lakes.ts';
import { everyFrame } from '../zstd.ts';
import { hushlake, runJson } from './cli.ts';

const options = { seed: 11, messages: 1200, now: new Date(Date.now() - 60_000) };

test('the demo is well: every table is there, and quarantine holds exactly what was broken on purpose', () => {
  const lake = newFolder();
  const { status, stdout } = hushlake(['demo', '--messages', '2000', '--lake', lake, '--json']);
  expect(status).toBe(0);
  const report = JSON.parse(stdout) as RunReport;
  expect(report.tables.map(t => `${t.source}/${t.table}`)).toEqual([
    'content/resource',
    'operational/application_log',
    'operational/monitor_event',
    'platform-db/conversation',
    'platform-db/message',
    'platform-db/reporting_log_value',
    'platform-db/survey_response',
    'platform-db/texter',
    'salesforce/contact',
    'salesforce/shift',
    'twilio/message_event',
  ]);
  for (const table of report.tables) {
    expect(table.rows_in).toBe(table.rows_bronze + table.rows_quarantined);
    expect(table.objects).toBeGreaterThan(0);
  }
  expect(report.tables.reduce((sum, t) => sum + t.rows_quarantined, 0)).toBe(7);
  expect(report.silver).toHaveLength(11);
  expect(report.freshness.every(f => !f.breached)).toBe(true);

  const again = hushlake(['demo', '--messages', '1000', '--lake', lake]);
  expect(again.status).toBe(0);
  expect(again.stdout).toContain('What to try next:');
});

describe('what was planted in raw', () => {
  const lake = newFolder();
  let engine: ReturnType<typeof readOnlyEngine>;
  const query = async (sql: string): Promise<string> =>
    JSON.stringify(await engine.query(sql), (_key, value: unknown) =>
      typeof value === 'bigint' ? Number(value) : value,
    );

  beforeAll(async () => {
    for (const file of generate(options)) {
      const path = join(lake, file.key);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, Buffer.concat([...file.chunks]));
    }
    expect(runJson(lake).report.tables).toHaveLength(11);
    engine = readOnlyEngine(lake, await readWorkspace('configs', 'ctl-dev'));
  });
  afterAll(() => engine.close());

  // A dictionary does not know every name: how many are found is measured in docs/scrubbing.md.
  const sure = (): string[] => [
    ...new Set([...planted(options)].filter(p => p.label !== 'PERSON' && p.value.length > 5).map(p => p.value)),
  ];

  test('is in no text of bronze or silver', async () => {
    const tables = JSON.parse(
      await query(
        "SELECT database_name AS d, schema_name AS s, table_name AS t FROM duckdb_tables() WHERE database_name LIKE 'ctl_dev%' UNION ALL SELECT database_name, schema_name, view_name FROM duckdb_views() WHERE database_name LIKE 'ctl_dev%'",
      ),
    ) as { d: string; s: string; t: string }[];
    expect(tables.length).toBeGreaterThanOrEqual(22);
    const dumps: string[] = [];
    for (const { d, s, t } of tables)
      dumps.push(await query(`SELECT * EXCLUDE (_source_uri) FROM "${d}"."${s}"."${t}"`));
    const everything = dumps.join('\n');
    const values = sure();
    expect(values.length).toBeGreaterThan(200);
    expect(values.filter(value => everything.includes(value))).toHaveLength(0);
  });

  test('is in no other file of the lake either: ledger, catalog, keys, quarantine', async () => {
    const values = sure();
    for (const path of filesBelow(lake).filter(p => !/^(raw|bronze|silver)\//.test(p))) {
      const bytes = readFileSync(join(lake, path));
      const text = (path.endsWith('.zst') ? await everyFrame(bytes) : bytes).toString('latin1');
      expect(values.filter(value => text.includes(value))).toHaveLength(0);
    }
  });

  test('versions of a responder are kept as history, deleted conversations are gone', async () => {
    const [history] = JSON.parse(
      await query(
        'SELECT count(*) AS versions, count(DISTINCT id) AS ids, sum(CAST(is_current AS INT))::INT AS current FROM ctl_dev_silver.salesforce.contact',
      ),
    ) as { versions: number; ids: number; current: number }[];
    expect(history!.versions).toBeGreaterThan(history!.ids);
    expect(history!.current).toBe(history!.ids);
    const [gone] = JSON.parse(
      await query(
        "SELECT count(*) AS n FROM ctl_dev_silver.platformdb.conversation WHERE id IN (SELECT id FROM ctl_dev_bronze.platformdb.conversation WHERE op = 'd')",
      ),
    ) as { n: number }[];
    expect(gone!.n).toBe(0);
  });
});
