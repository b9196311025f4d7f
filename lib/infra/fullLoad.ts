import type { Key } from 'aws-cdk-lib/aws-kms';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { ResourceNames } from '../config/resourceNames.ts';
import type { Functions } from './functions.ts';
import type { Grants } from './grants.ts';
import { AslMachine } from './stateMachine.ts';

/** Everything that lies in raw, at once: a distributed map over the objects under a prefix. */
export class FullLoad extends Construct {
  readonly machine: StateMachine;

  constructor(
    scope: Construct,
    id: string,
    names: ResourceNames,
    { key, functions, grants }: { readonly key: Key; readonly functions: Functions; readonly grants: Grants },
  ) {
    super(scope, id);
    const handler = functions.byName['full-load'];
    const machine = grants.machineArn(names.fullLoadMachine);
    this.machine = new AslMachine(this, 'StateMachine', {
      name: names.fullLoadMachine,
      file: 'full-load.asl.json',
      substitutions: {
        RawBucket: names.bucket('raw'),
        ResultsBucket: names.bucket('results'),
        FullLoadFunctionArn: handler.functionArn,
      },
      statements: [
        grants.allow(['lambda:InvokeFunction'], [handler.functionArn]),
        grants.allow(['s3:ListBucket'], [grants.bucketArn('raw')]),
        grants.allow(
          ['s3:PutObject', 's3:GetObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
          [`${grants.bucketArn('results')}/full-load/*`],
        ),
        // A distributed map runs its batches as executions of its own.
        grants.allow(['states:StartExecution'], [machine]),
        grants.allow(
          ['states:DescribeExecution', 'states:StopExecution'],
          [`${machine.replace(':stateMachine:', ':execution:')}:*`],
        ),
        // A redrive of the map's batches, which docs/runbooks ask for.
        grants.allow(['states:RedriveExecution'], [`${machine.replace(':stateMachine:', ':execution:')}/*`]),
        grants.lakeKey(),
      ],
      key,
    }).machine;
  }
}
