import { readFileSync } from 'node:fs';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { runStateMachine, type StateMachineFile } from '../../lib/adapters/local/stateMachine.ts';
import type { LocalLake } from '../../lib/cli/localLake.ts';
import type { TableContract } from '../../lib/config/tableContract.ts';
import { bronzeKeysOf, quarantineKeysOf } from '../../lib/core/loadId.ts';
import { expire } from '../../lib/usecases/expire.ts';
import { type IngestPorts, ingestObject } from '../../lib/usecases/ingestObject.ts';
import { ingestInParts } from '../../lib/usecases/parts/ingestInParts.ts';
import type { PartLimits } from '../../lib/usecases/parts/notes.ts';
import { type PartsStep, partsStep } from '../../lib/usecases/parts/step.ts';
import { column, contract } from '../contracts.ts';
import { faultyPorts } from '../fakes/faultyPorts.ts';
import { csvText, jsonLinesText } from '../formats/content.ts';
import { bronzeRows, comparable, drop, filesBelow, lakeWith, limits, quarantineRows } from './lakes.ts';

const message = contract({
  columns: [column('id', 'bigint'), column('message'), column('status')],
  encrypted: ['message'],
  scrubbed: ['message'],
  checksum: { columns: ['status'], keyed: false },
});
/** Columns and types are what the object says. */
const open = contract({ encrypted: ['message'], scrubbed: ['message'] });

const folder = 'platform-db/message';
const tiny = (splitSize: number, partRows: number): PartLimits => ({ ...limits, splitSize, partRows });
const line = (id: number, text = 'call 202-555-0143') => `{"id":${id},"message":"${text}","status":"sent"}\n`;
const lines = (count: number) => Array.from({ length: count }, (_, i) => line(i + 1)).join('');

const objectOf = async (lake: LocalLake, name: string) => (await lake.store.head(`raw/${folder}/${name}`))!;

const inParts = async (
  lake: LocalLake,
  name: string,
  { table = message, bounds = tiny(100, 3), ports = lake as IngestPorts, again = false } = {},
) => {
  const object = await objectOf(lake, name);
  return ingestInParts(step => partsStep(ports, bounds, table, object, step), { again });
};

/** All that a reader can see of a load, but for ciphertext and the times of two lakes. */
const seen = async (lake: LocalLake) => {
  const has = (zone: string) => filesBelow(lake.root).some(path => path.startsWith(`${zone}/`));
  const bronze = has('bronze') ? await bronzeRows(lake) : [];
  const quarantine = has('quarantine') ? await quarantineRows(lake) : [];
  const [load] = await lake.ledger.loads();
  const { seconds: _seconds, ...counts } = load!.counts!;
  return {
    bronze: comparable(bronze.map(row => ({ ...row, _ingested_at: undefined }))),
    columns: [...new Set(bronze.map(row => Object.keys(row).join()))],
    quarantine: quarantine
      .map(({ key_id: _key, row_encrypted: _cell, ...row }) => row)
      .sort((a, b) => a.row_number - b.row_number),
    counts,
  };
};

/** Files of bronze and quarantine that are there, and those that the ledger knows of: the same. */
const expectNoStrays = async (lake: LocalLake) => {
  const [load] = await lake.ledger.loads();
  const there = filesBelow(lake.root).filter(path => /^(bronze|quarantine)\//.test(path));
  expect(there).toEqual([...bronzeKeysOf(load!), ...quarantineKeysOf(load!)].sort());
  // Notes that outlive a load say which parts there are.
  const notes = [...(await lake.ledger.notes(load!.loadId)).keys()];
  const rows = new Set([...(load!.parts?.bronze ?? []), ...(load!.parts?.quarantine ?? [])]);
  expect(notes.map(note => Number(/begun\/(\d+)$/.exec(note)![1]))).toEqual([...rows].sort((a, b) => a - b));
};

const sameAsWhole = async (name: string, content: string | Uint8Array, table: TableContract, bounds: PartLimits) => {
  const files = { [`${folder}/${name}`]: content };
  const [whole, split] = [await lakeWith(files), await lakeWith(files)];
  await ingestObject(whole, limits, table, await objectOf(whole, name));
  expect(await inParts(split, name, { table, bounds })).toMatchObject({ state: 'committed' });
  expect(await seen(split)).toEqual(await seen(whole));
  await expectNoStrays(split);
  whole.close();
  split.close();
};

describe('an object in parts gives what it gives as a whole, row by row, quarantine and counts included', () => {
  const sizes = fc.record({ splitSize: fc.integer({ min: 1, max: 200 }), partRows: fc.integer({ min: 1, max: 8 }) });
  test.each([
    ['JSON lines', 'a.jsonl', jsonLinesText, message],
    ['JSON lines whose columns the object decides', 'a.jsonl', jsonLinesText, open],
    ['CSV', 'a.csv', csvText, message],
    ['CSV whose columns the object decides', 'a.csv', csvText, open],
  ])('%s', async (_what, name, content, table) => {
    await fc.assert(
      fc.asyncProperty(content, sizes, (text, { splitSize, partRows }) =>
        sameAsWhole(name, text, table, tiny(splitSize, partRows)),
      ),
      { numRuns: 4 },
    );
  });

  const wide = Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`c${i}`, i]));
  test.each<[string, string, string | Uint8Array, TableContract]>([
    ['gzip', 'a.jsonl.gz', gzipSync(`${lines(10)}broken\n${lines(3)}`), message],
    ['a gzip that was cut short', 'a.jsonl.gz', gzipSync(lines(500)).subarray(0, 120), message],
    [
      'zstd in two frames',
      'a.csv.zst',
      Buffer.concat([zstdCompressSync('id,message\n1,a\n'), zstdCompressSync('2,b\n')]),
      open,
    ],
    ['a JSON array', 'a.json', `[${lines(9).trim().split('\n').join(',')}]`, open],
    [
      'another format than the name says',
      'a.jsonl',
      Buffer.from('89504e470d0a1a0a0000000d49484452000000', 'hex'),
      message,
    ],
    ['nothing but a header', 'a.csv', 'id,message,status\n', message],
    ['nothing but blank lines', 'a.jsonl', '\n'.repeat(300), message],
    ['names that differ in case', 'a.jsonl', `${lines(5)}{"id":7,"Extra":1,"extra":"x"}\n{"id":8,"extra":2}\n`, open],
    [
      'more columns than a table gets',
      'a.jsonl',
      `${lines(5)}${JSON.stringify({ id: 9, ...wide })}\n${lines(2)}`,
      open,
    ],
  ])('%s', (_what, name, content, table) => sameAsWhole(name, content, table, tiny(100, 3)));
});

test('parts have the keys that follow from load, plan and first row', async () => {
  const lake = await lakeWith({ [`${folder}/a.jsonl`]: lines(7) });
  await inParts(lake, 'a.jsonl', { bounds: tiny(200, 2) });
  const [load] = await lake.ledger.loads();
  const { loadId, parts } = load!;
  const names = filesBelow(`${lake.root}/bronze`).map(path => path.split('/').at(-1));
  expect(names).toEqual(parts!.bronze.map(row => `${loadId}-${parts!.plan}-${String(row).padStart(12, '0')}.parquet`));
  expect(parts!.bronze.length).toBeGreaterThan(3);
  expect(load!.bronzeKey).toContain(names[0]);
});

describe('nothing is lost and nothing is there twice', () => {
  test('a replay with another split size, or with none, leaves no file of the cut before', async () => {
    const lake = await lakeWith({ [`${folder}/a.jsonl`]: `${lines(9)}broken\n` });
    await inParts(lake, 'a.jsonl');
    const before = await seen(lake);
    await inParts(lake, 'a.jsonl', { bounds: tiny(300, 2), again: true });
    await expectNoStrays(lake);
    expect(await seen(lake)).toEqual(before);
    await ingestObject(lake, limits, message, await objectOf(lake, 'a.jsonl'), { again: true });
    await expectNoStrays(lake);
    expect(await seen(lake)).toEqual(before);
    await inParts(lake, 'a.jsonl', { again: true });
    await expectNoStrays(lake);
    expect(await seen(lake)).toEqual(before);
    expect((await lake.ledger.loads()).map(({ revision }) => revision)).toEqual([4]);
  });

  test('executions at once on one object, some with another cut, one as a whole: one load', async () => {
    const lake = await lakeWith({ [`${folder}/a.jsonl`]: `${lines(9)}broken\n` });
    const object = await objectOf(lake, 'a.jsonl');
    const outcomes = await Promise.all([
      inParts(lake, 'a.jsonl'),
      inParts(lake, 'a.jsonl'),
      inParts(lake, 'a.jsonl', { bounds: tiny(300, 2) }),
      ingestObject(lake, limits, message, object),
    ]);
    expect(outcomes.map(({ state }) => state).sort()).toEqual(['committed', 'skipped', 'skipped', 'skipped']);
    expect(await bronzeRows(lake)).toHaveLength(9);
    expect(await quarantineRows(lake)).toHaveLength(1);
  });

  test('a crash at any call of any port, and then a second run, give what one run gives', async () => {
    const files = { [`${folder}/a.jsonl`]: `${line(1)}broken\n${lines(2)}` };
    const whole = await lakeWith(files);
    await inParts(whole, 'a.jsonl', { bounds: tiny(80, 1) });
    const expected = await seen(whole);
    // Some of the calls, before and after their effect in turn: all of them would take minutes.
    for (let at = 2; ; at += 9) {
      const lake = await lakeWith(files);
      const dying = faultyPorts(lake, { at, when: at % 2 === 0 ? 'before' : 'after', kind: 'dies' });
      const died = await inParts(lake, 'a.jsonl', { bounds: tiny(80, 1), ports: dying.ports }).then(
        () => dying.struck(),
        () => true,
      );
      await dying.bury();
      const again = await inParts(lake, 'a.jsonl', { bounds: at % 3 === 0 ? tiny(80, 1) : tiny(120, 2) });
      expect(again.state).not.toBe('failed');
      expect(await seen(lake)).toEqual(expected);
      await expectNoStrays(lake);
      lake.close();
      if (!died) {
        expect(at).toBeGreaterThan(40);
        return;
      }
    }
  });
});

test('an object that changes while its parts are loaded leaves none of them', async () => {
  const lake = await lakeWith({ [`${folder}/a.jsonl`]: lines(9) });
  const object = await objectOf(lake, 'a.jsonl');
  let changed = (): void => {};
  const change = new Promise<void>(resolve => {
    changed = resolve;
  });
  const outcome = await ingestInParts(
    async step => {
      const isFirst = step.step === 'load' && step.range === 0;
      if (step.step === 'load' && !isFirst) await change;
      const result = await partsStep(lake, tiny(200, 3), message, object, step);
      if (isFirst) await drop(lake, `${folder}/a.jsonl`, lines(12));
      if (isFirst) changed();
      return result;
    },
    { again: false },
  );
  expect(outcome).toMatchObject({ state: 'failed', code: 'object_changed' });
  expect(filesBelow(lake.root).filter(path => /^(bronze|quarantine|tmp)\//.test(path))).toEqual([]);
  expect(await inParts(lake, 'a.jsonl')).toMatchObject({ state: 'committed' });
  expect(await bronzeRows(lake)).toHaveLength(12);
});

test('all parts are gone when their retention is over', async () => {
  const lake = await lakeWith({ [`${folder}/a.jsonl`]: `${lines(9)}broken\n` });
  await inParts(lake, 'a.jsonl');
  const [load] = await lake.ledger.loads();
  await lake.ledger.markMerged([load!]);
  const short = { ...message, retention: { bronze: 60, quarantine: 60 } };
  const noSilver = { engine: undefined as never, dialect: undefined as never, forgetSilver: async () => {} };
  const later = () => new Date(Date.now() + 3_600_000);
  const [expired] = await expire({ ...lake, ...noSilver, now: later }, [short], { layers: ['bronze', 'quarantine'] });
  expect(expired).toMatchObject({ bronze: { files: load!.parts!.bronze.length }, quarantine: { files: 1 } });
  expect(filesBelow(lake.root).filter(path => /^(bronze|quarantine)\//.test(path))).toEqual([]);
  expect(bronzeKeysOf((await lake.ledger.loads())[0]!)).toEqual([]);
});

describe('when the time is over', () => {
  /** Makes steps in calls that have time for a part or so; says how many calls each step took. */
  const inManyCalls = async (lake: LocalLake, name: string, table: TableContract) => {
    const object = await objectOf(lake, name);
    const calls: Record<string, number> = {};
    const outcome = await ingestInParts(
      step => {
        calls[step.step] = (calls[step.step] ?? 0) + 1;
        const ends = [20_000, 20_000, 20_000, 20_000, 20_000, 20_000, 20_000, 20_000, 20_000, 20_000];
        return partsStep(lake, tiny(1, 3), table, object, step, { timeLeft: () => ends.pop() ?? 0 });
      },
      { again: false },
    );
    return { outcome, calls };
  };

  test.each([
    ['a gzip', message],
    ['a gzip whose columns must be found out first', open],
  ])('%s is loaded on from where it was, call after call', async (_what, table) => {
    const files = { [`${folder}/a.jsonl.gz`]: gzipSync(`${lines(20)}broken\n${lines(5)}`) };
    const [whole, lake] = [await lakeWith(files), await lakeWith(files)];
    await ingestObject(whole, limits, table, await objectOf(whole, 'a.jsonl.gz'));
    const { outcome, calls } = await inManyCalls(lake, 'a.jsonl.gz', table);
    expect(outcome).toMatchObject({ state: 'committed' });
    expect(calls['load']).toBeGreaterThan(1);
    expect(await seen(lake)).toEqual(await seen(whole));
    await expectNoStrays(lake);
  });

  test('a call that has no time for one part fails, and says what helps', async () => {
    const lake = await lakeWith({ [`${folder}/a.jsonl`]: lines(5) });
    const object = await objectOf(lake, 'a.jsonl');
    const outcome = await ingestInParts(
      step => partsStep(lake, tiny(100, 3), message, object, step, step.step === 'load' ? { timeLeft: () => 0 } : {}),
      { again: false },
    );
    expect(outcome).toMatchObject({ state: 'failed', code: 'out_of_time', detail: expect.stringContaining('memory') });
    expect(await inParts(lake, 'a.jsonl')).toMatchObject({ state: 'committed' });
  });
});

test('somebody who is erased while parts are loaded is in none of them', async () => {
  const personal = contract({
    columns: [column('id', 'bigint'), column('message')],
    encrypted: ['message'],
    scrubbed: ['message'],
    subject: { column: 'id', kind: 'id', leads: false },
  });
  const lake = await lakeWith({ [`${folder}/a.jsonl`]: lines(9) });
  const object = await objectOf(lake, 'a.jsonl');
  let loads = 0;
  const outcome = await ingestInParts(
    async step => {
      const result = await partsStep(lake, tiny(200, 3), personal, object, step);
      if (step.step === 'load' && ++loads === 2) {
        const salts = [];
        for await (const { subject } of lake.subjects.salts()) salts.push({ kind: 'id', subject });
        await lake.subjects.erase(salts, new Date());
      }
      return result;
    },
    { again: false },
  );
  expect(outcome).toMatchObject({ state: 'committed' });
  const rows = await bronzeRows(lake);
  expect(rows).toHaveLength(9);
  expect(rows.filter(row => row['message_encrypted'] !== null).length).toBeLessThan(rows.length);
  const erased = new Set((await lake.subjects.unsettled()).map(({ subject }) => subject));
  for (const row of rows) {
    if (erased.has(String(row['_subject']))) expect(row).toMatchObject({ message: null, message_encrypted: null });
  }
});

test('the state machine that AWS gets makes the same load', async () => {
  const machine = JSON.parse(
    readFileSync(new URL('../../lib/state-machines/full-load.asl.json', import.meta.url), 'utf8'),
  ) as StateMachineFile;
  const files = { [`${folder}/a.csv`]: `id,message,status\n${'1,"a\nb",x\n'.repeat(40)}` };
  const [whole, lake] = [await lakeWith(files), await lakeWith(files)];
  await ingestObject(whole, limits, open, await objectOf(whole, 'a.csv'));
  const object = await objectOf(lake, 'a.csv');
  const made: string[] = [];
  const make = async (step: PartsStep) => {
    made.push(step.step);
    const { outcome, ...result } = await partsStep(lake, tiny(100, 3), open, object, step);
    // The first call for a range is as one whose time was over.
    const isFirst = made.filter(name => name === step.step).length === 1;
    const late = isFirst && (step.step === 'survey' || step.step === 'load') ? { done: false } : {};
    return { ended: outcome !== undefined, recut: false, ...result, ...late };
  };
  const names = ['Begin', 'ScanRange', 'Cut', 'SurveyRange', 'LayOut', 'LoadRange', 'Finish', 'LoadBatch'];
  await runStateMachine(machine, Object.fromEntries(names.map(name => [name, make])), {
    object: { key: object.key, version: object.version },
  });
  expect(made.slice(0, 2)).toEqual(['begin', 'scan']);
  expect(await seen(lake)).toEqual(await seen(whole));
  await expectNoStrays(lake);
});
