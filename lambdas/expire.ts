import { SFNClient } from '@aws-sdk/client-sfn';
import { silverAtRest } from '../lib/adapters/aws/silverAtRest.ts';
import { expire } from '../lib/usecases/expire.ts';
import { expirePorts, logger, silverMachine, workspace } from './environment.ts';
import { guarded } from './guarded.ts';

const ports = expirePorts();
const states = new SFNClient({});

/** A merge takes minutes; what takes longer is met by the next try. */
const longestWaitMs = 300_000;

/**
 * Removes what is older than its retention. Raw is not looked at: its objects are never written again, so the bucket's
 * lifecycle does it by itself.
 */
export const handler = guarded(async () => {
  await silverAtRest(states, silverMachine(), { longestMs: longestWaitMs });
  const tables = await expire(ports, workspace.tables, { layers: ['bronze', 'silver', 'quarantine'] });
  for (const { source, table, bronze, quarantine, silver } of tables) {
    const removed = { bronze: bronze.files, quarantine: quarantine.files, silver: silver.rows };
    logger.info('expired', { source, table, ...removed });
    const waiting = bronze.waiting + quarantine.waiting;
    if (waiting > 0) logger.warn('older than their retention, but not done with', { source, table, waiting });
  }
});
