import { createDecipheriv, hkdfSync } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { keyring } from '../../lib/adapters/local/keyring.ts';
import { aadIdentity, aadPrefix } from '../../lib/core/cell.ts';
import { hushlake } from '../e2e/cli.ts';
import { expected, quarantined, rowsOf, workspace, writers, writtenLake } from './lake.ts';
import { ran, readers, sparks, told } from './readers.ts';

const erased = writers[1];
const columns = ['platform-db.letter.words:id', 'platform-db.letter._rescued:id', 'platform-db.reply.answer:id'];
const theirs = rowsOf(erased);
const lake = writtenLake();
const salts = (): { subject: string; salt: Uint8Array }[] => {
  const db = new DatabaseSync(join(lake, 'keys/subjects.sqlite'), { readOnly: true });
  const rows = db.prepare('SELECT subject, salt FROM subjects WHERE salt IS NOT NULL').all();
  db.close();
  return rows as unknown as { subject: string; salt: Uint8Array }[];
};
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));

let before: ReturnType<typeof salts>;

// A backup of bronze and quarantine from before the erasure lies in the lake afterwards.
beforeAll(() => {
  before = salts();
  const backup = `${lake}-backup`;
  for (const zone of ['bronze', 'quarantine']) cpSync(join(lake, zone), join(backup, zone), { recursive: true });
  const args = ['-w', workspace, '--lake', lake, '--config', join(lake, 'configs')];
  const { status, stderr } = hushlake(['erase', ...args, '--subject', `texter_id=${erased}`, '--reason', 'a test']);
  if (status !== 0) throw new Error(stderr);
  for (const zone of ['bronze', 'quarantine']) {
    rmSync(join(lake, zone), { recursive: true });
    cpSync(join(backup, zone), join(lake, zone), { recursive: true });
  }
  rmSync(backup, { recursive: true });
});

test.each(readers)('$name reads nothing of who was erased from a backup, and all of the others', ({ read }) => {
  const { status, ...done } = read(lake, columns);
  const wrong: Record<string, number> = {};
  let refused = 0;
  let others = 0;
  for (const { column, identity, value, fault } of told({ status, ...done })) {
    const key = JSON.stringify(identity);
    const isTheirs = theirs.get(column)!.has(key);
    const right = isTheirs
      ? fault === 'subject_erased'
      : fault === undefined && expected.get(`${column}:id`)!.get(key) === value;
    if (!right) wrong[column] = (wrong[column] ?? 0) + 1;
    else if (isTheirs) refused++;
    else others++;
  }
  const cells = [...theirs.values()].reduce((sum, rows) => sum + rows.size, 0);
  expect(cells).toBeGreaterThan(30);
  expect({ status, wrong, refused, others }).toEqual({ status: 1, wrong: {}, refused: cells, others: 360 - cells });
});

test.each(readers.filter(({ quarantine }) => quarantine))('$name reads no quarantined row of theirs', ({ read }) => {
  const { status, ...done } = read(lake, ['platform-db.letter._quarantine']);
  const rows = [...quarantined.get('platform-db.letter._quarantine')!];
  const byRow = new Map(told({ status, ...done }).map(cell => [Number(cell.identity[1]), cell]));
  const outcome = rows.map(([row, text]) => [
    text.includes(JSON.stringify(erased)),
    byRow.get(row)?.fault ?? byRow.get(row)?.value === text,
  ]);
  expect([status, outcome]).toEqual([
    1,
    [
      [false, true],
      [false, true],
      [true, 'subject_erased'],
    ],
  ]);
});

test('no key that is left, with or without any salt that is left, opens a cell of theirs', async () => {
  const wrapper = keyring(join(lake, 'keyring.json'));
  const dataKeys: Uint8Array[] = [];
  for (const file of filesBelow(join(lake, 'keys')).filter(name => name.endsWith('.json'))) {
    const { wrapped, context, wrapped_by } = JSON.parse(readFileSync(file, 'utf8'));
    dataKeys.push(await wrapper.unwrap(Buffer.from(wrapped, 'base64'), context, wrapped_by));
  }
  const opens = (key: Uint8Array, aad: Uint8Array, cell: Uint8Array): boolean => {
    const decipher = createDecipheriv('aes-256-gcm', key, cell.subarray(0, 12), { authTagLength: 16 });
    decipher.setAAD(aad).setAuthTag(cell.subarray(cell.length - 16));
    decipher.update(cell.subarray(12, cell.length - 16));
    try {
      decipher.final();
      return true;
    } catch {
      return false;
    }
  };
  const left = salts();
  const saltAad = aadPrefix(workspace, '_workspace', 'subject', 'salt');
  const saltKeys = left.map(({ subject, salt }) => {
    const opened = dataKeys.filter(key => opens(key, Buffer.from(saltAad + subject), salt));
    expect(opened).toHaveLength(1);
    const decipher = createDecipheriv('aes-256-gcm', opened[0]!, salt.subarray(0, 12), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(saltAad + subject)).setAuthTag(salt.subarray(salt.length - 16));
    const hex = Buffer.concat([decipher.update(salt.subarray(12, salt.length - 16)), decipher.final()]).toString();
    return Buffer.from(hex, 'hex');
  });
  const derived = dataKeys.flatMap(key =>
    saltKeys.map(salt => new Uint8Array(hkdfSync('sha256', key, salt, 'hushlake/1/cell', 32))),
  );
  const [file] = filesBelow(join(lake, 'bronze/platform-db/letter'));
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file!), compressors, utf8: false });
  let theirsOpened = 0;
  let othersOpened = 0;
  const prefix = aadPrefix(workspace, 'platform-db', 'letter', 'words');
  for (const row of rows) {
    if (row['words_encrypted'] === null) continue;
    const aad = Buffer.from(prefix + aadIdentity([String(row['id'])]));
    const opened = [...dataKeys, ...derived].some(key => opens(key, aad, row['words_encrypted']));
    if (theirs.get('platform-db.letter.words')!.has(JSON.stringify([String(row['id'])])))
      theirsOpened += Number(opened);
    else othersOpened += Number(opened);
  }
  expect(left.length).toBeLessThan(before.length);
  expect(theirsOpened).toBe(0);
  // The search is able to find keys: it finds those of everybody else.
  expect(othersOpened).toBe(
    [...expected.get('platform-db.letter.words:id')!.values()].filter(value => value !== null).length -
      theirs.get('platform-db.letter.words')!.size,
  );
});

test('no file of the lake holds the salts that were destroyed, not even free pages of the database', () => {
  const left = new Set(salts().map(({ subject }) => subject));
  const destroyed = before.filter(({ subject }) => !left.has(subject));
  const files = filesBelow(lake).map(file => readFileSync(file));
  const holding = (all: typeof before): number =>
    all.filter(({ salt }) => files.some(bytes => bytes.includes(Buffer.from(salt)))).length;
  expect(destroyed.length).toBeGreaterThan(1);
  expect(holding(destroyed)).toBe(0);
  expect(holding(salts())).toBe(left.size);
});

test('docs/examples/erasure.sh does as docs/reading.md shows', () => {
  const { status, stdout, stderr } = ran('bash', ['docs/examples/erasure.sh'], { PYTHON: sparks[0]![1] });
  if (status !== 0) throw new Error(`exit ${status}: ${stderr.slice(-2000)}`);
  const page = readFileSync(join(import.meta.dirname, '../../docs/reading.md'), 'utf8');
  const shown = /```text\n(== the pipeline encrypts\n[\s\S]*?)```/.exec(page)?.[1] ?? '';
  // Spark gives rows in any order.
  const lines = (text: string): string[] => text.trim().split('\n').filter(Boolean).sort();
  expect(lines(stdout)).toEqual(lines(shown));
});
