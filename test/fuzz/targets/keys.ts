import { ok } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { envelopeKeys } from '../../../lib/adapters/keys/envelope.ts';
import { keyring } from '../../../lib/adapters/local/keyring.ts';
import { KeyUnavailable } from '../../../lib/ports/keyService.ts';
import { memoryStore } from '../../fakes/memoryStore.ts';
import { mutated } from '../mutation.ts';
import { type Target, target } from '../target.ts';

const folder = mkdtempSync(join(tmpdir(), 'hushlake-fuzz-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'keyring.json');
const wrapper = keyring(path);
const scope = { workspace: 'ctl-dev', source: 's', table: 't', column: 'c' };
const now = () => new Date('2026-11-24T10:00:00Z');

const store = memoryStore('ctl-dev', now);
const key = await envelopeKeys(wrapper, store, 'ctl-dev', now).dataKey(scope);
const place = `keys/s/t/c/${key.id}.json`;
const wrapped = await store.get(place);
await envelopeKeys(wrapper, store, 'ctl-dev', now).secret('checksum');
const secret = await envelopeKeys(wrapper, store, 'ctl-dev', now).secret('checksum');
const secretPlace = 'keys/_workspace/checksum.json';
const wrappedSecret = await store.get(secretPlace);

/** The right key, or an error that says it cannot be had. */
const rightOrRefused = async (asked: Promise<Uint8Array>, right: Uint8Array): Promise<void> => {
  const got = await asked.catch(error => error as Error);
  if (got instanceof Error) ok(got instanceof KeyUnavailable, `an error that nobody expects: ${got.name}`);
  else ok(Buffer.from(got).equals(right), 'the right key and no other');
};

const objects = target('wrapped keys', mutated([wrapped, wrappedSecret]), async bytes => {
  const changed = { get: async () => bytes, put: async () => false, remove: async () => {} };
  const keys = envelopeKeys(wrapper, changed, 'ctl-dev', now);
  await rightOrRefused(
    keys.openKey(scope, key.id).then(opened => opened.bytes),
    key.bytes,
  );
  await rightOrRefused(keys.secret('checksum'), secret);
});

const places = target(
  'places of keys',
  fc.record({
    workspace: fc.constantFrom('ctl-dev', 'ctl-prod', ''),
    column: fc.oneof(fc.constantFrom('c', '../c', 'c/../../t/c'), fc.string({ maxLength: 6 })),
    id: fc.oneof(fc.constantFrom(key.id, '../../keyring', `${key.id}\n`), fc.string({ maxLength: 20 })),
  }),
  async ({ workspace, column, id }) => {
    const opened = envelopeKeys(wrapper, store, 'ctl-dev', now).openKey({ ...scope, workspace, column }, id);
    await rightOrRefused(
      opened.then(({ bytes }) => bytes),
      key.bytes,
    );
    const right = workspace === 'ctl-dev' && column === 'c' && id === key.id;
    const got = await opened.then(
      () => true,
      () => false,
    );
    ok(got === right, 'only the key’s own scope opens it');
  },
);

const good = Buffer.from(`{"about":"x","key":"${Buffer.alloc(32, 7).toString('base64')}"}\n`);
const damaged = join(folder, 'damaged.json');
const rings = target('keyrings', mutated([new Uint8Array(good)]), bytes => {
  writeFileSync(damaged, bytes, { mode: 0o600 });
  try {
    keyring(damaged, false);
  } catch (error) {
    ok(error instanceof KeyUnavailable, `an error that nobody expects: ${(error as Error).name}`);
  }
});

export const keys: readonly Target[] = [objects, places, rings];
