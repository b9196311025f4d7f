import { RemovalPolicy } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { wildcardFindings } from './grants.ts';

export interface AslMachineProps {
  readonly name: string;
  /** File of lib/state-machines. */
  readonly file: string;
  /** What stands in the file as `${Name}`. */
  readonly substitutions: Readonly<Record<string, string>>;
  readonly statements: readonly PolicyStatement[];
  readonly key: Key;
}

/** A state machine from a file of lib/state-machines, the one that runs on one machine too. */
export class AslMachine extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, { name, file, substitutions, statements, key }: AslMachineProps) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    for (const statement of statements) role.addToPolicy(statement);
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      definitionBody: DefinitionBody.fromFile(`${import.meta.dirname}/../state-machines/${file}`),
      definitionSubstitutions: { ...substitutions },
      role,
      tracingEnabled: true,
      logs: {
        level: LogLevel.ALL,
        // Plans hold no value of a row, but errors of queries may.
        includeExecutionData: false,
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/${name}`,
          retention: RetentionDays.THREE_MONTHS,
          encryptionKey: key,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
    });
    acknowledge(role, {
      'AwsSolutions-IAM5[Resource::*]': 'Delivery of logs and traces knows no other resource.',
      ...wildcardFindings(statements),
    });
  }
}
