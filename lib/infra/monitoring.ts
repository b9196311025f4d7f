import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  SingleValueWidget,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { type AlarmMetric, type AlarmSpec, alarmSpecs, logMetrics } from '../config/alarms.ts';
import type { ResourceNames } from '../config/resourceNames.ts';
import type { Workspace } from '../config/workspace.ts';
import type { Functions } from './functions.ts';
import type { Grants } from './grants.ts';

const namespace = 'Hushlake';

const comparisons = {
  above: ComparisonOperator.GREATER_THAN_THRESHOLD,
  at_least: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  below: ComparisonOperator.LESS_THAN_THRESHOLD,
} as const;

/** Metrics, log metric filters, alarms, a dashboard, and the topic that tells on-call. */
export class Monitoring extends Construct {
  readonly topic: Topic;

  constructor(
    scope: Construct,
    id: string,
    workspace: Workspace,
    names: ResourceNames,
    { key, functions, grants }: { readonly key: Key; readonly functions: Functions; readonly grants: Grants },
  ) {
    super(scope, id);
    this.topic = new Topic(this, 'OnCall', { topicName: names.topic, masterKey: key, enforceSSL: true });
    // A topic with a policy of its own loses the one by which its account may publish.
    const { account, region } = workspace;
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:${region}:${account}:alarm:*` } },
      }),
    );
    this.topic.addSubscription(new EmailSubscription(workspace.onCall.email));

    const dimensionsMap = { Workspace: workspace.name };
    for (const logGroup of functions.logGroups) {
      for (const [metricName, pattern] of Object.entries(logMetrics)) {
        new MetricFilter(logGroup, metricName, {
          logGroup,
          filterPattern: FilterPattern.literal(pattern),
          metricNamespace: namespace,
          metricName,
          metricValue: '1',
          dimensions: { Workspace: '$.workspace' },
        });
      }
    }

    const metricOf = (metric: AlarmMetric, seconds: number): IMetric => {
      const period = Duration.seconds(seconds);
      const ours = (metricName: string, statistic: string, of: Readonly<Record<string, string>>) =>
        new Metric({ namespace, metricName, statistic, dimensionsMap: { ...of }, period });
      switch (metric.kind) {
        case 'hushlake':
          return ours(metric.name, metric.statistic, metric.dimensions);
        case 'logs':
          return ours(metric.name, 'Sum', dimensionsMap);
        case 'queue':
          return new Metric({
            namespace: 'AWS/SQS',
            metricName: metric.name,
            dimensionsMap: { QueueName: names.handler(metric.queue) },
            statistic: 'Maximum',
            period,
          });
        case 'function':
          return new Metric({
            namespace: 'AWS/Lambda',
            metricName: metric.name,
            dimensionsMap: { FunctionName: names.handler(metric.handler) },
            statistic: 'Sum',
            period,
          });
        case 'executions': {
          const StateMachineArn = grants.machineArn(names.handler(metric.machine));
          const one = (metricName: string) =>
            new Metric({
              namespace: 'AWS/States',
              metricName,
              dimensionsMap: { StateMachineArn },
              statistic: 'Sum',
              period,
            });
          return new MathExpression({
            expression: 'FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)',
            usingMetrics: {
              failed: one('ExecutionsFailed'),
              timedOut: one('ExecutionsTimedOut'),
              aborted: one('ExecutionsAborted'),
            },
            period,
          });
        }
        case 'quarantine-ratio':
          return new MathExpression({
            expression: 'bad / (good + bad)',
            usingMetrics: {
              bad: ours('RowsQuarantined', 'Sum', metric.dimensions),
              good: ours('RowsIngested', 'Sum', metric.dimensions),
            },
            period,
          });
      }
    };

    const alarmOf = ({ runbook, of, description, metric, ...spec }: AlarmSpec): void => {
      const alarm = new Alarm(this, [runbook, ...of].join('-'), {
        alarmName: names.alarm(runbook, ...of),
        alarmDescription: `${description} Runbook: docs/runbooks/${runbook}.md`,
        metric: metricOf(metric, spec.period),
        threshold: spec.threshold,
        comparisonOperator: comparisons[spec.comparison],
        evaluationPeriods: spec.periods,
        treatMissingData: spec.missing === 'breaching' ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      });
      const action = new SnsAction(this.topic);
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    };
    for (const spec of alarmSpecs(workspace)) alarmOf(spec);

    const byTable = (metricName: string, statistic: string): Metric[] =>
      workspace.tables.map(
        ({ source, table }) =>
          new Metric({
            namespace,
            metricName,
            statistic,
            dimensionsMap: { ...dimensionsMap, Source: source, Table: table },
            label: `${source}/${table}`,
          }),
      );
    const graph = (title: string, left: Metric[]) => new GraphWidget({ title, left, width: 12 });
    new Dashboard(this, 'Dashboard', {
      dashboardName: names.dashboard,
      widgets: [
        [
          new SingleValueWidget({
            title: workspace.name,
            width: 24,
            metrics: ['TablesProcessed', 'TablesFailed', 'Heartbeat', 'LeakFindings'].map(
              metricName => new Metric({ namespace, metricName, statistic: 'Maximum', dimensionsMap }),
            ),
          }),
        ],
        [
          graph('Seconds since the newest arrival', byTable('FreshnessLagSeconds', 'Maximum')),
          graph('Rows to quarantine', byTable('RowsQuarantined', 'Sum')),
        ],
        [
          graph('Rows to bronze', byTable('RowsIngested', 'Sum')),
          graph('Rows merged', byTable('SilverRowsMerged', 'Sum')),
        ],
        [graph('Loads failed', byTable('LoadsFailed', 'Sum')), graph('Silver failed', byTable('SilverFailed', 'Sum'))],
      ],
    });
  }
}
