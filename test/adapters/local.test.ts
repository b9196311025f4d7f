import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { envelopeKeys } from '../../lib/adapters/keys/envelope.ts';
import { folderStore } from '../../lib/adapters/local/folderStore.ts';
import { jsonCatalog } from '../../lib/adapters/local/jsonCatalog.ts';
import { keyring } from '../../lib/adapters/local/keyring.ts';
import { openLedgerDatabase } from '../../lib/adapters/local/ledgerDatabase.ts';
import { sqliteLedger } from '../../lib/adapters/local/sqliteLedger.ts';
import { sqliteMetrics } from '../../lib/adapters/local/sqliteMetrics.ts';
import { sqliteSubjects } from '../../lib/adapters/local/sqliteSubjects.ts';
import { sqliteVersionCache } from '../../lib/adapters/local/sqliteVersionCache.ts';
import { parseWrappedKey, wrappedKeyText } from '../../lib/core/wrappedKey.ts';
import { ObjectMissing } from '../../lib/ports/objectStore.ts';
import { newFolder } from '../folders.ts';
import { catalogContract } from '../ports/catalog.contract.ts';
import { keyServiceContract } from '../ports/keyService.contract.ts';
import { loadLedgerContract } from '../ports/loadLedger.contract.ts';
import { metricsContract } from '../ports/metrics.contract.ts';
import { objectStoreContract } from '../ports/objectStore.contract.ts';
import { subjectsContract } from '../ports/subjects.contract.ts';

const clock = () => new Date('2026-11-23T12:00:00Z');
const open = (lake: string) => folderStore(lake, 'ctl-dev', sqliteVersionCache(openLedgerDatabase(lake, clock)));

describe('the folder as ObjectStore', () => {
  objectStoreContract(async () => open(newFolder()));

  test('no key leads out of the lake', async () => {
    const store = open(newFolder());
    for (const key of ['../x', 'raw/../../x', '/etc/passwd', 'raw/\0x', '', '.']) {
      await expect(store.put(key, Buffer.from('x'))).rejects.toThrow(ObjectMissing);
      await expect(store.get(key)).rejects.toThrow(ObjectMissing);
    }
  });

  test('touching or copying a file is no new version; the uri does not hold the path of the lake', async () => {
    const lake = newFolder();
    const store = open(lake);
    await store.put('raw/s/t/a b.jsonl', Buffer.from('x'));
    const before = (await store.head('raw/s/t/a b.jsonl'))!;
    utimesSync(join(lake, 'raw/s/t/a b.jsonl'), new Date(1000), new Date(2000));
    const after = (await store.head('raw/s/t/a b.jsonl'))!;
    expect(after).toMatchObject({ version: before.version, createdAt: new Date(2000) });
    expect(after.uri).toBe('lake://ctl-dev/raw/s/t/a%20b.jsonl');
  });

  test('a file replaced by one of the same size and time is a new version', async () => {
    const lake = newFolder();
    const store = open(lake);
    const write = async (text: string) => {
      await store.put('raw/s/t/a', Buffer.from(text));
      utimesSync(join(lake, 'raw/s/t/a'), new Date(1000), new Date(2000));
      return (await store.head('raw/s/t/a'))!.version;
    };
    expect(await write('one')).not.toBe(await write('two'));
  });

  test('content that comes back after other content is a new version: it is the newest', async () => {
    const lake = newFolder();
    const store = open(lake);
    const versions: string[] = [];
    for (const [i, text] of ['A', 'B', 'A'].entries()) {
      await store.put('raw/s/t/a', Buffer.from(text));
      utimesSync(join(lake, 'raw/s/t/a'), new Date(1000), new Date(2000 + i));
      versions.push((await store.head('raw/s/t/a'))!.version);
    }
    expect(new Set(versions).size).toBe(3);
  });

  test('a link that leads back to its own folder does not multiply the files', async () => {
    const lake = newFolder();
    const leftOut: string[] = [];
    const store = folderStore(lake, 'ctl-dev', sqliteVersionCache(openLedgerDatabase(lake, clock)), key =>
      leftOut.push(key),
    );
    await store.put('raw/s/t/a', Buffer.from('x'));
    symlinkSync('.', join(lake, 'raw/s/t/loop'));
    const keys: string[] = [];
    for await (const { key } of store.list('raw/')) keys.push(key);
    expect([keys, leftOut]).toEqual([['raw/s/t/a'], ['raw/s/t/loop']]);
  });

  test('hidden and unfinished files are not data; links to files are', async () => {
    const lake = newFolder();
    const store = open(lake);
    mkdirSync(join(lake, 'raw/s/t'), { recursive: true });
    for (const name of ['.hidden', '_SUCCESS', 'a.jsonl.tmp', 'b.part', 'ok.jsonl'])
      writeFileSync(join(lake, 'raw/s/t', name), 'x');
    symlinkSync(join(lake, 'raw/s/t/ok.jsonl'), join(lake, 'raw/s/t/link.jsonl'));
    const names: string[] = [];
    for await (const { key } of store.list('raw/')) names.push(key);
    expect(names).toEqual(['raw/s/t/link.jsonl', 'raw/s/t/ok.jsonl']);
  });

  test('sweep removes what a killed process left, and nothing of a living one', async () => {
    const lake = newFolder();
    const store = open(lake);
    const writer = await store.write('bronze/a');
    writeFileSync(join(lake, 'tmp', '999999999-left-behind'), 'x');
    await store.sweep();
    expect(readdirSync(join(lake, 'tmp'))).toHaveLength(1);
    await writer.abort();
  });
});

describe('SQLite as LoadLedger', () => {
  loadLedgerContract(async () => {
    const lake = newFolder();
    return [sqliteLedger(openLedgerDatabase(lake, clock)), sqliteLedger(openLedgerDatabase(lake, clock))];
  });

  test('a ledger of a newer Hushlake is refused, not guessed at', () => {
    const lake = newFolder();
    openLedgerDatabase(lake, clock).exec('PRAGMA user_version = 99');
    expect(() => openLedgerDatabase(lake, clock)).toThrow('use a newer Hushlake');
  });
});

describe('SQLite as Subjects', () => {
  subjectsContract(async () => {
    const lake = newFolder();
    return [sqliteSubjects(lake), sqliteSubjects(lake)];
  });

  test('a destroyed salt is in no byte of any file', async () => {
    const lake = newFolder();
    const subjects = sqliteSubjects(lake);
    const salt = Buffer.from('a salt that nobody may ever find again, not even in free pages');
    await subjects.add([{ subject: '1'.repeat(32), salt, keyId: '0123456789abcdef' }]);
    const found = () =>
      readdirSync(join(lake, 'keys')).filter(name => readFileSync(join(lake, 'keys', name)).includes(salt));
    expect(found()).toEqual(['subjects.sqlite']);
    await subjects.erase([{ subject: '1'.repeat(32), kind: 'texter_id' }], clock());
    expect(found()).toEqual([]);
  });

  test('a lake whose tables have no subject has no file of salts', async () => {
    const lake = newFolder();
    expect(await sqliteSubjects(lake).unsettled()).toEqual([]);
    expect(existsSync(join(lake, 'keys'))).toBe(false);
  });
});

describe('JSON files as Catalog', () => catalogContract(async () => jsonCatalog(open(newFolder()))));

describe('SQLite as Metrics', () =>
  metricsContract(async () => {
    const db = openLedgerDatabase(newFolder(), clock);
    const emitted = async () =>
      db
        .prepare('SELECT * FROM metric ORDER BY rowid')
        .all()
        .map(row => ({ ...row, dimensions: JSON.parse(row['dimensions'] as string) })) as never;
    return { metrics: sqliteMetrics(db), emitted };
  }));

describe('the keyring as KeyService', () => {
  keyServiceContract(async () => {
    const lake = newFolder();
    const store = open(lake);
    let now = clock().getTime();
    let generated = 0;
    return {
      process: () => {
        const wrapper = keyring(join(lake, 'keyring.json'));
        const counting: typeof wrapper = {
          ...wrapper,
          generate: context => {
            generated++;
            return wrapper.generate(context);
          },
        };
        return envelopeKeys(counting, store, 'ctl-dev', () => new Date(now));
      },
      pass: milliseconds => (now += milliseconds),
      generated: () => generated,
    };
  });

  test('a key is replaced once it has made as many cells as it may; loads under way may go on to twice as many', async () => {
    const lake = newFolder();
    const limits = { longestUseMs: 1e9, cells: 10, opened: 2 };
    const keys = envelopeKeys(keyring(join(lake, 'keyring.json')), open(lake), 'ctl-dev', clock, limits);
    const scope = { workspace: 'ctl-dev', source: 's', table: 't', column: 'c' };
    const first = await keys.dataKey(scope);
    keys.used(first.id, 9);
    expect((await keys.dataKey(scope)).id).toBe(first.id);
    keys.used(first.id, 1);
    const second = await keys.dataKey(scope);
    expect(second.id).not.toBe(first.id);
    keys.used(first.id, 10);
    expect(() => keys.used(first.id, 1)).toThrow('all the cells it may');
    keys.used(second.id, 1);
    expect((await keys.dataKey(scope)).id).toBe(second.id);
    keys.used('of another process', 1e12);
  });

  test('a key that was retired or removed makes no new cells in any process; a retired one still opens', async () => {
    const lake = newFolder();
    const store = open(lake);
    const keys = envelopeKeys(keyring(join(lake, 'keyring.json')), store, 'ctl-dev', clock);
    const scope = { workspace: 'ctl-dev', source: 's', table: 't', column: 'c' };
    const first = await keys.dataKey(scope);
    const path = `keys/s/t/c/${first.id}.json`;
    const object = parseWrappedKey(await store.get(path))!;
    await store.put(path, wrappedKeyText({ ...object, retired_at: clock().toISOString() }));
    const [second, again] = await Promise.all([keys.dataKey(scope), keys.dataKey(scope)]);
    expect(second.id).not.toBe(first.id);
    expect(again).toEqual(second);
    expect(await keys.openKey(scope, first.id)).toEqual(first);
    await store.remove(`keys/s/t/c/${second.id}.json`);
    expect((await keys.dataKey(scope)).id).not.toBe(second.id);
  });

  test('so many opened keys are held, for so long, and no longer', async () => {
    const lake = newFolder();
    const store = open(lake);
    let at = clock().getTime();
    const ring = keyring(join(lake, 'keyring.json'));
    let unwrapped = 0;
    const counting = {
      ...ring,
      unwrap: (...of: Parameters<typeof ring.unwrap>) => {
        unwrapped++;
        return ring.unwrap(...of);
      },
    };
    const limits = { longestUseMs: 1000, cells: 1e9, opened: 2 };
    const scope = (column: string) => ({ workspace: 'ctl-dev', source: 's', table: 't', column });
    const makers = envelopeKeys(ring, store, 'ctl-dev', clock);
    const ids = await Promise.all(['a', 'b', 'c'].map(async c => (await makers.dataKey(scope(c))).id));
    const keys = envelopeKeys(counting, store, 'ctl-dev', () => new Date(at), limits);
    for (const i of [0, 1, 0, 1, 2, 1]) await keys.openKey(scope(['a', 'b', 'c'][i]!), ids[i]!);
    expect(unwrapped).toBe(3);
    await keys.openKey(scope('a'), ids[0]!);
    expect(unwrapped).toBe(4);
    at += 1000;
    await keys.openKey(scope('a'), ids[0]!);
    expect(unwrapped).toBe(5);
  });

  test('only its owner may read it; one that is open to others is refused', () => {
    const path = join(newFolder(), 'keyring.json');
    keyring(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    chmodSync(path, 0o644);
    expect(() => keyring(path)).toThrow('chmod 600');
  });

  test('a missing one is not made anew where keys of another wait for it', () => {
    const path = join(newFolder(), 'keyring.json');
    expect(() => keyring(path, false)).toThrow('HUSHLAKE_KEYRING');
    expect(existsSync(path)).toBe(false);
  });

  test('a damaged one is refused, and never replaced', () => {
    const path = join(newFolder(), 'keyring.json');
    writeFileSync(path, '{"key":"dG9vIHNob3J0"}', { mode: 0o600 });
    expect(() => keyring(path)).toThrow('damaged');
    expect(readFileSync(path, 'utf8')).toBe('{"key":"dG9vIHNob3J0"}');
  });

  test('the wrapped key lies in the lake before the first cell can use it, and never in clear', async () => {
    const lake = newFolder();
    const keys = envelopeKeys(keyring(join(lake, 'keyring.json')), open(lake), 'ctl-dev', clock);
    const key = await keys.dataKey({ workspace: 'ctl-dev', source: 's', table: 't', column: 'c' });
    const path = join(lake, `keys/s/t/c/${key.id}.json`);
    expect(existsSync(path)).toBe(true);
    const object = JSON.parse(readFileSync(path, 'utf8'));
    expect(object).toMatchObject({
      key_id: key.id,
      context: { workspace: 'ctl-dev', source: 's', table: 't', column: 'c' },
    });
    expect(Buffer.from(object.wrapped, 'base64').includes(Buffer.from(key.bytes))).toBe(false);
  });

  test('another keyring opens nothing', async () => {
    const lake = newFolder();
    const store = open(lake);
    const scope = { workspace: 'ctl-dev', source: 's', table: 't', column: 'c' };
    const { id } = await envelopeKeys(keyring(join(lake, 'one.json')), store, 'ctl-dev', clock).dataKey(scope);
    const stranger = envelopeKeys(keyring(join(lake, 'two.json')), store, 'ctl-dev', clock);
    await expect(stranger.openKey(scope, id)).rejects.toThrow('of another keyring');
  });
});
