import { randomUUID } from 'node:crypto';
import { type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { loadIdOf } from '../../core/loadId.ts';
import type { ObjectVersion } from '../../ports/objectStore.ts';

/**
 * Has objects loaded in parts by the full-load state machine. Two executions for one object harm nothing: they write the
 * same files, and one of them commits.
 */
export const partsMachine =
  (states: SFNClient, stateMachineArn: string) =>
  async ({ key, uri, version }: ObjectVersion, again: boolean): Promise<void> => {
    await states.send(
      new StartExecutionCommand({
        stateMachineArn,
        name: `${loadIdOf(uri, version)}-${randomUUID().slice(0, 8)}`,
        input: JSON.stringify({ object: { key, uri, version }, again }),
      }),
    );
  };
