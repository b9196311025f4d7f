import { alarmSpecs } from './alarms.ts';
import { customMetrics } from './metrics.ts';
import type { Workspace } from './workspace.ts';

/**
 * Dollars a month, list price of us-east-1 and eu-west-1 for the first 10,000 metrics, without the free tier.
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
export const monitoringPrices = { asOf: '2025-06-01', metric: 0.3, alarmMetric: 0.1, dashboard: 3 } as const;

/** One line of the bill. */
export interface CostLine {
  readonly item: 'custom metrics' | 'alarms' | 'dashboards';
  readonly count: number;
  /** What is paid for: an alarm on metric math pays for each metric in it. */
  readonly units: number;
  readonly dollars: number;
}

const metricsOf: Readonly<Record<string, number>> = { 'quarantine-ratio': 2, executions: 3 };

const cents = (dollars: number): number => Math.round(dollars * 100) / 100;

/** What monitoring of a workspace costs a month when every table is busy. */
export const monitoringCost = (workspace: Workspace): readonly CostLine[] => {
  const metrics = customMetrics(workspace).length;
  const alarms = alarmSpecs(workspace);
  const alarmMetrics = alarms.reduce((sum, { metric }) => sum + (metricsOf[metric.kind] ?? 1), 0);
  const dashboards = workspace.tables.length > 0 ? 1 : 0;
  const { metric, alarmMetric, dashboard } = monitoringPrices;
  return [
    { item: 'custom metrics', count: metrics, units: metrics, dollars: cents(metrics * metric) },
    { item: 'alarms', count: alarms.length, units: alarmMetrics, dollars: cents(alarmMetrics * alarmMetric) },
    { item: 'dashboards', count: dashboards, units: dashboards, dollars: cents(dashboards * dashboard) },
  ];
};
