import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KMSClient, ReEncryptCommand } from '@aws-sdk/client-kms';
import { kmsRewrapper, kmsWrapper } from '../../lib/adapters/aws/kmsWrapper.ts';
import { envelopeKeys } from '../../lib/adapters/keys/envelope.ts';
import { folderStore } from '../../lib/adapters/local/folderStore.ts';
import { keyring } from '../../lib/adapters/local/keyring.ts';
import { rewrapLake } from '../../lib/adapters/local/rewrapLake.ts';
import { parseWrappedKey } from '../../lib/core/wrappedKey.ts';
import type { KeyScope } from '../../lib/ports/keyService.ts';
import type { ObjectStore } from '../../lib/ports/objectStore.ts';
import { rewrapKeys } from '../../lib/usecases/rewrapKeys.ts';
import { newFolder } from '../folders.ts';

const clock = () => new Date('2026-11-23T12:00:00Z');
const scopes: readonly KeyScope[] = ['message', '_rescued', '_quarantine'].map(column => ({
  workspace: 'ctl-dev',
  source: 'platform-db',
  table: 'message',
  column,
}));

/** A lake with three data keys and a secret, and what opens them. */
const lakeWithKeys = async () => {
  const folder = newFolder();
  const path = join(folder, 'keyring.json');
  const store = folderStore(folder, 'ctl-dev', { get: () => undefined, set: () => {} });
  const process = (ring = keyring(path)) => envelopeKeys(ring, store, 'ctl-dev', clock);
  const first = process();
  const keys = await Promise.all(scopes.map(scope => first.dataKey(scope)));
  const secret = await first.secret('checksum');
  const opens = async (service = process()): Promise<void> => {
    for (const [i, scope] of scopes.entries()) expect(await service.openKey(scope, keys[i]!.id)).toEqual(keys[i]);
    expect(await service.secret('checksum')).toEqual(secret);
  };
  const wrappers = async (): Promise<string[]> => {
    const names = new Set<string>();
    for await (const { key } of store.list('keys/')) names.add(parseWrappedKey(await store.get(key))!.wrapped_by);
    return [...names];
  };
  return { path, store, process, first, opens, wrappers };
};

describe('wrapping a lake’s keys under a new key of the keyring', () => {
  test('all keys and secrets are the same as before, under the new key; the old one is gone and opens nothing', async () => {
    const { path, store, opens, wrappers } = await lakeWithKeys();
    const before = readFileSync(path, 'utf8');
    const report = await rewrapLake(store, keyring(path), { shared: false });
    expect(report).toMatchObject({ found: 4, rewrapped: 4, faults: [], older: [{ state: 'dropped' }] });
    expect(await wrappers()).toEqual([report.wrappedBy]);
    expect(keyring(path)).toMatchObject({ wrappedBy: report.wrappedBy });
    expect(keyring(path).older()).toEqual([]);
    await opens();
    writeFileSync(path, before, { mode: 0o600 });
    await expect(opens()).rejects.toThrow('does not open this key');
  });

  test('a dry run counts and changes nothing', async () => {
    const { path, store, wrappers } = await lakeWithKeys();
    const [ring, wrapped] = [readFileSync(path, 'utf8'), await wrappers()];
    expect(await rewrapLake(store, keyring(path), { shared: false, dryRun: true })).toMatchObject({ rewrapped: 4 });
    expect([readFileSync(path, 'utf8'), await wrappers()]).toEqual([ring, wrapped]);
  });

  test('killed at any step, everything opens all the same, and the next run finishes', async () => {
    for (let steps = 0; ; steps++) {
      const { path, store, opens, wrappers } = await lakeWithKeys();
      let left = steps;
      const step = (): void => {
        if (left-- === 0) throw new Error('killed');
      };
      const ring = keyring(path);
      const mortal = {
        ...ring,
        renew: () => {
          step();
          ring.renew();
          step();
        },
        dropOlder: () => {
          step();
          ring.dropOlder();
          step();
        },
        get wrappedBy() {
          return ring.wrappedBy;
        },
      };
      const mortalStore: ObjectStore = {
        ...store,
        write: async key => {
          step();
          const writer = await store.write(key);
          return {
            ...writer,
            commit: async options => {
              step();
              await writer.commit(options);
              step();
            },
          };
        },
      };
      const killed = await rewrapLake(mortalStore, mortal, { shared: false }).then(
        () => false,
        () => true,
      );
      await opens();
      if (!killed) break;
      const report = await rewrapLake(store, keyring(path), { shared: false });
      expect(keyring(path).older()).toEqual([]);
      expect(await wrappers()).toEqual([report.wrappedBy]);
      await opens();
    }
  });

  test('a process that was there before goes on: it opens what was wrapped again, and its next key is under the new one', async () => {
    const { path, store, first, opens, wrappers, process } = await lakeWithKeys();
    const { wrappedBy } = await rewrapLake(store, keyring(path), { shared: false });
    await opens(first);
    const key = await first.dataKey({ ...scopes[0]!, column: 'another' });
    expect(await wrappers()).toEqual([wrappedBy]);
    expect(await process().openKey({ ...scopes[0]!, column: 'another' }, key.id)).toEqual(key);
  });

  test('a key that was wrapped before the new one was in force, and stored after all were listed, is made anew', async () => {
    const { path, store, process } = await lakeWithKeys();
    const ring = keyring(path);
    let meanwhile: (() => Promise<unknown>) | undefined = () => rewrapLake(store, keyring(path), { shared: false });
    const slow = {
      ...ring,
      generate: async (context: Parameters<typeof ring.generate>[0]) => {
        const made = await ring.generate(context);
        await meanwhile?.();
        meanwhile = undefined;
        return made;
      },
      get wrappedBy() {
        return ring.wrappedBy;
      },
    };
    const scope = { ...scopes[0]!, column: 'late' };
    const key = await envelopeKeys(slow, store, 'ctl-dev', clock).dataKey(scope);
    expect(await process().openKey(scope, key.id)).toEqual(key);
  });

  test('a keyring of several lakes keeps its older keys for the others', async () => {
    const { path, store, opens } = await lakeWithKeys();
    const first = await rewrapLake(store, keyring(path), { shared: true });
    expect(first.older).toEqual([{ name: expect.any(String), state: 'kept' }]);
    const second = await rewrapLake(store, keyring(path), { shared: true });
    expect(second.older).toHaveLength(2);
    expect(second).toMatchObject({ rewrapped: 4 });
    const third = await rewrapLake(store, keyring(path), { shared: true, dropOlder: true });
    expect(third.older.map(({ state }) => state)).toEqual(['dropped', 'dropped', 'dropped']);
    await opens();
  });

  test('a key that does not open is told of, and the older keys stay', async () => {
    const { path, store } = await lakeWithKeys();
    await store.put('keys/s/t/c/damaged.json', Buffer.from('{'));
    const stranger = { ...parseWrappedKey(await store.get('keys/_workspace/checksum.json'))!, wrapped_by: 'keyring:0' };
    await store.put('keys/s/t/c/strange.json', Buffer.from(JSON.stringify(stranger)));
    const report = await rewrapLake(store, keyring(path), { shared: false });
    expect(report.rewrapped).toBe(4);
    expect(report.faults.map(({ key }) => key)).toEqual(['keys/s/t/c/damaged.json', 'keys/s/t/c/strange.json']);
  });
});

describe('KMS', () => {
  const old = 'arn:aws:kms:us-east-1:111111111111:key/old';
  const target = 'arn:aws:kms:us-east-1:111111111111:key/new';

  /** Answers as KMS does; a wrapped key is `key|context|plaintext` here. */
  const kms = (asked: object[]): KMSClient =>
    ({
      send: async (command: { input: Record<string, unknown>; constructor: { name: string } }) => {
        const { input } = command;
        asked.push({ name: command.constructor.name, ...input });
        const text = (key: unknown, context: unknown, plain: string) => `${key}|${JSON.stringify(context)}|${plain}`;
        if (command.constructor.name === 'GenerateDataKeyCommand') {
          const Plaintext = new Uint8Array(32).fill(7);
          return { Plaintext, CiphertextBlob: Buffer.from(text(input['KeyId'], input['EncryptionContext'], 'p')) };
        }
        const [key, context] = Buffer.from(input['CiphertextBlob'] as Uint8Array)
          .toString()
          .split('|');
        const said = input['SourceEncryptionContext'] ?? input['EncryptionContext'];
        if (key !== (input['SourceKeyId'] ?? input['KeyId']) || context !== JSON.stringify(said)) {
          throw Object.assign(new Error('no'), { name: 'IncorrectKeyException' });
        }
        if (command.constructor.name === 'DecryptCommand') return { Plaintext: new Uint8Array(32).fill(7) };
        return {
          CiphertextBlob: Buffer.from(text(input['DestinationKeyId'], input['DestinationEncryptionContext'], 'p')),
        };
      },
    }) as unknown as KMSClient;

  test('wraps again under the same context without ever showing a key, and what wraps now is asked to open', async () => {
    const folder = newFolder();
    const store = folderStore(folder, 'ctl-dev', { get: () => undefined, set: () => {} });
    const asked: object[] = [];
    const client = kms(asked);
    const service = () => envelopeKeys(kmsWrapper(client, old), store, 'ctl-dev', clock);
    const key = await service().dataKey(scopes[0]!);
    asked.length = 0;
    expect(await rewrapKeys(store, kmsRewrapper(client, target))).toEqual({ found: 1, rewrapped: 1, faults: [] });
    expect(asked).toEqual([
      {
        name: ReEncryptCommand.name,
        CiphertextBlob: expect.anything(),
        SourceKeyId: old,
        SourceEncryptionContext: { ...scopes[0]! },
        DestinationKeyId: target,
        DestinationEncryptionContext: { ...scopes[0]! },
      },
    ]);
    expect(await service().openKey(scopes[0]!, key.id)).toEqual({ id: key.id, bytes: expect.any(Uint8Array) });
    expect(asked.at(-1)).toMatchObject({ name: 'DecryptCommand', KeyId: target });
    expect(await rewrapKeys(store, kmsRewrapper(client, target))).toEqual({ found: 1, rewrapped: 0, faults: [] });
  });

  test('what KMS refuses is told of by key and action', async () => {
    const folder = newFolder();
    const store = folderStore(folder, 'ctl-dev', { get: () => undefined, set: () => {} });
    const client = kms([]);
    await envelopeKeys(kmsWrapper(client, old), store, 'ctl-dev', clock).dataKey(scopes[0]!);
    const refusing = {
      send: async () => {
        throw Object.assign(new Error('no'), { name: 'AccessDeniedException' });
      },
    } as unknown as KMSClient;
    const { faults } = await rewrapKeys(store, kmsRewrapper(refusing, target));
    expect(faults[0]!.fault).toMatch(/^kms:ReEncrypt on .*key\/old .* is denied .* kms:ReEncryptTo on the new one/);
  });
});
