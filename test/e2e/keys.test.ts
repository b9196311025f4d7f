import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../../lib/adapters/local/lock.ts';
import { newFolder } from '../folders.ts';
import { filesBelow } from '../usecases/lakes.ts';
import { hushlake, runJson, startHushlake } from './cli.ts';

const words = 'please call 202-555-0143';

/** A lake with one file of messages, arrived so many days ago. */
const lakeWithMessages = (days = 0): string => {
  const lake = newFolder();
  const file = join(lake, 'raw/platform-db/message/a.jsonl');
  mkdirSync(join(file, '..'), { recursive: true });
  const rows = [1, 2, 3].map(id => ({ id, conversation_id: 1, message: words, status: 'sent', type: 'sms' }));
  writeFileSync(file, rows.map(row => JSON.stringify(row)).join('\n'));
  const at = new Date(Date.now() - days * 86_400_000);
  utimesSync(file, at, at);
  runJson(lake);
  return lake;
};

const messageKeys = (lake: string): string[] =>
  readdirSync(join(lake, 'keys/platform-db/message/message')).map(name => name.replace('.json', ''));

const decrypted = (lake: string): string => {
  const column = 'platform-db.message.message';
  return hushlake(['decrypt', '-w', 'ctl-dev', '--lake', lake, '--column', column, '--reason', 'a test']).stdout;
};

test('rewrap, then rotate: other wrapping, other data key, the same words', () => {
  const lake = lakeWithMessages();
  const ring = readFileSync(join(lake, 'keyring.json'), 'utf8');
  const on = ['-w', 'ctl-dev', '--lake', lake];
  expect(decrypted(lake).match(new RegExp(words, 'g'))).toHaveLength(3);

  const rewrapped = hushlake(['rewrap', ...on, '--json']);
  expect(rewrapped.status).toBe(0);
  const { found, rewrapped: count, older, wrapped_by } = JSON.parse(rewrapped.stdout);
  expect([count, older.length, older[0].state]).toEqual([found, 1, 'dropped']);
  expect(readFileSync(join(lake, 'keyring.json'), 'utf8')).not.toBe(ring);
  expect(hushlake(['rewrap', ...on, '--dry-run']).stdout).toMatch(/would be wrapped under a new key/);
  for (const path of filesBelow(join(lake, 'keys')).filter(name => name.endsWith('.json'))) {
    expect(JSON.parse(readFileSync(join(lake, 'keys', path), 'utf8')).wrapped_by).toBe(wrapped_by);
  }

  const [old] = messageKeys(lake);
  expect(hushlake(['rotate', ...on, '--key-id', old!]).stderr).toMatch(/a reason is needed/);
  const rotate = ['rotate', ...on, '--key-id', old!, '--reason', 'laptop lost', '--json'];
  const rotated = hushlake(rotate);
  expect(rotated.status).toBe(0);
  expect(JSON.parse(rotated.stdout)).toMatchObject({
    ok: true,
    state: 'replaced',
    places: { bronze: { cells: 3 }, silver: { cells: 3 } },
  });
  expect(rotated.stdout + rotated.stderr).not.toContain(words);
  expect(messageKeys(lake)).toEqual([JSON.parse(rotated.stdout).fresh_key_id]);
  expect(JSON.parse(hushlake(rotate).stdout)).toMatchObject({ ok: true, state: 'gone' });
  expect(decrypted(lake).match(new RegExp(words, 'g'))).toHaveLength(3);
  expect(runJson(lake).status).toBe(0);
});

test('wrong use of keys exits 2 and says why', () => {
  const lake = lakeWithMessages();
  const on = ['-w', 'ctl-dev', '--lake', lake];
  const wrong = (...args: string[]) => hushlake(args);
  const reason = ['--reason', 'a test'];
  const cases: readonly [ReturnType<typeof hushlake>, RegExp][] = [
    [wrong('rotate', ...on, '--key-id', 'ffffffffffffffff', ...reason), /no data key of the lake has the id/],
    [wrong('rotate', ...on, '--key-id', 'checksum', ...reason), /secret checksum, not a data key/],
    [wrong('rewrap', '-w', 'ctl-dev'), /--lake <dir> on this machine, or --aws/],
    [wrong('rewrap', '-w', 'ctl-dev', '--aws', '--to', 'alias/mine'), /ARN of a KMS key/],
  ];
  for (const [{ status, stderr }, says] of cases) {
    expect(stderr).toMatch(says);
    expect(status).toBe(2);
  }
});

test('expire removes what is too old, and its empty folders; run does not bring it back', () => {
  const lake = lakeWithMessages(100);
  const on = ['-w', 'ctl-dev', '--lake', lake];
  expect(filesBelow(join(lake, 'bronze'))).toHaveLength(1);
  const would = hushlake(['expire', ...on, '--dry-run']);
  expect([would.status, filesBelow(join(lake, 'bronze')).length]).toEqual([0, 1]);
  const { status, stdout } = hushlake(['expire', ...on, '--json']);
  expect(status).toBe(0);
  const { ok, tables } = JSON.parse(stdout) as { ok: boolean; tables: { table: string }[] };
  expect(ok).toBe(true);
  expect(tables.find(({ table }) => table === 'message')).toMatchObject({ raw: { files: 1 }, bronze: { files: 1 } });
  expect(readdirSync(join(lake, 'bronze/platform-db/message'))).toEqual([]);
  expect(filesBelow(join(lake, 'raw'))).toEqual([]);
  runJson(lake);
  expect(filesBelow(join(lake, 'bronze'))).toEqual([]);
  const late = join(lake, 'raw/platform-db/message/late.jsonl');
  writeFileSync(late, '{');
  const at = new Date(Date.now() - 100 * 86_400_000);
  utimesSync(late, at, at);
  const waits = hushlake(['expire', ...on]);
  expect([waits.status, waits.stdout]).toEqual([1, expect.stringMatching(/1 raw files .* not loaded/)]);
});

test('a run waits while the files of the lake are being changed', async () => {
  const lake = lakeWithMessages();
  let said = '';
  const child = await withLock(
    join(lake, 'ledger/lake.lock'),
    'exclusive',
    () => {},
    async () => {
      const started = startHushlake(['run', '-w', 'ctl-dev', '--lake', lake, '--json']);
      await new Promise<void>(waits => {
        started.stderr!.on('data', chunk => {
          said += chunk;
          if (said.includes('waiting for it')) waits();
        });
      });
      expect(started.exitCode).toBeNull();
      return started;
    },
  );
  expect(await new Promise(ended => child.on('exit', ended))).toBe(0);
});
