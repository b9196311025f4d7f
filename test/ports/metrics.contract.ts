import type { MetricRecord } from '../../lib/ports/loadLedger.ts';
import type { Metrics } from '../../lib/ports/metrics.ts';

/** What every Metrics must do. `emitted` reads back what arrived. */
export const metricsContract = (
  open: () => Promise<{ metrics: Metrics; emitted: () => Promise<readonly MetricRecord[]> }>,
): void => {
  test('what is emitted arrives with its dimensions', async () => {
    const { metrics, emitted } = await open();
    const record: MetricRecord = {
      at: new Date('2026-11-23T10:00:00Z'),
      name: 'RowsIngested',
      value: 12,
      unit: 'Count',
      dimensions: { Workspace: 'ctl-dev', Source: 'platform-db', Table: 'message' },
    };
    await metrics.emit([record, { ...record, name: 'RowsQuarantined', value: 0 }]);
    await metrics.emit([]);
    expect((await emitted()).map(r => [r.name, r.value, r.dimensions.Table])).toEqual([
      ['RowsIngested', 12, 'message'],
      ['RowsQuarantined', 0, 'message'],
    ]);
  });
};
