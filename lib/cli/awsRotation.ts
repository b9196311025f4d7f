import { randomFillSync } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { GlueClient } from '@aws-sdk/client-glue';
import { SFNClient } from '@aws-sdk/client-sfn';
import { athenaBronze, bronzeTableOf } from '../adapters/aws/athenaBronze.ts';
import { glueCatalog } from '../adapters/aws/glueCatalog.ts';
import { silverAtRest } from '../adapters/aws/silverAtRest.ts';
import { vacuumSilver } from '../adapters/aws/vacuumSilver.ts';
import type { Workspace } from '../config/load.ts';
import { resourceNames } from '../config/resourceNames.ts';
import type { RotationPorts } from '../usecases/rotate/rotateKey.ts';
import { openAwsLake } from './awsLake.ts';

/** Merges into silver take minutes; after this long something else is wrong. */
const longestMergeMs = 6 * 3600 * 1000;

/** What replacing a key needs in the workspace's account, with the credentials at hand: no principal has all its rights. */
export const awsRotation = (workspace: Workspace): RotationPorts => {
  const { account, region, tables } = workspace;
  const names = resourceNames(workspace);
  const lake = openAwsLake(workspace, undefined, undefined);
  const sources = new Map(tables.map(({ bronzeSchema, source }) => [bronzeSchema, source]));
  const catalog = glueCatalog(new GlueClient({ region }), {
    schemas: [...sources.keys()],
    location: (schema, table) => `s3://${names.bucket('bronze')}/${sources.get(schema)}/${bronzeTableOf(table)}/`,
  });
  const machine = `arn:aws:states:${region}:${account}:stateMachine:${names.silverMachine}`;
  return {
    ...lake,
    bronze: athenaBronze(lake.store, catalog),
    silverAtRest: () => silverAtRest(new SFNClient({ region }), machine, { longestMs: longestMergeMs }),
    forgetSilver: contracts => vacuumSilver(lake.engine, lake.store, contracts),
    random: bytes => {
      randomFillSync(bytes);
    },
    pause: async ms => {
      await pause(ms);
    },
  };
};
