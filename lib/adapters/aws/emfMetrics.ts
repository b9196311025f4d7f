import type { MetricRecord } from '../../ports/loadLedger.ts';
import type { Metrics } from '../../ports/metrics.ts';

export const metricNamespace = 'Hushlake';

/**
 * Documents in CloudWatch's embedded metric format, one for each moment and set of dimensions. Powertools' Metrics adds
 * a `service` dimension to every set, which would be part of each metric's name: the format is written here instead.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const emfDocuments = (records: readonly MetricRecord[]): readonly object[] =>
  [...Map.groupBy(records, ({ at, dimensions }) => JSON.stringify([at.getTime(), dimensions])).values()].map(group => {
    const { at, dimensions } = group[0]!;
    return {
      _aws: {
        Timestamp: at.getTime(),
        CloudWatchMetrics: [
          {
            Namespace: metricNamespace,
            Dimensions: [Object.keys(dimensions)],
            Metrics: group.map(({ name, unit }) => ({ Name: name, Unit: unit })),
          },
        ],
      },
      ...dimensions,
      ...Object.fromEntries(group.map(({ name, value }) => [name, value])),
    };
  });

/** Metrics as log lines, which CloudWatch turns into metrics: no call, and nothing to wait for. */
export const emfMetrics = (write: (line: string) => void): Metrics => ({
  emit: async records => {
    for (const document of emfDocuments(records)) write(`${JSON.stringify(document)}\n`);
  },
});
