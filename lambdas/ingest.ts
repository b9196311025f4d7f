import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { arrivalOf } from '../lib/adapters/aws/objectCreated.ts';
import { ingestPorts, logger } from './environment.ts';
import { guarded } from './guarded.ts';
import { load } from './load.ts';
import { safeError } from './safeError.ts';

const ports = ingestPorts();
// The queue's address names it; where requests go is the endpoint's affair.
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });

/** Seconds until the first new try; doubled for each further one. */
const firstPause = 30;
const longestPause = 900;

/**
 * Lets a message that failed come back soon: its visibility timeout covers the longest load, an hour and more, which is
 * no pause for a fault that passes.
 */
const comeBackSoon = async ({ receiptHandle, attributes, eventSourceARN }: SQSRecord): Promise<void> => {
  const pause = Math.min(longestPause, firstPause * 2 ** (Number(attributes.ApproximateReceiveCount) - 1));
  const VisibilityTimeout = Math.ceil(pause * (0.5 + Math.random() / 2));
  const [, , , region, account, name] = eventSourceARN.split(':');
  const QueueUrl = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
  // Without it the message only comes back later.
  await sqs
    .send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout }))
    .catch((error: unknown) => logger.warn('the message comes back late', safeError(error)));
};

/** Share of the function's time after which no further object of the batch is begun. */
const latestStart = 1 / 3;

/** Loads the objects of a batch. Those that failed, and those that there was no time for, stay on the queue. */
export const handler = guarded(async (event: SQSEvent, context): Promise<SQSBatchResponse> => {
  const whole = context.getRemainingTimeInMillis();
  const batchItemFailures: SQSBatchItemFailure[] = [];
  for (const [i, record] of event.Records.entries()) {
    const arrival = arrivalOf(record.body);
    if (!arrival) logger.error('a message is no event of S3', { code: 'not_an_event' });
    const late = i > 0 && context.getRemainingTimeInMillis() < whole * (1 - latestStart);
    const failed = !late && (!arrival || (await load(ports, arrival, context)));
    if (failed) await comeBackSoon(record);
    if (failed || late) batchItemFailures.push({ itemIdentifier: record.messageId });
  }
  return { batchItemFailures };
});
