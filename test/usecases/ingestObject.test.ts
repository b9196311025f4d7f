import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { KeyUnavailable } from '../../lib/ports/keyService.ts';
import type { MetricRecord } from '../../lib/ports/loadLedger.ts';
import { checkTables } from '../../lib/usecases/checkTables.ts';
import { ingestObject } from '../../lib/usecases/ingestObject.ts';
import { column, contract } from '../contracts.ts';
import { faultyPorts } from '../fakes/faultyPorts.ts';
import {
  bronzeRows,
  comparable,
  drop,
  filesBelow,
  hashes,
  ingestAll,
  lakeWith,
  limits,
  quarantineRows,
} from './lakes.ts';

const message = contract({
  columns: [column('id', 'bigint'), column('message'), column('status')],
  encrypted: ['message'],
  scrubbed: ['message'],
  checksum: { columns: ['status'], keyed: false },
});
const line = (id: number | bigint, text = 'hello', more = ''): string =>
  `{"id":${id},"message":"${text}","status":"sent"${more}}\n`;
const folder = 'platform-db/message';

describe('every input row is in bronze or in quarantine, with a reason', () => {
  test.each<[string, string | Uint8Array, { bronze: number; faults: Record<string, number> }]>([
    ['only good rows', line(1) + line(2), { bronze: 2, faults: {} }],
    [
      'a malformed line among good ones',
      `${line(1)}{"id":2,"mess\n${line(3)}`,
      { bronze: 2, faults: { malformed_row: 1 } },
    ],
    ['wrong type', `${line(1)}{"id":"x","message":"a"}\n`, { bronze: 1, faults: { type_mismatch: 1 } }],
    ['missing identity', `${line(1)}{"message":"a"}\n`, { bronze: 1, faults: { identity_missing: 1 } }],
    ['not an object', `${line(1)}[1,2]\n`, { bronze: 1, faults: { not_an_object: 1 } }],
    [
      'invalid UTF-8',
      Buffer.concat([Buffer.from(line(1)), Buffer.from([0x7b, 0xff, 0x7d, 0x0a])]),
      { bronze: 1, faults: { invalid_utf8: 1 } },
    ],
    ['no row is good', 'nothing\n{"id":null}\n', { bronze: 0, faults: { malformed_row: 1, identity_missing: 1 } }],
    ['an empty file', '', { bronze: 0, faults: {} }],
    [
      'a truncated gzip',
      gzipSync((line(1) + line(2)).repeat(5000)).subarray(0, 300),
      { bronze: -1, faults: { truncated_object: 1 } },
    ],
    [
      'a row above the limit',
      line(1) + line(2, 'x'.repeat(2 << 20)) + line(3),
      { bronze: 2, faults: { row_too_large: 1 } },
    ],
    [
      'a picture named .jsonl',
      Buffer.from('89504e470d0a1a0a0000000d49484452000000', 'hex'),
      { bronze: 0, faults: { wrong_format: 1 } },
    ],
  ])('%s', async (_name, content, expected) => {
    const lake = await lakeWith({ [`${folder}/a.jsonl`]: content });
    const [outcome] = await ingestAll(lake, message);
    if (outcome?.state !== 'committed') throw new Error(`not committed: ${JSON.stringify(outcome)}`);
    const { counts } = outcome.record;
    expect(counts!.faults).toEqual(expected.faults);
    expect(counts!.rowsIn).toBe(counts!.rowsBronze + counts!.rowsQuarantined);
    if (expected.bronze >= 0) expect(counts!.rowsBronze).toBe(expected.bronze);
    expect(await bronzeRowsOrNone(lake)).toHaveLength(counts!.rowsBronze);
    expect((await quarantineRowsOrNone(lake)).map(r => r.reason).sort()).toEqual(
      Object.entries(expected.faults)
        .flatMap(([code, n]) => Array(n).fill(code))
        .sort(),
    );
  });
});

type Lake = Awaited<ReturnType<typeof lakeWith>>;
const bronzeRowsOrNone = async (lake: Lake) =>
  filesBelow(lake.root).some(f => f.startsWith('bronze/')) ? bronzeRows(lake) : [];
const quarantineRowsOrNone = async (lake: Lake) =>
  filesBelow(lake.root).some(f => f.startsWith('quarantine/')) ? quarantineRows(lake) : [];

test('quarantine keeps the row as it came, encrypted, with its place', async () => {
  const bad = '{"id":"not a number","message":"call 202-555-0143"}';
  const lake = await lakeWith({ [`${folder}/a.jsonl`]: `${line(1)}${bad}\n` });
  await ingestAll(lake, message);
  const [row] = await quarantineRows(lake);
  expect(row).toMatchObject({
    reason: 'type_mismatch',
    column: 'id',
    expected: 'bigint',
    found: 'string',
    row_number: 2,
    row: bad,
  });
});

test('the ledger knows the newest time that the rows speak of', async () => {
  const timed = contract({ columns: [column('id', 'bigint'), column('at', 'timestamp')], orderBy: ['at'] });
  const rows = ['2026-01-02T00:00:00Z', '2026-03-04T05:06:07.5Z', '2026-02-03T00:00:00Z'].map((at, id) =>
    JSON.stringify({ id, at }),
  );
  const lake = await lakeWith({ [`${folder}/a.jsonl`]: rows.join('\n') });
  await ingestAll(lake, timed);
  expect((await lake.ledger.loads())[0]!.counts).toMatchObject({ newestEvent: '2026-03-04 05:06:07.500000' });
});

test('64-bit ids and emoji come through exactly', async () => {
  const lake = await lakeWith({ [`${folder}/a.jsonl`]: line(9007199254740993n, 'hé 👩‍👩‍👧') });
  await ingestAll(lake, message);
  const [row] = await bronzeRows(lake);
  expect(row).toMatchObject({ id: 9007199254740993n });
});

describe('one raw object version, one bronze file', () => {
  test('a second run, a duplicate event and a touched file change no byte', async () => {
    const lake = await lakeWith({ [`${folder}/a.jsonl`]: line(1) });
    await ingestAll(lake, message);
    const before = hashes(lake, 'bronze');
    expect(await ingestAll(lake, message)).toEqual([]);
    const object = (await lake.store.head(`raw/${folder}/a.jsonl`))!;
    expect((await ingestObject(lake, limits, message, object)).state).toBe('skipped');
    utimesSync(join(lake.root, 'raw', folder, 'a.jsonl'), new Date(), new Date(2026, 0, 1));
    await ingestAll(lake, message);
    expect(hashes(lake, 'bronze')).toEqual(before);
  });

  test('two workers at once on one object leave one file and one committed load', async () => {
    const lake = await lakeWith({ [`${folder}/a.jsonl`]: line(1) + line(2) });
    const object = (await lake.store.head(`raw/${folder}/a.jsonl`))!;
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => ingestObject(lake, limits, message, object)));
    expect(outcomes.map(outcome => outcome.state).sort()).toEqual(['committed', ...Array(4).fill('skipped')]);
    expect(filesBelow(join(lake.root, 'bronze'))).toHaveLength(1);
    expect(await bronzeRows(lake)).toHaveLength(2);
    expect(await lake.ledger.loads()).toHaveLength(1);
  });

  test('a new version of the object is a load of its own', async () => {
    const lake = await lakeWith({ [`${folder}/a.jsonl`]: line(1) });
    await ingestAll(lake, message);
    await drop(lake, `${folder}/a.jsonl`, line(1, 'changed'));
    await ingestAll(lake, message);
    expect(filesBelow(join(lake.root, 'bronze'))).toHaveLength(2);
  });

  test('the day of the bronze file is the day of arrival, also when it is loaded later', async () => {
    const lake = await lakeWith({ [`${folder}/a.jsonl`]: line(1) });
    utimesSync(join(lake.root, 'raw', folder, 'a.jsonl'), new Date(), new Date('2026-01-05T23:59:59Z'));
    await ingestAll(lake, message);
    expect(filesBelow(join(lake.root, 'bronze'))[0]).toMatch(
      /^platform-db\/message\/ingest_date=2026-01-05\/[0-9a-f]{32}\.parquet$/,
    );
  });
});

describe('when something is not to be had, nothing is written in clear and nothing is half there', () => {
  test('no key: the load fails with a code, leaves no file, and succeeds later', async () => {
    const lake = await lakeWith({ [`${folder}/a.jsonl`]: line(1) });
    const keys = { ...lake.keys, dataKey: () => Promise.reject(new KeyUnavailable('kms:GenerateDataKey is denied')) };
    expect(await ingestAll({ ...lake, keys }, message)).toEqual([
      { state: 'failed', code: 'key_unavailable', detail: 'kms:GenerateDataKey is denied' },
    ]);
    expect(filesBelow(lake.root).filter(f => /^(bronze|quarantine|tmp)\//.test(f))).toEqual([]);
    expect((await ingestAll(lake, message))[0]).toMatchObject({ state: 'committed' });
  });

  test('a failure is seen: as a metric, in the ledger, and by the monitor of failed tables', async () => {
    const lake = await lakeWith({ [`${folder}/a.jsonl`]: line(1) });
    const emitted: MetricRecord[] = [];
    const metrics = { emit: async (records: readonly MetricRecord[]) => void emitted.push(...records) };
    const keys = { ...lake.keys, dataKey: () => Promise.reject(new KeyUnavailable('no')) };
    await ingestAll({ ...lake, keys, metrics }, message);
    expect(emitted.map(m => [m.name, m.value, m.dimensions])).toEqual([
      ['LoadsFailed', 1, { Workspace: 'ctl-dev', Source: 'platform-db', Table: 'message' }],
    ]);
    expect(await lake.ledger.loads()).toMatchObject([{ state: 'failed', errorCode: 'key_unavailable' }]);
    expect(await checkTables(lake, 'ctl-dev', [message])).toEqual({ processed: 1, failed: 1 });
    await ingestAll(lake, message);
    expect(await checkTables(lake, 'ctl-dev', [message])).toEqual({ processed: 1, failed: 0 });
  });

  test('a load under way is no failed table; one that began an hour ago and more hangs', async () => {
    const lake = await lakeWith({});
    const { start } = lake.ledger;
    const load = { ...message, loadId: 'l', key: 'k', uri: 'u', version: 'v', arrivedAt: new Date() };
    await start(load, message.version, new Date());
    expect(await checkTables(lake, 'ctl-dev', [message])).toEqual({ processed: 1, failed: 0 });
    const later = { ...lake, now: () => new Date(Date.now() + 3_700_000) };
    expect(await checkTables(later, 'ctl-dev', [message])).toEqual({ processed: 1, failed: 1 });
  });

  test('the object is gone: a failed load, not a crash', async () => {
    const lake = await lakeWith({ [`${folder}/a.jsonl`]: line(1) });
    const object = (await lake.store.head(`raw/${folder}/a.jsonl`))!;
    await lake.store.remove(object.key);
    expect(await ingestObject(lake, limits, message, object)).toMatchObject({
      state: 'failed',
      code: 'object_missing',
    });
  });

  test('the object grows while it is read: the load fails and the next one takes the whole', async () => {
    const lake = await lakeWith({ [`${folder}/a.jsonl`]: line(1) });
    const object = (await lake.store.head(`raw/${folder}/a.jsonl`))!;
    await drop(lake, `${folder}/a.jsonl`, line(1) + line(2));
    expect(await ingestObject(lake, limits, message, object)).toMatchObject({
      state: 'failed',
      code: 'object_changed',
    });
    await ingestAll(lake, message);
    expect(await bronzeRows(lake)).toHaveLength(2);
  });

  test('another library’s error is never quoted: it could hold a value', async () => {
    const lake = await lakeWith({ [`${folder}/a.jsonl`]: line(1) });
    const catalog = { ...lake.catalog, evolve: () => Promise.reject(new Error('secret 202-555-0143')) };
    const [outcome] = await ingestAll({ ...lake, catalog }, message);
    expect(outcome).toEqual({ state: 'failed', code: 'internal_error', detail: 'Error' });
  });
});

test('a crash at any call of any port, and then a second run, give what one run gives', async () => {
  const files = { [`${folder}/a.jsonl`]: `${line(1)}broken\n${line(2, 'call 202-555-0143')}` };
  const whole = await lakeWith(files);
  await ingestAll(whole, message);
  const expected = comparable(await bronzeRows(whole)).map(withoutTimes);

  for (let step = 2; ; step++) {
    // Each call twice: once the process dies before it has its effect, once after.
    const [at, when] = [Math.floor(step / 2), step % 2 === 0 ? 'before' : 'after'] as const;
    const lake = await lakeWith(files);
    const dying = faultyPorts(lake, { at, when, kind: 'dies' });
    const died = await ingestAll(dying.ports, message).then(
      () => dying.struck(),
      () => true,
    );
    await dying.bury();
    await ingestAll(lake, message);
    expect(comparable(await bronzeRows(lake)).map(withoutTimes)).toEqual(expected);
    expect((await quarantineRows(lake)).map(r => r.row)).toEqual(['broken']);
    expect((await lake.ledger.loads()).map(l => l.state)).toEqual(['committed']);
    if (!died) {
      expect(at).toBeGreaterThan(15);
      return;
    }
  }
});

const withoutTimes = (row: string): string => row.replace(/"_ingested_at":"[^"]*"/, '');
