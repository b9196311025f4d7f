import type { Workspace } from './workspace.ts';

/** Metrics that each table has. */
export const tableMetrics = [
  'RowsIngested',
  'RowsQuarantined',
  'LoadsCommitted',
  'LoadsFailed',
  'SilverRowsMerged',
  'SilverFailed',
] as const;

/** Metrics that a table with a promise has besides. */
export const freshnessMetrics = ['FreshnessLagSeconds', 'FreshnessBreached'] as const;

/** Metrics of the workspace as a whole; the last two are counted in the logs. */
export const workspaceMetrics = [
  'TablesProcessed',
  'TablesFailed',
  'Heartbeat',
  'LeakFindings',
  'ErrorLines',
  'KeyUnavailable',
] as const;

/** Every custom metric of a workspace, by name and dimensions: each costs money every month in which it appears. */
export const customMetrics = ({
  name,
  tables,
}: Workspace): readonly { readonly name: string; readonly dimensions: Readonly<Record<string, string>> }[] =>
  tables.length === 0
    ? []
    : [
        ...workspaceMetrics.map(metric => ({ name: metric, dimensions: { Workspace: name } })),
        ...tables.flatMap(({ source, table, freshness }) =>
          [...tableMetrics, ...(freshness ? freshnessMetrics : [])].map(metric => ({
            name: metric,
            dimensions: { Workspace: name, Source: source, Table: table },
          })),
        ),
      ];
