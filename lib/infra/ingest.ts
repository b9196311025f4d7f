import { Duration } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ResourceNames } from '../config/resourceNames.ts';
import type { Workspace } from '../config/workspace.ts';

/** Objects that one function call loads, one after the other. */
const batchSize = 5;

/** A queue under the lake's key that takes messages over TLS only. */
export const safeQueue = (
  scope: Construct,
  id: string,
  queueName: string,
  key: Key,
  more: {
    readonly deadLetters?: { readonly queue: Queue; readonly maxReceiveCount: number };
    readonly visibility?: Duration;
  } = {},
): Queue =>
  new Queue(scope, id, {
    queueName,
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: key,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    ...(more.visibility ? { visibilityTimeout: more.visibility } : {}),
    ...(more.deadLetters ? { deadLetterQueue: more.deadLetters } : {}),
  });

/**
 * Arrival to load: S3 tells EventBridge of every object that is created in raw, in whichever way; a queue keeps the events,
 * and what cannot be loaded ends, after some tries, on the dead-letter queue.
 */
export class Ingest extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(
    scope: Construct,
    id: string,
    { compute }: Workspace,
    names: ResourceNames,
    { key, handler }: { readonly key: Key; readonly handler: LambdaFunction },
  ) {
    super(scope, id);
    this.deadLetters = safeQueue(this, 'DeadLetters', names.deadLetterQueue, key);
    this.queue = safeQueue(this, 'Queue', names.queue, key, {
      deadLetters: { queue: this.deadLetters, maxReceiveCount: compute.ingest.tries },
      // Six times the function's time, as AWS advises: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibility: Duration.seconds(6 * compute.ingest.timeout),
    });
    // The L2 rule would grant its service every way to use the key.
    const rule = new CfnRule(this, 'ObjectCreated', {
      name: names.handler('object-created'),
      description: 'Objects that arrive in raw, and in no other bucket',
      eventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [names.bucket('raw')] } },
      },
      targets: [{ id: 'queue', arn: this.queue.queueArn }],
    });
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': rule.attrArn } },
      }),
    );
    // The event source may receive and delete; a message that failed is sent back for a short while.
    handler.addToRolePolicy(
      new PolicyStatement({ actions: ['sqs:ChangeMessageVisibility'], resources: [this.queue.queueArn] }),
    );
    handler.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize,
        reportBatchItemFailures: true,
        maxConcurrency: compute.ingest.concurrency,
      }),
    );
  }
}
