import type { ObjectVersion } from '../../lib/ports/objectStore.ts';
import { ingestArrival } from '../../lib/usecases/ingestArrival.ts';
import { OutOfTime } from '../../lib/usecases/loadErrors.ts';
import { column, contract } from '../contracts.ts';
import { lakeWith, limits } from './lakes.ts';

const message = contract({ columns: [column('id', 'bigint')] });
const at = new Date('2026-11-23T10:00:00Z');
const key = 'raw/platform-db/message/a.jsonl';
const eventOf = (more: object = {}) => ({ key, uri: `lake://ctl-dev/${key}`, at, ...more });

type Lake = Awaited<ReturnType<typeof lakeWith>>;
const inParts = async (): Promise<void> => {
  throw new Error('no object here is large');
};
const arrive = (lake: Lake, more: object = {}) => ingestArrival(lake, limits, [message], eventOf(more), { inParts });

test('an event loads its object, and the same event again changes nothing', async () => {
  const lake = await lakeWith({ 'platform-db/message/a.jsonl': '{"id":1}\n' });
  expect(await arrive(lake)).toMatchObject({ state: 'committed', retry: false, source: 'platform-db' });
  expect(await arrive(lake)).toMatchObject({ state: 'skipped', retry: false });
});

test('an object that is gone is recorded and not tried again', async () => {
  const lake = await lakeWith({});
  expect(await arrive(lake)).toMatchObject({ state: 'failed', code: 'object_missing', retry: false });
  expect(await lake.ledger.open()).toMatchObject([{ state: 'failed', errorCode: 'object_missing', arrivedAt: at }]);
});

test('a late event of an object that was loaded and is gone since leaves the load as it is', async () => {
  const lake = await lakeWith({ 'platform-db/message/a.jsonl': '{"id":1}\n' });
  const object = (await lake.store.head(key))!;
  await arrive(lake);
  await lake.store.remove(key);
  expect(await arrive(lake, { uri: object.uri, version: object.version })).toMatchObject({ state: 'skipped' });
  expect(await lake.ledger.loads()).toMatchObject([{ state: 'committed' }]);
});

test('a folder that names no table is recorded and not tried again', async () => {
  const lake = await lakeWith({ 'platform-db/massage/a.jsonl': '{"id":1}\n' });
  const stray = { key: 'raw/platform-db/massage/a.jsonl', uri: 'lake://ctl-dev/raw/platform-db/massage/a.jsonl' };
  expect(await arrive(lake, stray)).toMatchObject({ state: 'failed', code: 'unknown_table', retry: false });
});

test('a folder that somebody made in a console is no object', async () => {
  const lake = await lakeWith({});
  expect(await arrive(lake, { key: 'raw/platform-db/message/' })).toMatchObject({ state: 'ignored', retry: false });
  expect(await lake.ledger.loads()).toEqual([]);
});

test('a large object, and one that takes too long, are handed over, and nothing has failed', async () => {
  const lake = await lakeWith({ 'platform-db/message/a.jsonl': '{"id":1}\n{"id":2}\n' });
  const handed: string[] = [];
  const take = async (object: ObjectVersion) => void handed.push(object.key);
  const small = { ...limits, splitSize: 10 };
  expect(await ingestArrival(lake, small, [message], eventOf(), { inParts: take })).toMatchObject({
    state: 'handed_over',
    retry: false,
  });
  const mayGoOn = () => {
    throw new OutOfTime();
  };
  const late = await ingestArrival(lake, limits, [message], eventOf(), { inParts: take, mayGoOn });
  expect(late).toMatchObject({ state: 'handed_over', retry: false });
  expect(handed).toEqual([key, key]);
  expect((await lake.ledger.loads()).map(({ state }) => state)).toEqual(['started']);
  // A late duplicate of the event, when it is loaded: nobody is bothered again.
  await arrive(lake);
  expect(await ingestArrival(lake, small, [message], eventOf(), { inParts: take })).toMatchObject({ state: 'skipped' });
  expect(handed).toHaveLength(2);
});

test('a fault that may pass is tried again', async () => {
  const lake = await lakeWith({ 'platform-db/message/a.jsonl': '{"id":1}\n' });
  const read = () => {
    throw Object.assign(new Error('the disk says 202-555-0143'), { syscall: 'read', code: 'EIO' });
  };
  const outcome = await ingestArrival({ ...lake, store: { ...lake.store, read } }, limits, [message], eventOf(), {
    inParts,
  });
  expect(outcome).toMatchObject({ state: 'failed', code: 'store_unavailable', retry: true });
  expect(JSON.stringify(outcome)).not.toContain('555');
});
