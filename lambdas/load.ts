import { type ArrivalEvent, type ArrivalOutcome, ingestArrival } from '../lib/usecases/ingestArrival.ts';
import type { IngestPorts } from '../lib/usecases/ingestObject.ts';
import { logger, workspace } from './environment.ts';
import { safeError } from './safeError.ts';

/** Loads one object and says so in the log: ids, codes and counts, never a key or a row. True when it should be tried again. */
export const load = async (ports: IngestPorts, event: ArrivalEvent, again = false): Promise<boolean> => {
  let outcome: ArrivalOutcome;
  try {
    outcome = await ingestArrival(ports, workspace.limits, workspace.tables, event, { again });
  } catch (error) {
    logger.error('the load broke off', safeError(error));
    return true;
  }
  const { source, table, loadId: load_id, retry, state } = outcome;
  if (state === 'failed') {
    const { code, detail } = outcome;
    // A folder that names no table may be named by a person: only the ledger holds it.
    const place = code === 'unknown_table' ? {} : { source, table };
    logger.error('the load failed', { ...place, load_id, code, detail, retry });
  } else if (state !== 'ignored') {
    const { rowsIn, rowsBronze, rowsQuarantined, seconds } = outcome.record.counts ?? {};
    logger.info(`the load is ${state}`, { source, table, load_id, rowsIn, rowsBronze, rowsQuarantined, seconds });
  }
  return retry;
};
