import { hkdfSync } from 'node:crypto';
import type { Subject, TableContract } from '../../lib/config/tableContract.ts';
import type { Batch } from '../../lib/core/batch.ts';
import { aadPrefix, decryptCell } from '../../lib/core/cell.ts';
import { inference, needsInference } from '../../lib/core/infer.ts';
import { encryptedColumns, layoutOf } from '../../lib/core/layout.ts';
import { bronzePlan } from '../../lib/core/plan.ts';
import type { SourceRecord } from '../../lib/core/rows.ts';
import { type KnownSubjects, subjectCellKey, subjectId, subjectsNamed } from '../../lib/core/subject.ts';
import { column, contract } from '../contracts.ts';
import { keysFor, rowsOf, table } from './plans.ts';

const subject: Subject = { column: 'texter_id', kind: 'texter_id' };
const salt = (n: number): Uint8Array => new Uint8Array(32).fill(n);
const summary = contract({
  table: 'conversation',
  columns: [column('id', 'bigint'), column('texter_id', 'bigint'), column('summary'), column('phone')],
  encrypted: ['summary'],
  scrubbed: ['summary'],
  pseudonymized: ['phone'],
  checksum: { columns: ['texter_id', 'summary'], keyed: true },
  subject,
});

const protect = (
  table: TableContract,
  records: readonly SourceRecord[],
  known: KnownSubjects,
): { batch: Batch; keys: ReturnType<typeof keysFor> } => {
  const rows = rowsOf(records);
  const inferred = inference(table);
  if (needsInference(table)) inferred.add(rows);
  const layout = layoutOf(table, inferred.columns());
  const keys = keysFor(table, encryptedColumns(layout));
  const lineage = { uri: 'u', version: 'v', loadId: 'l', arrivedAt: new Date(0), contractVersion: 'c' };
  const plan = bronzePlan({ contract: table, layout, keys, lineage });
  const conformed = plan.conform(rows);
  return { batch: plan.protect(conformed, text => ({ text, findings: [], unsure: false }), known), keys };
};

const opened = (keys: ReturnType<typeof keysFor>, cell: unknown, id: number, personSalt?: Uint8Array): string => {
  const { bytes } = keys.columns.get('summary')!;
  const key = personSalt ? subjectCellKey(bytes, personSalt) : bytes;
  const aad = Buffer.from(`${aadPrefix('ctl-dev', 'platform-db', 'conversation', 'summary')}${id}`);
  return decryptCell(key, aad, cell as Uint8Array);
};

test('the key of a cell is HKDF-SHA-256 of data key and salt, as any library computes it', () => {
  const expected = hkdfSync('sha256', salt(1), salt(2), 'hushlake/1/cell', 32);
  expect(Buffer.from(subjectCellKey(salt(1), salt(2))).equals(Buffer.from(expected))).toBe(true);
});

test('a person has one name in all tables of their kind, and another in those of another kind', () => {
  expect(subjectId(salt(1), 'texter_id', '7')).toMatch(/^[0-9a-f]{32}$/);
  expect(subjectId(salt(1), 'texter_id', '7')).toBe(subjectId(salt(1), 'texter_id', '7'));
  const others = [
    subjectId(salt(1), 'contact_id', '7'),
    subjectId(salt(1), 'texter_id', '8'),
    subjectId(salt(2), 'texter_id', '7'),
  ];
  expect(others).not.toContain(subjectId(salt(1), 'texter_id', '7'));
  expect(subjectId(salt(1), 'a', 'bc')).not.toBe(subjectId(salt(1), 'ab', 'c'));
});

test('a cell opens with the salt of whose row it is, and with nothing else', () => {
  const known = new Map([
    ['1', { id: 'a'.repeat(32), salt: salt(1) }],
    ['2', { id: 'b'.repeat(32), salt: salt(2) }],
  ]);
  const { batch, keys } = protect(
    summary,
    [
      { id: 10, texter_id: 1, summary: 'one', phone: '1' },
      { id: 11, texter_id: 2, summary: 'two', phone: '2' },
      { id: 12, texter_id: null, summary: 'nobody', phone: '3' },
    ],
    known,
  );
  const [one, two, nobody] = table(batch);
  expect([one, two, nobody].map(row => row!['_subject'])).toEqual(['a'.repeat(32), 'b'.repeat(32), null]);
  expect(opened(keys, one!['summary_encrypted'], 10, salt(1))).toBe('one');
  expect(opened(keys, two!['summary_encrypted'], 11, salt(2))).toBe('two');
  expect(opened(keys, nobody!['summary_encrypted'], 12)).toBe('nobody');
  for (const wrong of [undefined, salt(2)]) {
    expect(() => opened(keys, one!['summary_encrypted'], 10, wrong)).toThrow('not authentic');
  }
});

test('an erased person stays erased: nothing that the contract protects is kept, what it leaves in clear is', () => {
  const known = new Map([
    ['1', { id: 'a'.repeat(32) }],
    ['2', { id: 'b'.repeat(32), salt: salt(2) }],
  ]);
  const { batch } = protect(
    summary,
    [
      { id: 10, texter_id: 1, summary: 'gone', phone: '1', extra: 'gone' },
      { id: 11, texter_id: 2, summary: 'stays', phone: '2' },
    ],
    known,
  );
  const [gone, stays] = table(batch);
  expect(gone).toMatchObject({
    id: 10n,
    texter_id: 1n,
    summary: null,
    summary_encrypted: null,
    summary_key_id: null,
    phone: null,
    _rescued_encrypted: null,
    md5_checksum: null,
    _subject: null,
  });
  expect(stays).toMatchObject({ summary: 'stays', md5_checksum: expect.any(String), _subject: 'b'.repeat(32) });
});

test('a column that may not be NULL may be, once its person is erased', () => {
  const strict = contract({
    columns: [column('id', 'bigint'), column('texter_id', 'bigint'), column('note', 'string', { nullable: false })],
    scrubbed: ['note'],
    checksum: { columns: ['note'], keyed: true },
    subject,
  });
  const nullable = Object.fromEntries(layoutOf(strict).bronze.map(({ name, nullable }) => [name, nullable]));
  expect(nullable).toMatchObject({ note: true, md5_checksum: true, _subject: true, id: false });
});

test('rejected rows tell whose they are as far as they can be read', () => {
  const layout = layoutOf(summary);
  const keys = keysFor(summary, encryptedColumns(layout));
  const lineage = { uri: 'u', version: 'v', loadId: 'l', arrivedAt: new Date(0), contractVersion: 'c' };
  const rows = rowsOf([
    { texter_id: 1, summary: 'no id' },
    { texter_id: 'not a number', summary: 'no id' },
    { summary: 'no id' },
  ]);
  const batch = bronzePlan({ contract: summary, layout, keys, lineage }).conform(rows);
  expect(batch.rejected.map(({ subject: whose }) => whose)).toEqual(['1', undefined, undefined]);
  expect([...subjectsNamed(summary, batch)]).toEqual(['1']);
});

test('a row whose person was not looked up is never written under the data key alone', () => {
  expect(() => protect(summary, [{ id: 1, texter_id: 1, summary: 'x' }], new Map())).toThrow('not looked up');
});

test('in the short form too', () => {
  const short = contract({ encrypted: ['message'], scrubbed: ['message'], subject });
  const known = new Map([['1', { id: 'a'.repeat(32), salt: salt(1) }]]);
  const { batch } = protect(
    short,
    [
      { id: 10, texter_id: 1, message: 'x' },
      { id: 11, message: 'y' },
    ],
    known,
  );
  expect(table(batch).map(row => row['_subject'])).toEqual(['a'.repeat(32), null]);
});
