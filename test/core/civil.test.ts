import fc from 'fast-check';
import { dateText, parseDate, parseTimestamp, timestampText } from '../../lib/core/civil.ts';

describe('timestamps', () => {
  test.each([
    ['2026-11-23T10:20:30Z', '2026-11-23 10:20:30.000000'],
    ['2026-11-23T10:20:30.123456Z', '2026-11-23 10:20:30.123456'],
    ['2026-11-23 10:20:30', '2026-11-23 10:20:30.000000'],
    ['2026-11-23T10:20', '2026-11-23 10:20:00.000000'],
    ['2026-11-23T10:20:30+05:30', '2026-11-23 04:50:30.000000'],
    ['2026-11-23T23:20:30-0800', '2026-11-24 07:20:30.000000'],
    ['2026-11-23 10:20:30 UTC', '2026-11-23 10:20:30.000000'],
    ['1969-12-31T23:59:59.999999Z', '1969-12-31 23:59:59.999999'],
    ['0001-01-01T00:00:00Z', '0001-01-01 00:00:00.000000'],
    ['2026-11-23T10:20:30.123456000Z', '2026-11-23 10:20:30.123456'],
  ])('%s is %s in UTC', (text, expected) => {
    expect(timestampText(parseTimestamp(text)!)).toBe(expected);
  });

  test.each([
    '2026-02-30T00:00:00Z',
    '2026-11-23T24:00:00Z',
    '23.11.2026',
    'tonight',
    '',
    '2026-11-23',
    '1763893230',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59-14:00',
  ])('%s is no timestamp', text => {
    expect(parseTimestamp(text)).toBeUndefined();
  });

  test('nanoseconds are refused, not rounded', () => {
    expect(parseTimestamp('2026-11-23T10:20:30.123456789Z')).toBeUndefined();
  });

  test('agree with Date, to the millisecond', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), date => {
        const micros = parseTimestamp(date.toISOString())!;
        expect(micros).toBe(BigInt(date.getTime()) * 1000n);
        expect(timestampText(micros)).toBe(`${date.toISOString().slice(0, 23).replace('T', ' ')}000`);
      }),
    );
  });
});

describe('dates', () => {
  test('agree with Date', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_000, max: 2_900_000 }), days => {
        const text = dateText(days);
        expect(text).toBe(new Date(days * 86_400_000).toISOString().slice(0, 10));
        expect(parseDate(text)).toBe(days);
      }),
    );
  });

  test.each(['2025-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '20260101'])('%s does not exist', text => {
    expect(parseDate(text)).toBeUndefined();
  });
});
