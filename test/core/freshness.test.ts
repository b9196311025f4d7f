import { freshnessOf } from '../../lib/core/freshness.ts';

const promise = { expectedEvery: 600, warnAfter: 1800, errorAfter: 3600 };
const now = new Date('2026-11-23T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test.each([
  ['just arrived', ago(1), ago(90_000), 1, 'fresh'],
  ['at the warning', ago(1800), ago(90_000), 1800, 'fresh'],
  ['past the warning', ago(1801), ago(90_000), 1801, 'late'],
  ['past the promise', ago(3601), ago(90_000), 3601, 'breached'],
  ['nothing yet, ledger is new', undefined, ago(5), 5, 'fresh'],
  ['nothing ever: silence is a breach too', undefined, ago(90_000), 90_000, 'breached'],
  ['a clock in the future counts as now', ago(-50), ago(90_000), 0, 'fresh'],
])('%s', (_name, newest, began, lagSeconds, state) => {
  expect(freshnessOf(promise, newest, began, now)).toEqual({ lagSeconds, state });
});
