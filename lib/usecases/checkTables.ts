import type { TableContract } from '../config/tableContract.ts';
import type { LoadLedger, MetricRecord } from '../ports/loadLedger.ts';
import type { Metrics } from '../ports/metrics.ts';

/** A load takes minutes; one that began longer ago than this, in milliseconds, hangs. */
const longestLoad = 3600 * 1000;

/**
 * The monitor of failed tables: how many tables the ledger knows loads of, and how many of them have a load that failed
 * or hangs, or a silver that could not be published. Reads what is open, not every load there ever was.
 */
export const checkTables = async (
  ports: { readonly ledger: LoadLedger; readonly metrics: Metrics; readonly now: () => Date },
  workspace: string,
  contracts: readonly TableContract[],
): Promise<{ readonly processed: number; readonly failed: number }> => {
  const { ledger, now } = ports;
  const nameOf = ({ source, table }: { source: string; table: string }): string => `${source}/${table}`;
  const open = await ledger.open();
  const seen = new Set(open.map(nameOf));
  for (const contract of contracts) {
    if (await ledger.newestArrival(contract.source, contract.table)) seen.add(nameOf(contract));
  }
  const broken = new Set(
    open
      .filter(
        ({ state, startedAt }) =>
          state === 'failed' || (state === 'started' && now().getTime() - startedAt.getTime() > longestLoad),
      )
      .map(nameOf),
  );
  for (const record of await ledger.silver()) if (!record.ok) broken.add(nameOf(record));
  const processed = seen.size;
  const failed = broken.size;
  const metric = (name: string, value: number): MetricRecord => ({
    at: now(),
    name,
    value,
    unit: 'Count',
    dimensions: { Workspace: workspace },
  });
  await ports.metrics.emit([metric('TablesProcessed', processed), metric('TablesFailed', failed)]);
  return { processed, failed };
};
