import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder } from '../folders.ts';
import { hushlake, runJson } from './cli.ts';

const lake = newFolder();
const write = (table: string, name: string, rows: readonly object[]): void => {
  const folder = join(lake, 'raw/platform-db', table);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), rows.map(row => `${JSON.stringify(row)}\n`).join(''));
};
const conversation = (id: number, texter: number, summary: string) => ({
  id,
  texter_id: texter,
  state: 'active',
  channel: 'sms',
  summary,
  op: 'c',
  started_at: '2026-11-24T08:00:00Z',
  updated_at: '2026-11-24T09:00:00Z',
});
const erase = (...args: string[]) => hushlake(['erase', '-w', 'ctl-dev', '--lake', lake, ...args]);
const messages = (): string =>
  hushlake([
    ...['decrypt', '-w', 'ctl-dev', '--lake', lake, '--column', 'platform-db.message.message'],
    ...['--layer', 'bronze', '--reason', 'test'],
  ]).stdout;

beforeAll(() => {
  write('conversation', 'a.jsonl', [conversation(10, 1, 'planted summary'), conversation(20, 2, 'another summary')]);
  write('message', 'a.jsonl', [
    { id: 100, conversation_id: 10, message: 'planted words', status: 'sent', type: 'texter', timestamp: 'now' },
    { id: 200, conversation_id: 20, message: 'other words', status: 'sent', type: 'texter', timestamp: 'now' },
  ]);
  expect(runJson(lake).report.ok).toBe(true);
});

test.each<[string, readonly string[], RegExp]>([
  ['without a reason', ['--subject', 'texter_id=1'], /reason is needed/],
  ['with an empty one', ['--subject', 'texter_id=1', '--reason', ' '], /reason is needed/],
  ['of a person that no table names', ['--subject', 'user=1', '--reason', 'x'], /there are: texter_id, contact_id/],
  ['of nobody', ['--reason', 'x'], /one of --subject, --pending and --verify/],
  ['of a subject without a value', ['--subject', 'texter_id', '--reason', 'x'], /texter_id=123/],
  ['in a lake that is not there', ['--subject', 'texter_id=1', '--reason', 'x', '--lake', '/nowhere'], /no lake at/],
])('refused: %s', (_name, args, message) => {
  const { status, stderr } = erase(...args);
  expect(stderr).toMatch(message);
  expect(status).toBe(2);
});

test('a person is erased, certified, stays away when rows come again, and may be readmitted', () => {
  expect(messages()).toContain('planted words');
  const certificate = join(lake, '112.json');
  const done = erase('--subject', 'texter_id=1', '--reason', 'request 112', '--out', certificate);
  expect(done).toMatchObject({ status: 0, stdout: expect.stringMatching(/1 person erased, and 1 row .*2 salts/) });
  expect(JSON.parse(readFileSync(certificate, 'utf8'))).toMatchObject({ reason: 'request 112', salts_destroyed: 2 });
  expect(messages()).toBe('{"id":"100","message":null}\n{"id":"200","message":"other words"}\n');
  expect(erase('--verify', certificate)).toMatchObject({ status: 0, stdout: 'it holds\n' });

  write('conversation', 'b.jsonl', [conversation(11, 1, 'planted late summary')]);
  write('message', 'b.jsonl', [
    { id: 110, conversation_id: 11, message: 'planted late words', status: 'sent', type: 'texter', timestamp: 'now' },
  ]);
  expect(runJson(lake).report.ok).toBe(true);
  expect(messages()).toContain('{"id":"110","message":null}');

  const readmit = ['readmit', '-w', 'ctl-dev', '--lake', lake, '--subject', 'texter_id=1'];
  expect(hushlake(readmit)).toMatchObject({ status: 2, stderr: expect.stringContaining('how they consented') });
  expect(hushlake([...readmit, '--reason', 'form 7']).status).toBe(0);
  const { status, stdout } = erase('--verify', certificate);
  expect([status, stdout]).toEqual([1, expect.stringContaining('was readmitted since')]);
});
