import { Stack } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';

export interface EveryProps {
  readonly name: string;
  readonly description: string;
  /** Seconds; EventBridge knows whole minutes. */
  readonly every: number;
  readonly target: string;
  readonly statements: readonly PolicyStatement[];
  readonly deadLetters: string;
}

/** Starts a function or a state machine again and again. What cannot be delivered goes to a dead-letter queue. */
export class Every extends Construct {
  constructor(scope: Construct, id: string, props: EveryProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    for (const statement of props.statements) role.addToPolicy(statement);
    const minutes = Math.max(1, Math.ceil(props.every / 60));
    const schedule = new CfnSchedule(this, 'Schedule', {
      name: props.name,
      description: props.description,
      scheduleExpression: `rate(${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: props.target,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: props.deadLetters },
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
        input: '{}',
      },
    });
    schedule.node.addDependency(role);
  }
}
