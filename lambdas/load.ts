import { SFNClient } from '@aws-sdk/client-sfn';
import type { Context } from 'aws-lambda';
import { partsMachine } from '../lib/adapters/aws/partsMachine.ts';
import { type ArrivalEvent, type ArrivalOutcome, ingestArrival } from '../lib/usecases/ingestArrival.ts';
import type { IngestPorts, LoadOutcome } from '../lib/usecases/ingestObject.ts';
import { OutOfTime } from '../lib/usecases/loadErrors.ts';
import { fullLoadMachine, logger, workspace } from './environment.ts';
import { safeError } from './safeError.ts';

const inParts = partsMachine(new SFNClient({}), fullLoadMachine());

/** A load that is not done when so little time is left is handed over: there it can go on in many calls. */
const handOverMs = 30_000;

/** Says in the log how a load ended: ids, codes and counts, never a key or a row. */
export const logOutcome = (
  place: { readonly source: string; readonly table: string },
  loadId: string | undefined,
  outcome: LoadOutcome,
): void => {
  if (outcome.state === 'failed') {
    const { code, detail } = outcome;
    // A folder that names no table may be named by a person: only the ledger holds it.
    logger.error('the load failed', { ...(code === 'unknown_table' ? {} : place), load_id: loadId, code, detail });
  } else {
    const { rowsIn, rowsBronze, rowsQuarantined, seconds } = outcome.record.counts ?? {};
    const counts = { rowsIn, rowsBronze, rowsQuarantined, seconds };
    logger.info(`the load is ${outcome.state}`, { ...place, load_id: loadId, ...counts });
  }
};

/** Loads one object, or hands it over. True when it should be tried again. */
export const load = async (
  ports: IngestPorts,
  event: ArrivalEvent,
  context: Context,
  again = false,
): Promise<boolean> => {
  let outcome: ArrivalOutcome;
  try {
    outcome = await ingestArrival(ports, workspace.limits, workspace.tables, event, {
      again,
      inParts: object => inParts(object, again),
      mayGoOn: () => {
        if (context.getRemainingTimeInMillis() < handOverMs) throw new OutOfTime();
      },
    });
  } catch (error) {
    logger.error('the load broke off', safeError(error));
    return true;
  }
  const { source, table, loadId, retry } = outcome;
  if (outcome.state === 'handed_over') logger.info('the load goes on in parts', { source, table, load_id: loadId });
  else if (outcome.state !== 'ignored') logOutcome({ source, table }, loadId, outcome);
  return retry;
};
