import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kmsFault } from '../../lib/adapters/aws/kmsFault.ts';
import { kmsWrapper } from '../../lib/adapters/aws/kmsWrapper.ts';
import { envelopeKeys } from '../../lib/adapters/keys/envelope.ts';
import type { LocalLake } from '../../lib/cli/localLake.ts';
import { type Kms, type KmsCall, type KmsTrouble, keyArn, openKms } from '../adapters/kms.ts';
import { column, contract } from '../contracts.ts';
import { drop, filesBelow, ingestAll, lakeWith } from './lakes.ts';

/** Loads with keys from KMS: a real client, and a KMS on the loopback address that counts and can fail. */

const encrypted = ['message', 'note', 'phone', 'name'];
const table = contract({
  columns: [column('id', 'bigint'), column('texter', 'string'), ...encrypted.map(name => column(name))],
  encrypted,
  checksum: { columns: ['message'], keyed: true },
  subject: { column: 'texter', kind: 'texter_id' },
});
const planted = 'call me at 202-555-0147';
const rows = (from: number): string =>
  [0, 1, 2]
    .map(n =>
      JSON.stringify({
        id: from + n,
        texter: `t${n}`,
        message: planted,
        note: planted,
        phone: planted,
        name: 'x',
        more: planted,
      }),
    )
    .concat('{"id": "none"}')
    .join('\n');
const hour = 3600 * 1000;

let kms: Kms;
beforeEach(async () => {
  kms = await openKms();
});
afterEach(() => kms.close());

/** The lake as a process that has just begun sees it, and the hands of its clock. */
const processOn = (lake: LocalLake) => {
  let at = Date.now();
  const now = (): Date => new Date(at);
  return {
    ports: { ...lake, now, keys: envelopeKeys(kmsWrapper(kms.client, keyArn), lake.store, 'ctl-dev', now) },
    pass: (milliseconds: number): void => {
      at += milliseconds;
    },
  };
};

/** How often each action was called for each column or secret. */
const counted = (action: string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { context } of kms.calls.filter(call => call.action === action)) {
    const name = context['secret'] ?? `${context['source']}.${context['table']}.${context['column']}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};

test('a warm process asks KMS for one data key for each table, column and day', async () => {
  const lake = await lakeWith({ 'platform-db/message/a.jsonl': rows(0) });
  const { ports, pass } = processOn(lake);
  const columns = [...encrypted, '_rescued', '_quarantine'].map(name => `platform-db.message.${name}`);
  const load = async (name: string): Promise<void> => {
    await drop(lake, `platform-db/message/${name}.jsonl`, rows(100 * kms.calls.length));
    expect((await ingestAll(ports, table)).filter(({ state }) => state === 'committed')).toHaveLength(1);
  };
  await ingestAll(ports, table);
  await load('b');
  await load('c');
  const once = {
    ...Object.fromEntries(columns.map(name => [name, 1])),
    '_workspace.subject.salt': 1,
    checksum: 1,
    subject: 1,
  };
  expect(counted('GenerateDataKey')).toEqual(once);
  // It made every key itself; that of salts it opens once, as it opens the salts of others.
  expect(counted('Decrypt')).toEqual({ '_workspace.subject.salt': 1 });
  pass(23 * hour);
  await load('d');
  expect(counted('GenerateDataKey')).toEqual(once);

  pass(2 * hour);
  await load('e');
  await load('f');
  expect(counted('GenerateDataKey')).toEqual({ ...once, ...Object.fromEntries(columns.map(name => [name, 2])) });
});

const ofAction =
  (action: string, trouble: KmsTrouble) =>
  (call: KmsCall): KmsTrouble =>
    call.action === action ? trouble : undefined;
/** The third column's key, when others are at hand already. */
const late =
  (trouble: KmsTrouble) =>
  ({ context }: KmsCall): KmsTrouble =>
    context['column'] === 'phone' ? trouble : undefined;
const role = 'arn:aws:sts::111111111111:assumed-role/hushlake-ctl-dev.ingest/ingest';
const refusal = (action: string, because: string): KmsTrouble => ({
  type: 'AccessDeniedException',
  message: `User: ${role} is not authorized to perform: kms:${action} on resource: ${keyArn} because no ${because}-based policy allows the kms:${action} action`,
});

test.each<[string, (call: KmsCall) => KmsTrouble, readonly string[]]>([
  [
    "denied by the role's policy",
    ofAction('GenerateDataKey', refusal('GenerateDataKey', 'identity')),
    ['kms:GenerateDataKey', keyArn, 'workspace=ctl-dev', role, "the role's policy", 'npx hushlake deploy -w ctl-dev'],
  ],
  [
    "denied by the key's policy, when some keys are made already",
    late(refusal('GenerateDataKey', 'resource')),
    ['source=platform-db, table=message, column=phone', "the key's policy"],
  ],
  ['throttled', late({ type: 'ThrottlingException' }), ['throttled', 'quota']],
  ['disabled', ofAction('GenerateDataKey', { type: 'DisabledException' }), ['the key is disabled']],
  [
    'about to be deleted',
    late({ type: 'KMSInvalidStateException', message: `${keyArn} is pending deletion.` }),
    ['about to be deleted'],
  ],
  ['at fault itself', late({ type: 'KMSInternalException', status: 500 }), ['KMSInternalException']],
  ['cut off', late('breaks off'), ['column=phone']],
  ['silent', late('hangs'), ['has no answer']],
])('KMS %s: the load fails, nothing is written in clear, and a later try succeeds', async (_name, trouble, says) => {
  const lake = await lakeWith({ 'platform-db/message/a.jsonl': rows(0) });
  const { ports } = processOn(lake);
  kms.meets(trouble);
  const [outcome] = await ingestAll(ports, table);
  expect(outcome).toMatchObject({ state: 'failed', code: 'key_unavailable' });
  const detail = (outcome as { readonly detail: string }).detail;
  for (const part of says) expect(detail).toContain(part);

  expect(existsSync(join(lake.root, 'bronze')) ? filesBelow(join(lake.root, 'bronze')) : []).toEqual([]);
  expect(existsSync(join(lake.root, 'quarantine')) ? filesBelow(join(lake.root, 'quarantine')) : []).toEqual([]);
  for (const file of filesBelow(lake.root).filter(name => !name.startsWith('raw/'))) {
    // A boolean, so that a failure does not print what must not be printed.
    expect([file, readFileSync(join(lake.root, file)).includes(planted)]).toEqual([file, false]);
  }
  const [load] = await lake.ledger.loads();
  expect(load).toMatchObject({ state: 'failed', errorCode: 'key_unavailable' });

  kms.meets(() => undefined);
  expect(await ingestAll(ports, table)).toMatchObject([
    { state: 'committed', record: { counts: { rowsBronze: 3, rowsQuarantined: 1 } } },
  ]);
});

test('a secret that may not be opened is not replaced by a new one', async () => {
  const lake = await lakeWith({ 'platform-db/message/a.jsonl': rows(0) });
  await ingestAll(processOn(lake).ports, table);
  const secret = () => readFileSync(join(lake.root, 'keys/_workspace/checksum.json'), 'utf8');
  const before = secret();
  kms.meets(ofAction('Decrypt', refusal('Decrypt', 'identity')));
  await drop(lake, 'platform-db/message/b.jsonl', rows(10));
  const [outcome] = await ingestAll(processOn(lake).ports, table);
  expect(outcome).toMatchObject({ state: 'failed', code: 'key_unavailable' });
  expect((outcome as { readonly detail: string }).detail).toContain('secret=');
  expect(secret()).toBe(before);
});

test('who may not decrypt a column hears what workspace.yaml would have to say', async () => {
  const lake = await lakeWith({});
  const scope = { workspace: 'ctl-dev', source: 'platform-db', table: 'message', column: 'message' };
  const key = await processOn(lake).ports.keys.dataKey(scope);
  kms.meets(ofAction('Decrypt', refusal('Decrypt', 'identity')));
  await expect(processOn(lake).ports.keys.openKey(scope, key.id)).rejects.toThrow(
    'decrypt: [platform-db.message.message]',
  );
  kms.meets(() => undefined);
  expect(Buffer.from((await processOn(lake).ports.keys.openKey(scope, key.id)).bytes).equals(key.bytes)).toBe(true);
});

test.each<[string, { readonly name: string; readonly code?: string; readonly message?: string }, string]>([
  ['cut off', { name: 'TimeoutError', code: 'ECONNRESET' }, 'has no answer (ECONNRESET)'],
  ['not there', { name: 'Error', code: 'ECONNREFUSED' }, 'has no answer (ECONNREFUSED)'],
  ['slow', { name: 'TimeoutError' }, 'has no answer (TimeoutError)'],
  ['forbidden', { name: 'AccessDeniedException', message: 'with an explicit deny in a policy' }, 'a policy forbids it'],
  ['changed', { name: 'InvalidCiphertextException' }, 'the wrapped key was changed'],
  ['strange', { name: 'SomethingNew' }, 'answers SomethingNew'],
])('an error says what it means: %s', (_name, error, says) => {
  const request = { action: 'Decrypt', key: keyArn, context: { workspace: 'ctl-dev', secret: 'checksum' } } as const;
  expect(kmsFault(error, request).message).toContain(says);
});
