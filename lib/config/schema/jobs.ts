import * as v from 'valibot';
import { catalogSchema, choice, closed, duration, named, names, optional, required, text } from './fields.ts';

const common = {
  app_name: required(text, 'The name under which the job is started.'),
  operational_monitoring: required(
    closed({
      labels: optional(named(v.string()), 'Labels of the metrics and alarms.'),
      job_name: required(text, 'The name that monitors show.'),
    }),
    'How the job appears in monitoring.',
  ),
};

const jobOutput = required(
  closed({ schema: required(catalogSchema, '`catalog.schema` of the tables written.') }),
  'Where the tables go.',
);

const tables = {
  tables_for_processing: required(names, 'Tables of the contracts file.'),
  data_assets_config: required(text, 'The contracts file, such as data-assets/platform-db.yaml.'),
};

const jobsOf = <S extends v.GenericSchema>(job: S) => closed({ jobs: required(named(job), 'Jobs by name.') });

export const ingestJob = closed({
  ...common,
  job_input: required(
    closed({
      load_base_path: required(text, 'Folder of the raw files: raw/<source>.'),
      format: required(choice('jsonl', 'json', 'csv', 'parquet'), 'Format of a file whose name does not tell.'),
      ...tables,
    }),
    'What is read.',
  ),
  job_output: jobOutput,
});

export const silverJob = closed({
  ...common,
  job_input: required(closed(tables), 'What is read.'),
  job_output: jobOutput,
});

export const modelJob = closed({
  ...common,
  job_input: required(
    closed({ tables_for_processing: required(names, 'Silver tables, as catalog.schema.table.') }),
    'What is read, of this workspace or of one it federates.',
  ),
  job_output: jobOutput,
});

const monitorJob = closed({
  ...common,
  job_input: optional(closed({ every: required(duration, 'How often it looks.') }), 'When it looks.'),
});

export const jobs = closed({
  stages: required(
    closed({
      raw_to_bronze: optional(jobsOf(ingestJob), 'Jobs that load raw files into bronze.'),
      bronze_to_silver: optional(jobsOf(silverJob), 'Jobs that merge bronze into silver.'),
      monitoring: optional(jobsOf(monitorJob), 'Jobs that watch the others.'),
      models: optional(jobsOf(modelJob), 'Jobs that read silver for research.'),
    }),
    'What runs, in order.',
  ),
});

export type AuthoredJobs = v.InferOutput<typeof jobs>;
