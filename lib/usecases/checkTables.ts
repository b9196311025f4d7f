import type { TableContract } from '../config/tableContract.ts';
import type { LoadLedger, MetricRecord } from '../ports/loadLedger.ts';
import type { Metrics } from '../ports/metrics.ts';
import { lakeStatus } from './lakeStatus.ts';

/**
 * The monitor of failed tables: how many tables the ledger knows loads of, and how many of them have a load that failed
 * or hangs, or a silver that could not be published.
 */
export const checkTables = async (
  ports: { readonly ledger: LoadLedger; readonly metrics: Metrics; readonly now: () => Date },
  workspace: string,
  contracts: readonly TableContract[],
): Promise<{ readonly processed: number; readonly failed: number }> => {
  const statuses = await lakeStatus(ports, contracts);
  const processed = statuses.filter(({ loads }) => loads.committed + loads.failed + loads.started > 0);
  const failed = processed.filter(({ loads, silver }) => loads.failed + loads.started > 0 || silver?.ok === false);
  const metric = (name: string, value: number): MetricRecord => ({
    at: ports.now(),
    name,
    value,
    unit: 'Count',
    dimensions: { Workspace: workspace },
  });
  await ports.metrics.emit([metric('TablesProcessed', processed.length), metric('TablesFailed', failed.length)]);
  return { processed: processed.length, failed: failed.length };
};
