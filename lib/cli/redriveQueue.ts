import { setTimeout as pause } from 'node:timers/promises';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import type { Workspace } from '../config/load.ts';
import { resourceNames } from '../config/resourceNames.ts';
import { callerOf } from './caller.ts';
import { WrongUse } from './exit.ts';

const lookEveryMs = 2000;

export interface Redriven {
  /** Messages that waited on the dead-letter queue. */
  readonly waiting: number;
  /** Those that were sent back; none in a dry run. */
  readonly moved: number;
  /** What SQS says of the move in the end. */
  readonly state: 'nothing' | 'dry_run' | 'completed' | 'failed' | 'cancelled';
}

/**
 * Sends the messages of the ingest dead-letter queue back to the queue that they came from, and waits until that is done.
 * A move that somebody else has begun is waited for. Loads that were committed meanwhile are skipped by the ledger.
 */
export const redriveQueue = async (
  workspace: Workspace,
  { dryRun, onMoved }: { readonly dryRun: boolean; readonly onMoved?: (moved: number, of: number) => void },
): Promise<Redriven> => {
  await callerOf(workspace);
  const sqs = new SQSClient({ region: workspace.region });
  const QueueName = resourceNames(workspace).deadLetterQueue;
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName })).catch((error: unknown) => {
    const { name } = error as { name?: unknown };
    if (String(name).includes('NonExistent') || String(name).includes('NotFound')) {
      throw new WrongUse(`there is no queue ${QueueName}: deploy ${workspace.name} first`);
    }
    throw new WrongUse(`SQS answers ${String(name)}: have yourself allowed sqs:GetQueueUrl on ${QueueName}`);
  });
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages', 'QueueArn'] }),
  );
  const waiting = Number(Attributes?.['ApproximateNumberOfMessages'] ?? 0);
  const SourceArn = Attributes!['QueueArn']!;
  if (dryRun) return { waiting, moved: 0, state: 'dry_run' };
  if (waiting === 0) return { waiting, moved: 0, state: 'nothing' };
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn })).catch((error: unknown) => {
    // One move at a time: this one is waited for.
    if (!/already/i.test(String((error as { message?: unknown }).message))) throw error;
  });
  for (;;) {
    const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 1 }));
    const [task] = Results;
    const moved = Number(task?.ApproximateNumberOfMessagesMoved ?? 0);
    onMoved?.(moved, waiting);
    const state = task?.Status?.toLowerCase();
    if (state === 'completed' || state === 'failed' || state === 'cancelled') return { waiting, moved, state };
    await pause(lookEveryMs);
  }
};
