import { handlers } from './handlers.ts';
import type { TableContract } from './tableContract.ts';
import type { Workspace } from './workspace.ts';

/** The metric that an alarm watches; a ratio is watched through metric math. Names of resources stand in for their ARNs. */
export type AlarmMetric =
  | {
      readonly kind: 'hushlake';
      readonly name: string;
      readonly statistic: 'Sum' | 'Maximum';
      readonly dimensions: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'queue'; readonly name: string; readonly queue: 'ingest' | 'ingest-dlq' | 'schedule-dlq' }
  | { readonly kind: 'function'; readonly name: 'Errors' | 'Throttles'; readonly handler: string }
  | { readonly kind: 'executions'; readonly machine: 'silver' | 'full-load' }
  | { readonly kind: 'logs'; readonly name: LogMetricName }
  | { readonly kind: 'quarantine-ratio'; readonly dimensions: Readonly<Record<string, string>> };

/** What the logs are searched for; each is a metric without dimensions but the workspace's name in its name. */
export const logMetrics = {
  ErrorLines: '{ $.level = "ERROR" }',
  KeyUnavailable: '{ $.code = "key_unavailable" }',
} as const;
export type LogMetricName = keyof typeof logMetrics;

export interface AlarmSpec {
  /** Kebab case; also the name of its page in docs/runbooks/. */
  readonly runbook: string;
  /** What sets this alarm apart from others of the same runbook: a table or a function. */
  readonly of: readonly string[];
  readonly description: string;
  readonly metric: AlarmMetric;
  readonly threshold: number;
  readonly comparison: 'above' | 'at_least' | 'below';
  /** Seconds. */
  readonly period: number;
  readonly periods: number;
  readonly missing: 'breaching' | 'not_breaching';
}

const alarm = (
  spec: Omit<AlarmSpec, 'of' | 'comparison' | 'period' | 'periods' | 'missing' | 'threshold'> & Partial<AlarmSpec>,
): AlarmSpec => ({
  of: [],
  threshold: 1,
  comparison: 'at_least',
  period: 300,
  periods: 1,
  missing: 'not_breaching',
  ...spec,
});

/** CloudWatch takes periods of 10 or 30 seconds or whole minutes; metrics of our own come no finer than a minute. */
const wholeMinutes = (seconds: number): number => Math.max(60, Math.ceil(seconds / 60) * 60);

/** Share of a table's rows of an hour that may go to quarantine. */
const quarantineShare = 0.05;
/** Seconds that a message may wait in the ingest queue. */
const longestWait = 900;
const defaultCheck = 900;
const day = 86_400;

const tableAlarms = (workspace: Workspace, { source, table, freshness }: TableContract): readonly AlarmSpec[] => {
  const dimensions = { Workspace: workspace.name, Source: source, Table: table };
  const of = [source, table];
  const metric = (name: string, statistic: 'Sum' | 'Maximum' = 'Sum'): AlarmMetric => ({
    kind: 'hushlake',
    name,
    statistic,
    dimensions,
  });
  return [
    alarm({
      runbook: 'load-failed',
      of,
      description: `A load of ${source}/${table} failed.`,
      metric: metric('LoadsFailed'),
    }),
    alarm({
      runbook: 'table-failed',
      of,
      description: `Silver of ${source}/${table} was not published.`,
      metric: metric('SilverFailed'),
    }),
    alarm({
      runbook: 'quarantine-ratio',
      of,
      description: `More than 5 % of the rows of ${source}/${table} went to quarantine within an hour.`,
      metric: { kind: 'quarantine-ratio', dimensions },
      threshold: quarantineShare,
      comparison: 'above',
      period: 3600,
    }),
    ...(freshness
      ? [
          alarm({
            runbook: 'freshness-breached',
            of,
            description: `${source}/${table} is older than its contract promises, or nobody checks.`,
            metric: metric('FreshnessBreached', 'Maximum'),
            period: wholeMinutes(workspace.schedules.freshness_check ?? defaultCheck),
            periods: 2,
            missing: 'breaching',
          }),
        ]
      : []),
  ];
};

/** Every alarm of a workspace, from its contracts and schedules. */
export const alarmSpecs = (workspace: Workspace): readonly AlarmSpec[] => {
  if (workspace.tables.length === 0) return [];
  const check = wholeMinutes(workspace.schedules.freshness_check ?? defaultCheck);
  return [
    alarm({
      runbook: 'dlq-not-empty',
      description: 'A raw object could not be loaded and, after its last try, waits on the dead-letter queue.',
      metric: { kind: 'queue', name: 'ApproximateNumberOfMessagesVisible', queue: 'ingest-dlq' },
    }),
    alarm({
      runbook: 'schedule-dlq-not-empty',
      description: 'A scheduled freshness check, audit or silver run could not be started.',
      metric: { kind: 'queue', name: 'ApproximateNumberOfMessagesVisible', queue: 'schedule-dlq' },
    }),
    alarm({
      runbook: 'oldest-message-age',
      description: 'Raw objects wait longer than 15 minutes to be loaded.',
      metric: { kind: 'queue', name: 'ApproximateAgeOfOldestMessage', queue: 'ingest' },
      threshold: longestWait,
      comparison: 'above',
    }),
    alarm({
      runbook: 'freshness-heartbeat',
      description: 'The freshness check itself did not run: no other freshness alarm can be trusted.',
      metric: { kind: 'hushlake', name: 'Heartbeat', statistic: 'Sum', dimensions: { Workspace: workspace.name } },
      comparison: 'below',
      period: check,
      periods: 2,
      missing: 'breaching',
    }),
    alarm({
      runbook: 'leak-found',
      description: 'Something that identifies a person stands where everybody may read it.',
      metric: { kind: 'hushlake', name: 'LeakFindings', statistic: 'Sum', dimensions: { Workspace: workspace.name } },
      // Until the next audit: but CloudWatch looks back over a day at most.
      period: Math.min(day, wholeMinutes(workspace.schedules.audit ?? day)),
    }),
    alarm({
      runbook: 'silver-execution-failed',
      description: 'An execution of the silver state machine failed, timed out or was aborted.',
      metric: { kind: 'executions', machine: 'silver' },
    }),
    alarm({
      runbook: 'full-load-failed',
      description: 'An execution of the full load failed, timed out or was aborted.',
      metric: { kind: 'executions', machine: 'full-load' },
    }),
    ...handlers.flatMap(({ name }) => [
      alarm({
        runbook: 'lambda-errors',
        of: [name],
        description: `The function ${name} ended with an error.`,
        metric: { kind: 'function', name: 'Errors', handler: name },
      }),
      alarm({
        runbook: 'lambda-throttles',
        of: [name],
        description: `The function ${name} was throttled.`,
        metric: { kind: 'function', name: 'Throttles', handler: name },
        periods: 3,
      }),
    ]),
    alarm({
      runbook: 'kms-access-denied',
      description: 'A key was refused or could not be reached: nothing can be encrypted, so nothing is loaded.',
      metric: { kind: 'logs', name: 'KeyUnavailable' },
    }),
    alarm({
      runbook: 'error-lines',
      description: 'A function logged an error.',
      metric: { kind: 'logs', name: 'ErrorLines' },
    }),
    ...workspace.tables.flatMap(contract => tableAlarms(workspace, contract)),
  ];
};
