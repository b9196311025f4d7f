import type { TableContract } from '../config/tableContract.ts';
import type { LoadCounts, MetricRecord } from '../ports/loadLedger.ts';

/** What a load says of itself; without counts it failed. */
export const loadMetrics = (
  contract: TableContract,
  counts: LoadCounts | undefined,
  at: Date,
): readonly MetricRecord[] => {
  const dimensions = { Workspace: contract.workspace, Source: contract.source, Table: contract.table };
  const metric = (name: string, value: number): MetricRecord => ({ at, name, value, unit: 'Count', dimensions });
  return counts
    ? [
        metric('RowsIngested', counts.rowsBronze),
        metric('RowsQuarantined', counts.rowsQuarantined),
        metric('LoadsCommitted', 1),
      ]
    : [metric('LoadsFailed', 1)];
};
