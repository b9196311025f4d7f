import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { ResourceNames } from '../config/resourceNames.ts';
import type { Workspace } from '../config/workspace.ts';
import type { Functions } from './functions.ts';
import type { Grants } from './grants.ts';
import { AslMachine } from './stateMachine.ts';

/** A workgroup that sets what its queries may read, where results go and how they are encrypted. */
export const workGroup = (
  scope: Construct,
  id: string,
  { compute }: Workspace,
  names: ResourceNames,
  key: Key,
  whose?: string,
): CfnWorkGroup =>
  new CfnWorkGroup(scope, id, {
    name: names.workGroup(whose),
    description: whose === undefined ? 'Silver' : `Queries of ${whose}`,
    recursiveDeleteOption: true,
    workGroupConfiguration: {
      enforceWorkGroupConfiguration: true,
      publishCloudWatchMetricsEnabled: true,
      bytesScannedCutoffPerQuery: compute.athena.scanLimit,
      engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
      resultConfiguration: {
        outputLocation: `s3://${names.bucket('results')}/${whose ?? 'silver'}/`,
        encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: key.keyArn },
      },
    },
  });

/** Bronze to silver: the state machine, its functions and its workgroup. */
export class Silver extends Construct {
  readonly machine: StateMachine;

  constructor(
    scope: Construct,
    id: string,
    workspace: Workspace,
    names: ResourceNames,
    { key, functions, grants }: { readonly key: Key; readonly functions: Functions; readonly grants: Grants },
  ) {
    super(scope, id);
    workGroup(this, 'WorkGroup', workspace, names, key);
    const { byName } = functions;
    const steps = {
      Discover: byName['silver-discover'],
      Plan: byName['silver-plan'],
      Check: byName['silver-check'],
      Record: byName['silver-record'],
      RecordFailure: byName['silver-record-failure'],
      Summarize: byName['silver-summarize'],
    };
    this.machine = new AslMachine(this, 'StateMachine', {
      name: names.silverMachine,
      file: 'silver.asl.json',
      substitutions: {
        ...Object.fromEntries(Object.entries(steps).map(([name, step]) => [`${name}FunctionArn`, step.functionArn])),
        AthenaWorkGroup: names.workGroup(),
      },
      statements: [
        grants.allow(
          ['lambda:InvokeFunction'],
          Object.values(steps).map(step => step.functionArn),
        ),
        ...grants.query(),
      ],
      key,
    }).machine;
  }
}
