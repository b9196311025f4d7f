import type { TableContract } from '../config/tableContract.ts';
import { type Freshness, freshnessOf } from '../core/freshness.ts';
import type { LoadLedger, MetricRecord } from '../ports/loadLedger.ts';
import type { Metrics } from '../ports/metrics.ts';

export interface TableFreshness extends Freshness {
  readonly source: string;
  readonly table: string;
}

/** Compares each table that has a promise with the ledger, and emits what it finds; the heartbeat proves that it ran. */
export const checkFreshness = async (
  ports: { readonly ledger: LoadLedger; readonly metrics: Metrics; readonly now: () => Date },
  workspace: string,
  contracts: readonly TableContract[],
): Promise<readonly TableFreshness[]> => {
  const now = ports.now();
  const beganAt = await ports.ledger.beganAt();
  const newest = new Map<string, Date>();
  for (const { source, table } of contracts) {
    const arrival = await ports.ledger.newestArrival(source, table);
    if (arrival) newest.set(`${source}/${table}`, arrival);
  }
  const results = contracts.flatMap(({ source, table, freshness }) =>
    freshness ? [{ source, table, ...freshnessOf(freshness, newest.get(`${source}/${table}`), beganAt, now) }] : [],
  );
  const metric = (name: string, value: number, unit: MetricRecord['unit'], at?: TableFreshness): MetricRecord => ({
    at: now,
    name,
    value,
    unit,
    dimensions: { Workspace: workspace, ...(at ? { Source: at.source, Table: at.table } : {}) },
  });
  await ports.metrics.emit([
    ...results.flatMap(result => [
      metric('FreshnessLagSeconds', result.lagSeconds, 'Seconds', result),
      metric('FreshnessBreached', result.state === 'breached' ? 1 : 0, 'Count', result),
    ]),
    metric('Heartbeat', 1, 'Count'),
  ]);
  return results;
};
