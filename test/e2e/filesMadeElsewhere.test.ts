import { createHash, hkdfSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import parquetjs from 'parquetjs-lite';
import { openLocalLake } from '../../lib/cli/localLake.ts';
import { decryptCell } from '../../lib/core/cell.ts';
import { saltReader } from '../../lib/usecases/subjectSalts.ts';
import { newFolder } from '../folders.ts';
import { bronzeRows, filesBelow, hashes } from '../usecases/lakes.ts';
import { everyFrame } from '../zstd.ts';
import { hushlake, runJson } from './cli.ts';

/** Messages with identifiers in every shape that must never be seen again. */
interface Message {
  readonly id: bigint;
  readonly conversation_id: number;
  readonly message: string;
  readonly status: string;
  readonly type: string;
  readonly timestamp: string;
}

const firstId = 9_007_199_254_740_993n;
const phone = (n: number): string => `202-555-01${String(n % 100).padStart(2, '0')}`;
const email = (n: number): string => `planted.${n}@example.com`;

const messageOf = (n: number): Message => ({
  id: firstId + BigInt(n),
  conversation_id: n % 50,
  message: [`call me at ${phone(n)} 👋🏽`, `write to ${email(n)} please`, 'thank you, that helps a lot ❤️', ''][n % 4]!,
  status: 'sent',
  type: n % 2 === 0 ? 'sms' : 'chat',
  timestamp: `2026-11-${String((n % 20) + 1).padStart(2, '0')}T10:00:00.123Z`,
});

const json = (m: Message): string => JSON.stringify({ ...m, id: 0 }).replace('"id":0', `"id":${m.id}`);
const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const csv = (m: Message): string =>
  [m.id, m.conversation_id, quote(m.message), m.status, m.type, m.timestamp].join(',');

const perFile = 1000;
const range = (file: number): Message[] => Array.from({ length: perFile }, (_, i) => messageOf(file * perFile + i));
const all = new Map([0, 1, 2].flatMap(range).map(m => [m.id, m]));
const isBroken = (m: Message): boolean => m.id % 100n === 0n;

const lake = newFolder();
const folder = join(lake, 'raw/platform-db/message');

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  const [first, second, third] = [range(0), range(1), range(2)] as const;
  const jsonl = first.map(m => (isBroken(m) ? json(m).slice(0, 30) : json(m))).join('\n');
  writeFileSync(join(folder, 'a+b c.jsonl'), `\uFEFF${jsonl}\n`);
  const rows = second.map(m => (isBroken(m) ? `${csv(m)},one,too,many` : csv(m))).join('\r\n');
  writeFileSync(join(folder, 'ü.csv.gz'), gzipSync(`id,conversation_id,message,status,type,timestamp\r\n${rows}\r\n`));
  const schema = new parquetjs.ParquetSchema({
    id: { type: 'INT64' },
    conversation_id: { type: 'INT32' },
    message: { type: 'UTF8', optional: true },
    status: { type: 'UTF8', compression: 'GZIP' },
    type: { type: 'UTF8' },
    timestamp: { type: 'UTF8' },
  });
  // parquetjs-lite rounds integers above 2^53: ids of this file begin lower.
  const writer = await parquetjs.ParquetWriter.openFile(schema, join(folder, 'old.parquet'), {});
  for (const m of third) await writer.appendRow({ ...m, id: Number(m.id - firstId) + 5_000_000 });
  await writer.close();
  for (const m of third) {
    all.delete(m.id);
    all.set(m.id - firstId + 5_000_000n, { ...m, id: m.id - firstId + 5_000_000n });
  }
});

const broken = 2 * (perFile / 100);

test('counts add up to the row; broken rows are in quarantine; the exit code says so', () => {
  const { status, report } = runJson(lake);
  const message = report.tables.find(t => t.table === 'message')!;
  expect(message).toMatchObject({
    source: 'platform-db',
    objects: 3,
    rows_in: 3 * perFile,
    rows_bronze: 3 * perFile - broken,
    rows_quarantined: broken,
    faults: { malformed_row: broken / 2, column_count: broken / 2 },
  });
  expect(message.findings['PHONE']).toBeGreaterThan(700);
  expect(message.findings['EMAIL']).toBeGreaterThan(700);
  expect(report.silver.find(s => s.table === 'ctl_dev_silver.platformdb.message')).toMatchObject({
    rows: 3 * perFile - broken,
    inserted: 3 * perFile - broken,
    failed: [],
  });
  expect(report.ok).toBe(false);
  expect(status).toBe(1);
});

test('every cell decrypts to the original and every checksum is the documented formula', async () => {
  const opened = openLocalLake(lake, 'ctl-dev');
  const secret = Buffer.from(await opened.keys.secret('checksum')).toString('hex');
  const netstring = (text: string): string => `${Buffer.byteLength(text)}:${text},`;
  const rows = await bronzeRows(opened);
  const salts = saltReader(opened, 'ctl-dev');
  expect(rows).toHaveLength(3 * perFile - broken);
  const scope = { workspace: 'ctl-dev', source: 'platform-db', table: 'message', column: 'message' };
  for (const row of rows) {
    const original = all.get(BigInt(row['id'] as bigint))!;
    const key = await opened.keys.openKey(scope, row['message_key_id'] as string);
    const aad = Buffer.from(`hushlake/1/ctl-dev/platform-db/message/message/${original.id}`);
    const subject = row['_subject'] as string | null;
    const salt = subject === null ? undefined : ((await salts(subject)) as Uint8Array);
    const cellKey = salt ? Buffer.from(hkdfSync('sha256', key.bytes, salt, 'hushlake/1/cell', 32)) : key.bytes;
    expect(decryptCell(cellKey, aad, row['message_encrypted'] as Uint8Array)).toBe(original.message);
    const listed = [original.message, original.status, original.type, original.timestamp];
    const text = `v1,${netstring(secret)}${listed.map(netstring).join('')}`;
    expect(row['md5_checksum']).toBe(createHash('md5').update(text).digest('hex'));
  }
  opened.close();
});

test('no planted identifier is in any file of the lake outside raw, compressed or not', async () => {
  const planted = [...all.keys()].flatMap((_, n) => [phone(n), email(n)]);
  const needles = [...new Set(planted)].slice(0, 300);
  for (const path of filesBelow(lake).filter(p => !p.startsWith('raw/'))) {
    let bytes: Buffer = readFileSync(join(lake, path));
    if (path.endsWith('.zst')) bytes = await everyFrame(bytes);
    for (const needle of needles) expect(bytes.includes(needle)).toBe(false);
  }
});

test('DuckDB reads bronze and silver back: 64-bit ids and emoji included', () => {
  const query = (sql: string) =>
    JSON.parse(hushlake(['query', '--lake', lake, '--json', sql]).stdout) as Record<string, unknown>[];
  for (const layer of ['bronze', 'silver']) {
    const table = `ctl_dev_${layer}.platformdb.message`;
    const [counted] = query(
      `SELECT count(*) AS n, count(DISTINCT id) AS ids, CAST(max(id) AS VARCHAR) AS max FROM ${table}`,
    );
    expect(counted).toEqual({ n: 3 * perFile - broken, ids: 3 * perFile - broken, max: String(firstId + 1999n) });
    const [found] = query(`SELECT message FROM ${table} WHERE id = ${firstId + 4n}`);
    expect(found).toEqual({ message: 'call me at [PHONE] 👋🏽' });
    const leaks = query(`SELECT id FROM ${table} WHERE message LIKE '%555-01%' OR message LIKE '%@%'`);
    expect(leaks).toEqual([]);
  }
});

test('decrypt shows the original, after an audit record; not without a reason', async () => {
  const where = [
    '--lake',
    lake,
    '-w',
    'ctl-dev',
    '--column',
    'platform-db.message.message',
    '--where',
    `id = ${firstId + 4n}`,
  ];
  const refused = hushlake(['decrypt', ...where]);
  expect(refused).toMatchObject({ status: 2, stdout: '' });
  expect(refused.stderr).toContain('--reason');
  const shown = hushlake(['decrypt', ...where, '--reason', 'a test']);
  expect(shown.status).toBe(0);
  expect(JSON.parse(shown.stdout)).toEqual({ id: String(firstId + 4n), message: `call me at ${phone(4)} 👋🏽` });
  const opened = openLocalLake(lake, 'ctl-dev');
  expect(await opened.ledger.audits()).toMatchObject([
    { action: 'decrypt', column: 'message', rows: 1, reason: 'a test' },
  ]);
  opened.close();
});

test('running again changes no byte of bronze or silver', () => {
  const opened = openLocalLake(lake, 'ctl-dev');
  const before = [hashes(opened, 'bronze'), hashes(opened, 'silver'), hashes(opened, 'quarantine')];
  const { status, report } = runJson(lake);
  expect(report.tables.every(t => t.objects === 0)).toBe(true);
  expect(status).toBe(0);
  expect([hashes(opened, 'bronze'), hashes(opened, 'silver'), hashes(opened, 'quarantine')]).toEqual(before);
  opened.close();
});
