import { checkFreshness } from '../lib/usecases/checkFreshness.ts';
import { checkTables } from '../lib/usecases/checkTables.ts';
import { logger, monitorPorts, workspace } from './environment.ts';
import { guarded } from './guarded.ts';

const ports = monitorPorts();

/** The monitors of the schedule: freshness of every table with a promise, and tables that failed. */
export const handler = guarded(async () => {
  const freshness = await checkFreshness(ports, workspace.name, workspace.tables);
  const tables = await checkTables(ports, workspace.name, workspace.tables);
  for (const { source, table, state, lagSeconds } of freshness) {
    if (state !== 'fresh') logger.warn(`the table is ${state}`, { source, table, lagSeconds });
  }
  logger.info('checked', { tables: freshness.length, ...tables });
});
