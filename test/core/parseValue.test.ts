import fc from 'fast-check';
import { jsonText, mismatch, parserOf } from '../../lib/core/parseValue.ts';
import type { SourceValue } from '../../lib/core/rows.ts';
import { textOf } from '../../lib/core/valueText.ts';
import { type } from '../contracts.ts';

describe('a value is taken when it is exactly of the type', () => {
  test.each<[string, Exclude<SourceValue, null>, string]>([
    ['string', 'héllo 👋', 'héllo 👋'],
    ['string', '', ''],
    ['int', 42, '42'],
    ['int', '-7', '-7'],
    ['bigint', 9007199254740993n, '9007199254740993'],
    ['bigint', '9223372036854775807', '9223372036854775807'],
    ['bigint', 12, '12'],
    ['double', 1.5, '1.5'],
    ['double', '1e3', '1000'],
    ['boolean', true, 'true'],
    ['boolean', 'false', 'false'],
    ['decimal(10,2)', 12.1, '12.10'],
    ['decimal(10,2)', '-0.05', '-0.05'],
    ['decimal(10,2)', '7.500', '7.50'],
    ['decimal(38,0)', '99999999999999999999999999999999999999', '99999999999999999999999999999999999999'],
    ['date', '1899-12-31', '1899-12-31'],
    ['timestamp', '2026-01-01T00:00:00Z', '2026-01-01 00:00:00.000000'],
    ['json', { a: [1, 9007199254740993n] }, '{"a":[1,9007199254740993]}'],
  ])('%s takes %p as %s', (kind, value, text) => {
    const parsed = parserOf(type(kind))(value);
    expect(parsed).not.toBe(mismatch);
    expect(textOf(type(kind))(parsed as never)).toBe(text);
  });
});

describe('anything else is a mismatch, never rounded or cast', () => {
  test.each<[string, Exclude<SourceValue, null>]>([
    ['string', 5],
    ['string', true],
    ['string', { a: 1 }],
    ['int', 2 ** 31],
    ['int', 1.5],
    ['int', '007'],
    ['int', ''],
    ['bigint', 2 ** 53],
    ['bigint', 9223372036854775808n],
    ['bigint', '1.0'],
    ['bigint', ' 1'],
    ['double', 'abc'],
    ['double', Number.POSITIVE_INFINITY],
    ['double', '1e999'],
    ['double', 9007199254740993n],
    ['boolean', 1],
    ['boolean', 'TRUE'],
    ['decimal(10,2)', '1.005'],
    ['decimal(3,2)', '10.00'],
    ['decimal(10,2)', '1e2'],
    ['date', '2026-02-30'],
    ['date', 20260101],
    ['timestamp', 1763893230],
    ['timestamp', 'yesterday'],
  ])('%s does not take %p', (kind, value) => {
    expect(parserOf(type(kind))(value)).toBe(mismatch);
  });

  test('json nested deeper than the stack is a mismatch, not a crash', () => {
    let deep: SourceValue = [];
    for (let i = 0; i < 200_000; i++) deep = [deep];
    expect(parserOf(type('json'))(deep)).toBe(mismatch);
  });
});

test('every 64-bit integer survives as JSON text', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), value => {
      expect(jsonText({ value })).toBe(`{"value":${value}}`);
    }),
  );
});
