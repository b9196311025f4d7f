import { setTimeout as pause } from 'node:timers/promises';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { QueryFailed } from '../adapters/aws/athena.ts';
import type { Workspace } from '../config/load.ts';
import { resourceNames } from '../config/resourceNames.ts';
import type { TableContract } from '../config/tableContract.ts';
import { openAwsLake } from './awsLake.ts';
import type { RoleCredentials } from './awsRole.ts';

/** How often it is looked whether merges have ended. */
const lookEveryMs = 5000;
/** Athena's VACUUM removes so many files and says when there are more; each run is one of these. */
const longestVacuum = 100;

/** What erasing needs in the workspace's account, through the role of a principal. */
export const awsErasure = (
  workspace: Workspace,
  principal: string,
  credentials: RoleCredentials | undefined,
  onFile?: (key: string) => void,
) => {
  const lake = openAwsLake(workspace, principal, credentials);
  const { engine, dialect, store } = lake;
  const { account, region } = workspace;
  const names = resourceNames(workspace);
  const states = new SFNClient({ region, ...(credentials ? { credentials } : {}) });
  const stateMachineArn = `arn:aws:states:${region}:${account}:stateMachine:${names.silverMachine}`;

  const beganBefore = async (at: Date): Promise<boolean> => {
    const { executions = [] } = await states.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }),
    );
    return executions.some(({ startDate }) => startDate! <= at);
  };

  const vacuum = async (sql: string): Promise<void> => {
    for (let run = 1; ; run++) {
      try {
        return await engine.execute(sql);
      } catch (error) {
        const more = error instanceof QueryFailed && error.detail.includes('ICEBERG_VACUUM_MORE_RUNS_NEEDED');
        if (!more || run === longestVacuum) throw error;
      }
    }
  };

  const forget = async ({ silverSchema, table }: TableContract): Promise<void> => {
    for (const sql of dialect.forget(silverSchema, table)) await vacuum(sql);
    // The bucket keeps for a while what Iceberg has deleted.
    await store.purge(`silver/${names.database(silverSchema)}/${table}/`);
    await store.purge(`silver/${names.database(silverSchema)}/_staging__${table}/`);
  };

  return {
    ...lake,
    silverAtRest: async (): Promise<void> => {
      const since = lake.now();
      while (await beganBefore(since)) await pause(lookEveryMs);
    },
    forgetSilver: async (contracts: readonly TableContract[]): Promise<void> => {
      for (const contract of contracts) await forget(contract);
    },
    ...(onFile ? { onFile } : {}),
  };
};
