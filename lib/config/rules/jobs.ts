import { oneOf } from '../diagnostic.ts';
import type { Finding } from '../finding.ts';
import type { AuthoredJobs } from '../schema/jobs.ts';
import type { Path } from '../yamlFile.ts';

/** The tables that a contracts file names, by the file's path as jobs write it: `data-assets/platform-db.yaml`. */
export type TablesByFile = ReadonlyMap<string, { readonly source: string; readonly tables: readonly string[] }>;

/** One table that one job writes. */
export interface Processing {
  readonly stage: 'raw_to_bronze' | 'bronze_to_silver';
  readonly job: string;
  readonly source: string;
  readonly table: string;
  readonly schema: string;
  /** Where jobs.yaml names the table. */
  readonly path: Path;
}

export const jobPath = (stage: string, job: string, ...rest: Path): Path => ['stages', stage, 'jobs', job, ...rest];

const stages = ['raw_to_bronze', 'bronze_to_silver'] as const;

/** Every table that a job of bronze or silver writes, as far as the names are right. */
export const processings = ({ stages: all }: AuthoredJobs, files: TablesByFile): readonly Processing[] =>
  stages.flatMap(stage =>
    Object.entries(all[stage]?.jobs ?? {}).flatMap(([job, { job_input, job_output }]) => {
      const file = files.get(job_input.data_assets_config);
      return job_input.tables_for_processing.flatMap((table, i) =>
        file?.tables.includes(table)
          ? [
              {
                stage,
                job,
                source: file.source,
                table,
                schema: job_output.schema,
                path: jobPath(stage, job, 'job_input', 'tables_for_processing', i),
              },
            ]
          : [],
      );
    }),
  );

/** Jobs name files and tables that there are, and read where the files of their source lie. */
export const knownTables = ({ stages: all }: AuthoredJobs, files: TablesByFile): readonly Finding[] =>
  stages.flatMap(stage =>
    Object.entries(all[stage]?.jobs ?? {}).flatMap(([job, { job_input }]): readonly Finding[] => {
      const { data_assets_config: config, tables_for_processing } = job_input;
      const file = files.get(config);
      if (!file) {
        const candidates = [...files.keys()];
        const path = jobPath(stage, job, 'job_input', 'data_assets_config');
        return [
          {
            code: 'unknown_file',
            path,
            message: `there is no contracts file ${config}`,
            found: config,
            expected: candidates.length > 0 ? oneOf(candidates) : 'a file under data-assets/',
            candidates,
          },
        ];
      }
      const base = 'load_base_path' in job_input ? job_input.load_base_path : undefined;
      const right = `raw/${file.source}`;
      const misplaced: Finding = {
        code: 'wrong_path',
        path: jobPath(stage, job, 'job_input', 'load_base_path'),
        message: `raw files of ${file.source} do not lie in ${base}`,
        found: String(base),
        expected: right,
      };
      return [
        ...tables_for_processing.flatMap((table, i): readonly Finding[] => {
          if (file.tables.includes(table)) return [];
          const path = jobPath(stage, job, 'job_input', 'tables_for_processing', i);
          return [
            {
              code: 'unknown_table',
              path,
              message: `${config} has no table "${table}"`,
              found: table,
              expected: oneOf(file.tables),
              candidates: file.tables,
            },
          ];
        }),
        ...(base === undefined || base === right ? [] : [misplaced]),
      ];
    }),
  );

/** A table is loaded by one job and merged by one job. */
export const oneJobEach = (all: readonly Processing[]): readonly Finding[] => {
  const first = new Map<string, string>();
  return all.flatMap(({ stage, job, source, table, path }): readonly Finding[] => {
    const place = `${stage}/${source}/${table}`;
    const other = first.get(place);
    if (other === undefined) {
      first.set(place, job);
      return [];
    }
    const message = other === job ? `${job} names "${table}" twice` : `both ${other} and ${job} write "${table}"`;
    return [{ code: 'table_in_two_jobs', path, message, found: job, expected: `one job of ${stage} for each table` }];
  });
};

/** No two tables are written to the same place. Glue joins catalog and schema with `_`, and engines fold case. */
export const ownPlace = (all: readonly Processing[]): readonly Finding[] => {
  const first = new Map<string, Processing>();
  return all.flatMap((processing): readonly Finding[] => {
    const { stage, source, table, schema, job } = processing;
    const place = `${schema.replace('.', '_')}.${table}`.toLowerCase();
    const other = first.get(place);
    if (other === undefined || (other.stage === stage && other.source === source && other.table === table)) {
      first.set(place, other ?? processing);
      return [];
    }
    const message = `${source}/${table} would be written where ${other.source}/${other.table} of ${other.stage} is: ${schema}.${table}`;
    return [
      {
        code: 'schema_collision',
        path: jobPath(stage, job, 'job_output', 'schema'),
        message,
        found: schema,
        expected: 'a schema of its own',
      },
    ];
  });
};

/** Stages of which no job takes the table. */
export const stagesWithout = (all: readonly Processing[], source: string, table: string): readonly string[] =>
  stages.filter(stage => !all.some(p => p.stage === stage && p.source === source && p.table === table));

/** Silver tables as models name them: `catalog.schema.table`. */
export const silverTables = (all: readonly Processing[]): readonly string[] =>
  all.filter(({ stage }) => stage === 'bronze_to_silver').map(({ schema, table }) => `${schema}.${table}`);

/** Models read silver tables that there are, here or in a federated workspace. */
export const knownModelTables = ({ stages: all }: AuthoredJobs, readable: readonly string[]): readonly Finding[] =>
  Object.entries(all.models?.jobs ?? {}).flatMap(([job, { job_input }]) =>
    job_input.tables_for_processing.flatMap((table, i): readonly Finding[] => {
      if (readable.includes(table)) return [];
      const path = jobPath('models', job, 'job_input', 'tables_for_processing', i);
      const message = `neither this workspace nor one that it federates has the silver table "${table}"`;
      const expected = readable.length > 0 ? oneOf(readable) : 'a workspace in federates';
      return [{ code: 'unknown_table', path, message, found: table, expected, candidates: readable }];
    }),
  );
