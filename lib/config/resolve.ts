import { contractVersion } from './contractVersion.ts';
import { bytes, columnType, seconds } from './quantities.ts';
import { checksumColumns } from './rules/rule.ts';
import type { AuthoredJobs } from './schema/jobs.ts';
import type { AuthoredTable } from './schema/table.ts';
import type { AuthoredWorkspace } from './schema/workspace.ts';
import type { ContractColumn, FreshnessPromise, RawFormat, TableCheck, TableContract } from './tableContract.ts';
import type { Job, Workspace } from './workspace.ts';

const freshnessPromise = (freshness: NonNullable<AuthoredTable['freshness']>): FreshnessPromise => ({
  expectedEvery: seconds(freshness.expected_every),
  warnAfter: seconds(freshness.warn_after),
  errorAfter: seconds(freshness.error_after),
});

const inSeconds = (durations: Readonly<Record<string, string>> = {}): Record<string, number> =>
  Object.fromEntries(Object.entries(durations).map(([key, duration]) => [key, seconds(duration)]));

/** The workspace without its jobs and tables. */
export const resolveWorkspace = (name: string, authored: AuthoredWorkspace): Omit<Workspace, 'jobs' | 'tables'> => ({
  name,
  ...(authored.description === undefined ? {} : { description: authored.description }),
  account: authored.account,
  region: authored.region,
  locales: authored.locales,
  retention: inSeconds(authored.retention),
  limits: {
    maxRowBytes: bytes(authored.limits?.max_row_bytes ?? '16MiB'),
    maxExpansionRatio: authored.limits?.max_expansion_ratio ?? 1000,
    splitSize: bytes(authored.limits?.split_size ?? '256MiB'),
  },
  ...(authored.freshness ? { freshness: freshnessPromise(authored.freshness) } : {}),
  schedules: inSeconds(authored.schedules),
  onCall: authored.on_call,
  principals: Object.fromEntries(
    Object.entries(authored.principals ?? {}).map(([principal, { description, read, decrypt, start }]) => [
      principal,
      {
        ...(description === undefined ? {} : { description }),
        read: read ?? [],
        decrypt: decrypt ?? [],
        start: start ?? [],
      },
    ]),
  ),
  federates: authored.federates ?? [],
});

/** Every job, in the order of the stages. `sourceOf` gives the source of a contracts file. */
export const resolveJobs = ({ stages }: AuthoredJobs, sourceOf: (file: string) => string): readonly Job[] => {
  const common = (
    stage: Job['stage'],
    name: string,
    job: { app_name: string; operational_monitoring: { job_name: string; labels?: Record<string, string> } },
  ) => ({
    stage,
    name,
    appName: job.app_name,
    labels: job.operational_monitoring.labels ?? {},
    monitoringName: job.operational_monitoring.job_name,
  });
  const jobsOf = <J>(stage: { jobs: Record<string, J> } | undefined): [string, J][] =>
    Object.entries(stage?.jobs ?? {});
  return [
    ...jobsOf(stages.raw_to_bronze).map(([name, job]) => ({
      ...common('raw_to_bronze', name, job),
      source: sourceOf(job.job_input.data_assets_config),
      tables: job.job_input.tables_for_processing,
      format: job.job_input.format,
      schema: job.job_output.schema,
    })),
    ...jobsOf(stages.bronze_to_silver).map(([name, job]) => ({
      ...common('bronze_to_silver', name, job),
      source: sourceOf(job.job_input.data_assets_config),
      tables: job.job_input.tables_for_processing,
      schema: job.job_output.schema,
    })),
    ...jobsOf(stages.monitoring).map(([name, job]) => ({
      ...common('monitoring', name, job),
      tables: [],
      ...(job.job_input ? { every: seconds(job.job_input.every) } : {}),
    })),
    ...jobsOf(stages.models).map(([name, job]) => ({
      ...common('models', name, job),
      tables: job.job_input.tables_for_processing,
      schema: job.job_output.schema,
    })),
  ];
};

const contractColumns = (
  columns: NonNullable<AuthoredTable['columns']>,
  identity: readonly string[],
): readonly ContractColumn[] =>
  Object.entries(columns).map(([name, { type, nullable, description, classification, checks }]) => ({
    name,
    type: columnType(type),
    nullable: (nullable ?? true) && !identity.includes(name),
    ...(description === undefined ? {} : { description }),
    ...(classification === undefined ? {} : { classification }),
    checks: checks ?? {},
  }));

const tableCheck = ({ name, unique, row_count, sql }: NonNullable<AuthoredTable['checks']>[number]): TableCheck =>
  unique
    ? { name, kind: 'unique', columns: unique }
    : sql !== undefined
      ? { name, kind: 'sql', sql }
      : { name, kind: 'row_count', ...row_count };

/** A bare MD5 of a short private text can be guessed: the secret goes in wherever a listed column is protected. */
const checksum = (table: AuthoredTable): TableContract['checksum'] => {
  if (!table.md5_checksum) return undefined;
  const columns = checksumColumns(table);
  const hidden = [table.encrypted, table.scrubbing, table.pseudonymized].flatMap(list => list ?? []);
  const asked = Array.isArray(table.md5_checksum) ? undefined : table.md5_checksum.keyed;
  return { columns, keyed: asked ?? columns.some(column => hidden.includes(column)) };
};

/** Where a table comes from and goes to, as the workspace and its jobs say. */
export interface TablePlace {
  readonly workspace: Omit<Workspace, 'jobs' | 'tables'>;
  readonly source: string;
  readonly name: string;
  readonly bronzeSchema: string;
  readonly silverSchema: string;
  readonly format: RawFormat;
}

/** A table that keeps every rule, with its defaults filled in. */
export const resolveTable = (table: AuthoredTable, place: TablePlace): TableContract => {
  const { workspace } = place;
  const identity = table.identity ?? [];
  const sum = checksum(table);
  const freshness = table.freshness ? freshnessPromise(table.freshness) : workspace.freshness;
  const retention = { ...workspace.retention, ...inSeconds(table.retention) };
  const contract: Omit<TableContract, 'version'> = {
    workspace: workspace.name,
    source: place.source,
    table: place.name,
    bronzeSchema: place.bronzeSchema,
    silverSchema: place.silverSchema,
    ...(table.description === undefined ? {} : { description: table.description }),
    ...(table.owner === undefined ? {} : { owner: table.owner }),
    shortForm: table.columns === undefined,
    columns: contractColumns(table.columns ?? {}, identity),
    identity,
    encrypted: table.encrypted ?? [],
    scrubbed: table.scrubbing ?? [],
    pseudonymized: table.pseudonymized ?? [],
    dropped: table.dropped ?? [],
    ...(sum ? { checksum: sum } : {}),
    schemaEvolution: table.schema_evolution ?? 'rescue',
    orderBy: table.order_by ?? [],
    ...(table.delete_when
      ? {
          deleteWhen: Object.fromEntries(
            Object.entries(table.delete_when).map(([column, values]) => [
              column,
              Array.isArray(values) ? values : [values],
            ]),
          ),
        }
      : {}),
    history: table.history ?? 'none',
    partitionBy: table.partition_by ?? [],
    ...(freshness ? { freshness } : {}),
    ...(table.volume
      ? { volume: { expectedRows: table.volume.expected_rows, tolerance: table.volume.tolerance } }
      : {}),
    checks: (table.checks ?? []).map(tableCheck),
    ...(Object.keys(retention).length > 0 ? { retention } : {}),
    locales: table.locales ?? workspace.locales,
    ...(table.subject === undefined ? {} : { subject: table.subject }),
    format: place.format,
  };
  return { ...contract, version: contractVersion(contract) };
};
