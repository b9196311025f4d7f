import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { dataAssets } from './schema/dataAssets.ts';
import { jobs } from './schema/jobs.ts';
import { workspace } from './schema/workspace.ts';

type JsonSchema = Record<string, unknown>;

/** Keys that begin with `x-` hold anchors, in any file. */
const withExtensions = (title: string, schema: GenericSchema): JsonSchema => {
  const made = toJsonSchema(schema, { errorMode: 'ignore' }) as JsonSchema;
  return { ...made, title, patternProperties: { '^x-': {} } };
};

/** JSON Schemas of the three kinds of file, by name: editors complete and check with them. */
export const jsonSchemas = (): Readonly<Record<string, JsonSchema>> => ({
  workspace: withExtensions('Hushlake workspace', workspace),
  jobs: withExtensions('Hushlake jobs', jobs),
  'data-assets': withExtensions('Hushlake data assets', dataAssets),
});
