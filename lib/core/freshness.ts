import type { FreshnessPromise } from '../config/tableContract.ts';

export interface Freshness {
  /** Seconds since the newest arrival; since the ledger began where nothing has arrived yet. */
  readonly lagSeconds: number;
  readonly state: 'fresh' | 'late' | 'breached';
}

/**
 * How late a table is against its promise. Arrival time counts, never event time: a row with a clock in the future must
 * not make its table look fresh. No data at all ages from the day the ledger began, so silence is a breach too.
 */
export const freshnessOf = (
  promise: FreshnessPromise,
  newestArrival: Date | undefined,
  beganAt: Date,
  now: Date,
): Freshness => {
  const since = newestArrival ?? beganAt;
  const lagSeconds = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1000));
  const state = lagSeconds > promise.errorAfter ? 'breached' : lagSeconds > promise.warnAfter ? 'late' : 'fresh';
  return { lagSeconds, state };
};
