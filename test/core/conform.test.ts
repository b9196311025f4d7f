import type { RowFault } from '../../lib/core/faults.ts';
import type { SourceRecord } from '../../lib/core/rows.ts';
import { column, contract } from '../contracts.ts';
import { planOf, table } from './plans.ts';

const strict = contract({
  columns: [
    column('id', 'bigint', { nullable: false }),
    column('status', 'string', { nullable: false, checks: { one_of: ['open', 'closed'] } }),
    column('score', 'int', { checks: { min: 1, max: 5 } }),
    column('country', 'string', { checks: { matches: '[A-Z]{2}', max_length: 2 } }),
    column('at', 'timestamp', { checks: { min: '2020-01-01T00:00:00Z' } }),
  ],
});
const good = { id: 1, status: 'open', score: 3, country: 'IE', at: '2026-01-01T00:00:00Z' };

test('a row that fits goes through, with nothing in quarantine', () => {
  const batch = planOf(strict)([good]);
  expect(batch.rejected).toEqual([]);
  expect(table(batch)[0]).toMatchObject({ id: 1n, status: 'open', score: 3, country: 'IE', at: 1767225600000000n });
});

describe('a row that does not fit is rejected whole, with a code that holds no value', () => {
  test.each<[string, SourceRecord, RowFault]>([
    ['no identity', { ...good, id: null }, { code: 'identity_missing', column: 'id' }],
    ['identity absent', { status: 'open' }, { code: 'identity_missing', column: 'id' }],
    ['null where none may be', { ...good, status: null }, { code: 'null_not_allowed', column: 'status' }],
    ['wrong type', { ...good, id: 'x' }, { code: 'type_mismatch', column: 'id', expected: 'bigint', found: 'string' }],
    ['array', { ...good, score: [3] }, { code: 'type_mismatch', column: 'score', expected: 'int', found: 'array' }],
    ['not one of', { ...good, status: 'lost' }, { code: 'check_failed', column: 'status', expected: 'one_of' }],
    ['below min', { ...good, score: 0 }, { code: 'check_failed', column: 'score', expected: 'min' }],
    ['above max', { ...good, score: 6 }, { code: 'check_failed', column: 'score', expected: 'max' }],
    ['pattern', { ...good, country: 'ie' }, { code: 'check_failed', column: 'country', expected: 'matches' }],
    ['too old', { ...good, at: '2019-12-31T23:59:59Z' }, { code: 'check_failed', column: 'at', expected: 'min' }],
  ])('%s', (_name, record, fault) => {
    const batch = planOf(strict)([good, record, { ...good, id: 2 }]);
    expect(batch.rejected.map(r => [r.number, r.fault])).toEqual([[2, fault]]);
    expect(batch.numbers).toEqual([1, 3]);
    expect(table(batch).map(r => r['id'])).toEqual([1n, 2n]);
  });
});

test('rows that the reader could not read are rejected as they are', () => {
  const batch = planOf(strict)([]);
  expect(batch.length).toBe(0);
});

describe('undeclared columns', () => {
  const row = { ...good, secret: 'call 5550100', nested: { a: 1 } };

  test('are rescued, encrypted, by default', () => {
    const [out] = table(planOf(strict)([row]));
    expect(Object.keys(out!)).not.toContain('secret');
    expect(out!['_rescued_encrypted']).toBeInstanceOf(Uint8Array);
    expect(out!['_rescued_key_id']).toBe('key-_rescued');
    expect(JSON.stringify(out, (_k, v) => (typeof v === 'bigint' ? String(v) : v))).not.toContain('5550100');
  });

  test('become encrypted columns of their own under add_new_columns', () => {
    const [out] = table(planOf({ ...strict, schemaEvolution: 'add_new_columns' })([row]));
    expect(out!['secret_encrypted']).toBeInstanceOf(Uint8Array);
    expect(Object.keys(out!)).not.toContain('secret');
    expect(out!['_rescued_encrypted']).toBeNull();
  });

  test('send the row to quarantine under fail_on_new_columns', () => {
    const batch = planOf({ ...strict, schemaEvolution: 'fail_on_new_columns' })([row, good]);
    expect(batch.rejected.map(r => r.fault)).toEqual([{ code: 'undeclared_column' }]);
    expect(batch.length).toBe(1);
  });

  test('that the contract drops are gone, and are not rescued either', () => {
    const [out] = table(planOf({ ...strict, dropped: ['secret', 'nested'] })([row]));
    expect(out!['_rescued_encrypted']).toBeNull();
    expect(Object.keys(out!)).not.toContain('secret');
  });

  test.each([
    '__proto__',
    'constructor',
    'a.b',
    'x"; DROP TABLE y; --',
    '_load_id',
    'message_encrypted',
    'MD5_CHECKSUM',
    'ingest_date',
    '',
  ])('named %j never become a column', name => {
    const record = JSON.parse(`{"id":1,${JSON.stringify(name)}:"v"}`) as SourceRecord;
    const batch = planOf(contract())([record]);
    const expected = name === 'constructor' ? 'constructor' : '_rescued_encrypted';
    expect(batch.columns.get(expected)!.values[0]).not.toBeNull();
    if (expected === '_rescued_encrypted') expect(batch.columns.has(name) && name !== '_load_id').toBe(false);
  });
});

describe('the short form infers types from the object alone', () => {
  const inferred = (...values: SourceRecord[string][]) => {
    const batch = planOf(contract())(values.map((v, i) => ({ id: i, v })));
    const { type, values: stored } = batch.columns.get('v')!;
    return [type.kind, ...stored];
  };
  test.each([
    [
      [1, 2, null],
      ['bigint', 1n, 2n, null],
    ],
    [
      [1, 9007199254740993n],
      ['bigint', 1n, 9007199254740993n],
    ],
    [
      [1.5, 2.5],
      ['double', 1.5, 2.5],
    ],
    [
      [1, 1.5],
      ['string', '1', '1.5'],
    ],
    [
      [true, false],
      ['boolean', true, false],
    ],
    [
      [true, 'x'],
      ['string', 'true', 'x'],
    ],
    [[{ a: 1 }], ['string', '{"a":1}']],
    [[null], ['string', null]],
  ])('%j', (values, expected) => {
    expect(inferred(...(values as SourceRecord[string][]))).toEqual(expected);
  });

  test.each([
    [
      ['1', '9007199254740993', null],
      ['bigint', 1n, 9007199254740993n, null],
    ],
    [
      ['1', '007'],
      ['string', '1', '007'],
    ],
    [
      ['true', 'false'],
      ['boolean', true, false],
    ],
    [
      ['1.5', '2'],
      ['string', '1.5', '2'],
    ],
    [
      ['1', ''],
      ['string', '1', ''],
    ],
    [['99999999999999999999'], ['string', '99999999999999999999']],
  ])('texts of a format without types: %j', (texts, expected) => {
    const batch = planOf(contract(), undefined, true)(texts.map((v, i) => ({ id: String(i), v })));
    const { type, values: stored } = batch.columns.get('v')!;
    expect([type.kind, ...stored]).toEqual(expected);
  });

  test('an identity of mostly integers is bigint; a stray other id is a fault of its row', () => {
    const batch = planOf(contract())([
      { id: 1 },
      { id: 'n/a' },
      { id: 9007199254740993n },
      { id: { a: 1 } },
      { id: '4' },
      { id: 5 },
      { id: 6 },
    ]);
    expect(batch.columns.get('id')!.values).toEqual([1n, 9007199254740993n, 4n, 5n, 6n]);
    expect(batch.rejected.map(r => [r.number, r.fault.code])).toEqual([
      [2, 'type_mismatch'],
      [4, 'type_mismatch'],
    ]);
  });

  test('an identity of texts stays text', () => {
    const batch = planOf(contract())([{ id: 'a' }, { id: 'b' }, { id: 3 }]);
    expect(batch.columns.get('id')!.values).toEqual(['a', 'b', '3']);
  });

  test('another spelling of a treated column does not pass beside it', () => {
    const batch = planOf(contract({ scrubbed: ['message'], encrypted: ['message'] }))([
      { id: 1, Message: 'call 5550100' },
    ]);
    expect([...batch.columns.keys()]).not.toContain('Message');
    expect(batch.columns.get('_rescued_encrypted')!.values[0]).not.toBeNull();
  });

  test('scrubbed columns are text, numbers too', () => {
    const [out] = table(planOf(contract({ scrubbed: ['v'] }))([{ id: 1, v: 5550100 }]));
    expect(out!['v']).toBe('[PHONE]');
  });

  test('a column whose keys are values does not become a schema of thousands', () => {
    const wide = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`k${i}`, i]));
    const batch = planOf(contract())([{ id: 1, ...wide }]);
    expect(batch.columns.size).toBeLessThan(520);
    expect(batch.columns.get('_rescued_encrypted')!.values[0]).not.toBeNull();
  });
});
