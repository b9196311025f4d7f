import { emfDocuments, emfMetrics } from '../../lib/adapters/aws/emfMetrics.ts';
import type { MetricRecord } from '../../lib/ports/loadLedger.ts';
import { metricsContract } from '../ports/metrics.contract.ts';

interface Document {
  readonly [field: string]: unknown;
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: MetricRecord['unit'] }[];
    }[];
  };
}

/** Reads log lines as CloudWatch does. */
const read = (lines: readonly string[]): readonly MetricRecord[] =>
  lines.flatMap(line => {
    const document = JSON.parse(line) as Document;
    return document._aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) =>
      Metrics.map(({ Name, Unit }) => ({
        at: new Date(document._aws.Timestamp),
        name: Name,
        unit: Unit,
        value: document[Name] as number,
        dimensions: Object.fromEntries(
          Dimensions[0]!.map(name => [name, document[name]]),
        ) as MetricRecord['dimensions'],
      })),
    );
  });

metricsContract(async () => {
  const lines: string[] = [];
  return { metrics: emfMetrics(line => lines.push(line)), emitted: async () => read(lines) };
});

test('metrics of one moment and place share a line; dimensions are exactly those given', () => {
  const record: MetricRecord = {
    at: new Date(1),
    name: 'LoadsFailed',
    value: 1,
    unit: 'Count',
    dimensions: { Workspace: 'ctl-dev', Source: 's', Table: 't' },
  };
  const documents = emfDocuments([
    record,
    { ...record, name: 'RowsIngested' },
    { ...record, dimensions: { Workspace: 'ctl-dev' } },
  ]) as readonly Document[];
  expect(documents.map(d => d._aws.CloudWatchMetrics[0]!.Dimensions)).toEqual([
    [['Workspace', 'Source', 'Table']],
    [['Workspace']],
  ]);
  expect(documents[0]).toMatchObject({ LoadsFailed: 1, RowsIngested: 1, Table: 't' });
});
