import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import * as silver from '../lib/usecases/buildSilver.ts';
import type { PendingTable } from '../lib/usecases/silver/types.ts';
import { logger, silverDeps } from './environment.ts';
import { guarded } from './guarded.ts';

const deps = silverDeps();
const states = new SFNClient({});

/** Whether an execution that began before this one still runs: then this one has nothing to do, and its tables wait. */
const another = async (machine: string, execution: string): Promise<boolean> => {
  const { executions = [] } = await states.send(
    new ListExecutionsCommand({ stateMachineArn: machine, statusFilter: 'RUNNING' }),
  );
  const [first] = executions
    .map(({ executionArn, startDate }) => ({ arn: executionArn!, at: startDate!.getTime() }))
    .sort((a, b) => a.at - b.at || (a.arn < b.arn ? -1 : 1));
  return first !== undefined && first.arn !== execution;
};

export const discover = guarded(async ({ machine, execution }: { machine: string; execution: string }) => {
  if (await another(machine, execution)) {
    logger.info('an earlier execution still runs');
    return { tables: [] };
  }
  return silver.discover(deps);
});
export const plan = guarded((table: PendingTable) => silver.plan(deps, table));
export const check = guarded((planned: silver.SilverPlan) => silver.check(deps, planned));
export const record = guarded((planned: silver.SilverPlan) => silver.record(deps, planned));
export const recordFailure = guarded((failure: PendingTable & { readonly failed: readonly string[] }) => {
  const { source, table, failed } = failure;
  logger.error('silver was not published', { source, table, failed, code: failed[0] });
  return silver.recordFailure(deps, failure);
});
export const summarize = guarded((built: { readonly results: readonly silver.SilverResult[] }) =>
  silver.summarize(deps, built),
);
