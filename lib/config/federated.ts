import { conforming } from './conforming.ts';
import { withoutExtensions } from './contractsFile.ts';
import { processings, silverTables } from './rules/jobs.ts';
import { jobs as jobsSchema } from './schema/jobs.ts';
import { readWorkspaceFiles } from './workspaceFiles.ts';

/**
 * The silver tables of another workspace, as `catalog.schema.table`. Undefined where its files are wrong: they have
 * errors of their own, and nothing can be said of who reads them.
 */
export const federatedTables = async (root: string, name: string): Promise<readonly string[] | undefined> => {
  const { jobs: file, contracts, errors } = await readWorkspaceFiles(root, name);
  const jobs = file && conforming(jobsSchema, withoutExtensions(file.value)).value;
  if (!jobs || errors.length > 0) return undefined;
  const byFile = new Map(
    [...contracts].map(([source, contract]) => {
      const tables = Object.keys(withoutExtensions(contract?.value) ?? {});
      return [`data-assets/${source}.yaml`, { source, tables }];
    }),
  );
  return silverTables(processings(jobs, byFile));
};
