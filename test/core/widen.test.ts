import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { StoredType } from '../../lib/core/batch.ts';
import { IncompatibleTypes, widen } from '../../lib/core/widen.ts';

const kind = (name: Exclude<StoredType['kind'], 'decimal'>): StoredType => ({ kind: name });
const decimal = (precision: number, scale: number): StoredType => ({ kind: 'decimal', precision, scale });

const readable: fc.Arbitrary<StoredType> = fc.oneof(
  fc
    .constantFrom('string', 'json', 'boolean', 'int', 'bigint', 'double', 'date', 'timestamp')
    .map(name => kind(name as 'string')),
  fc.integer({ min: 1, max: 38 }).chain(p => fc.integer({ min: 0, max: p }).map(s => decimal(p, s))),
);

describe('widen', () => {
  test.each([
    ['int and bigint', kind('int'), kind('bigint'), kind('bigint')],
    ['int and double', kind('int'), kind('double'), kind('double')],
    ['bigint and double, which would lose digits above 2^53', kind('bigint'), kind('double'), kind('string')],
    ['decimals of other scales', decimal(5, 2), decimal(6, 4), decimal(7, 4)],
    ['bigint and decimal', kind('bigint'), decimal(5, 2), decimal(21, 2)],
    ['decimals that together need more than 38 digits', decimal(38, 0), decimal(10, 5), kind('string')],
    ['decimal and double', decimal(5, 2), kind('double'), kind('string')],
    ['boolean and int', kind('boolean'), kind('int'), kind('string')],
    ['date and timestamp', kind('date'), kind('timestamp'), kind('string')],
    ['json and string', kind('json'), kind('string'), kind('string')],
    ['binary with itself', kind('binary'), kind('binary'), kind('binary')],
  ])('%s', (_, a, b, joined) => {
    expect(widen(a, b)).toEqual(joined);
    expect(widen(b, a)).toEqual(joined);
  });

  test('ciphertext never becomes text, nor text ciphertext', () => {
    expect(() => widen(kind('binary'), kind('string'))).toThrow(IncompatibleTypes);
    expect(() => widen(kind('int'), kind('binary'))).toThrow(IncompatibleTypes);
  });

  test('order, grouping and repetition of files do not matter', () => {
    fc.assert(
      fc.property(readable, readable, readable, (a, b, c) => {
        expect(widen(a, a)).toEqual(a);
        expect(widen(a, b)).toEqual(widen(b, a));
        expect(widen(widen(a, b), c)).toEqual(widen(a, widen(b, c)));
      }),
      { numRuns: 1000 },
    );
  });
});
