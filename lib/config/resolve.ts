import { bytes, freshnessPromise, inSeconds, seconds } from './quantities.ts';
import type { AuthoredJobs } from './schema/jobs.ts';
import type { AuthoredWorkspace } from './schema/workspace.ts';
import type { Job, SecondStageModel, Workspace } from './workspace.ts';

/** What models commonly call entities. Places and organisations stay, as they do in the first stage. */
const usualLabels = { PER: 'PERSON', PERSON: 'PERSON', LOC: 'keep', GPE: 'keep', ORG: 'keep', MISC: 'keep' } as const;

const secondStage = (authored: NonNullable<AuthoredWorkspace['second_stage']>): SecondStageModel => ({
  model: authored.model,
  sha256: authored.sha256,
  labels: { ...usualLabels, ...authored.labels },
  threshold: authored.threshold ?? 0.5,
  when: authored.when ?? 'unsure',
  batchSize: authored.batch_size ?? 16,
  maxTokens: authored.max_tokens ?? 256,
  layers: authored.layers ?? [],
});

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
  compute: {
    ingest: {
      memory: bytes(authored.compute?.ingest?.memory ?? '2GiB'),
      timeout: seconds(authored.compute?.ingest?.timeout ?? '15m'),
      concurrency: authored.compute?.ingest?.concurrency ?? 10,
      tries: authored.compute?.ingest?.tries ?? 5,
    },
    silver: {
      memory: bytes(authored.compute?.silver?.memory ?? '512MiB'),
      timeout: seconds(authored.compute?.silver?.timeout ?? '15m'),
    },
    athena: { scanLimit: bytes(authored.compute?.athena?.scan_limit ?? '100GiB') },
  },
  ...(authored.second_stage ? { secondStage: secondStage(authored.second_stage) } : {}),
  ...(authored.freshness ? { freshness: freshnessPromise(authored.freshness) } : {}),
  schedules: inSeconds(authored.schedules),
  onCall: authored.on_call,
  principals: Object.fromEntries(
    Object.entries(authored.principals ?? {}).map(([principal, { description, read, decrypt, start, erase }]) => [
      principal,
      {
        ...(description === undefined ? {} : { description }),
        read: read ?? [],
        decrypt: decrypt ?? [],
        start: start ?? [],
        erase: erase ?? [],
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
