import { SFNClient } from '@aws-sdk/client-sfn';
import { silverAtRest } from '../adapters/aws/silverAtRest.ts';
import { keptSnapshotDays, vacuumSilver } from '../adapters/aws/vacuumSilver.ts';
import type { Workspace } from '../config/load.ts';
import { resourceNames } from '../config/resourceNames.ts';
import type { TableContract } from '../config/tableContract.ts';
import { openAwsLake } from './awsLake.ts';
import type { RoleCredentials } from './awsRole.ts';

/** A merge of a large table may take long; the person who asked can wait as long. */
const longestWaitMs = 2 * 3600 * 1000;

/** What erasing needs in the workspace's account, through the role of a principal. */
export const awsErasure = (
  workspace: Workspace,
  principal: string,
  credentials: RoleCredentials | undefined,
  onFile?: (key: string) => void,
) => {
  const lake = openAwsLake(workspace, principal, credentials);
  const { engine, store } = lake;
  const { account, region } = workspace;
  const names = resourceNames(workspace);
  const states = new SFNClient({ region, ...(credentials ? { credentials } : {}) });
  const stateMachineArn = `arn:aws:states:${region}:${account}:stateMachine:${names.silverMachine}`;

  return {
    ...lake,
    silverAtRest: async (): Promise<void> => {
      await silverAtRest(states, stateMachineArn, { longestMs: longestWaitMs, beganBefore: lake.now() });
    },
    forgetSilver: (contracts: readonly TableContract[]) => vacuumSilver(engine, store, contracts),
    snapshotDays: keptSnapshotDays,
    ...(onFile ? { onFile } : {}),
  };
};
