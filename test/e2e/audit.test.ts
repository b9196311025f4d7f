import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { newFolder } from '../folders.ts';
import { hushlake, runJson } from './cli.ts';

/** 555-01xx is a number that nobody has. */
const planted = '202-555-0147';

const message = (id: number, more: object = {}) => ({
  id,
  message: `call me at ${planted}`,
  status: 'sent',
  type: 'inbound',
  timestamp: '2026-11-20T10:00:00Z',
  ...more,
});

const lakeOf = (rows: readonly object[]): string => {
  const lake = newFolder();
  const folder = join(lake, 'raw/platform-db/message');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'a.jsonl'), rows.map(row => JSON.stringify(row)).join('\n'));
  expect(runJson(lake).status).toBe(0);
  return lake;
};

interface AuditJson {
  readonly ok: boolean;
  readonly tables: readonly { readonly layer: string; readonly table: string; readonly rows: number }[];
  readonly leaks: readonly object[];
}

const audit = (lake: string, ...more: string[]) => {
  const ran = hushlake(['audit', '-w', 'ctl-dev', '--lake', lake, '--json', ...more]);
  if (ran.stdout === '') throw new Error(`no report, exit ${ran.status}: ${ran.stderr}`);
  return { ...ran, result: JSON.parse(ran.stdout) as AuditJson };
};

/** What the lake's metrics say, oldest first. */
const leakMetrics = (lake: string): unknown[] => {
  const ledger = new DatabaseSync(join(lake, 'ledger/ledger.sqlite'), { readOnly: true });
  const rows = ledger.prepare("SELECT value FROM metric WHERE name = 'LeakFindings' ORDER BY rowid").all();
  ledger.close();
  return rows.map(row => row['value']);
};

test('a lake in which everything was scrubbed is clean', () => {
  const lake = lakeOf([message(1), message(2)]);
  const { status, result } = audit(lake);
  expect([status, result.ok, result.leaks]).toEqual([0, true, []]);
  expect(result.tables.filter(({ table }) => table === 'message')).toMatchObject([
    { layer: 'bronze', rows: 2 },
    { layer: 'silver', rows: 2 },
  ]);
  expect(leakMetrics(lake)).toEqual([0]);
});

test('a value in a column that the contract leaves in clear is found, and shown to nobody', () => {
  const lake = lakeOf([message(1), message(2, { status: `failed for ${planted}` })]);
  const { status, stdout, stderr, result } = audit(lake);
  expect(status).toBe(1);
  const where = { source: 'platform-db', table: 'message', column: 'status', label: 'PHONE', findings: 1, row: 2 };
  expect(result.leaks).toMatchObject([
    { layer: 'bronze', ...where },
    { layer: 'silver', ...where },
  ]);
  const text = hushlake(['audit', '-w', 'ctl-dev', '--lake', lake]);
  expect(text.status).toBe(1);
  expect(text.stdout).toMatch(/silver .*platform-db\/message .*status .*PHONE/);
  for (const shown of [stdout, stderr, text.stdout, text.stderr]) expect(shown).not.toContain(planted);
  expect(leakMetrics(lake)).toEqual([2, 2]);
});

test("what another locale knows is found, although the table's own passed it", () => {
  // A French number, between words that say nothing.
  const lake = lakeOf([message(1, { message: 'so 06 39 98 00 17 then' })]);
  const { status, result } = audit(lake);
  expect(status).toBe(1);
  expect(result.leaks[0]).toMatchObject({ layer: 'bronze', column: 'message', label: 'PHONE' });
});

test('the sample has at most so many rows, and another seed reads others', () => {
  const rows = Array.from({ length: 40 }, (_, id) => message(id, id < 20 ? {} : { status: `failed for ${planted}` }));
  const lake = lakeOf(rows);
  const findings = (seed: string) => {
    const { result } = audit(lake, '--sample', '5', '--seed', seed);
    expect(result.tables.find(({ table }) => table === 'message')).toMatchObject({ rows: 5 });
    return JSON.stringify(result.leaks);
  };
  expect(findings('1')).toBe(findings('1'));
  expect(new Set(['1', '2', '3', '4', '5'].map(findings)).size).toBeGreaterThan(1);
});

test('a lake that is not there is wrong use', () => {
  const { status, stderr } = hushlake(['audit', '-w', 'ctl-dev', '--lake', join(newFolder(), 'none')]);
  expect([status, stderr]).toEqual([2, expect.stringMatching(/no lake/)]);
});
