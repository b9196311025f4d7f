import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { jobs } from './schema/jobs.ts';
import { table } from './schema/table.ts';
import { workspace } from './schema/workspace.ts';

type JsonSchema = Record<string, unknown>;

/** valibot says "no other key" as `not: {}`; editors report the usual form better. */
const plainly = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(plainly);
  if (schema === null || typeof schema !== 'object') return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, member]) => [
      key,
      key === 'additionalProperties' && JSON.stringify(member) === '{"not":{}}' ? false : plainly(member),
    ]),
  );
};

const converted = (schema: GenericSchema): JsonSchema => plainly(toJsonSchema(schema)) as JsonSchema;

/** Keys that begin with `x-` hold anchors, in any file. */
const extensions = { patternProperties: { '^x-': {} } };

/** JSON Schemas of the three kinds of file, by name: editors complete and check with them. */
export const jsonSchemas = (): Readonly<Record<string, JsonSchema>> => {
  const { $schema, ...contract } = converted(table);
  return {
    workspace: { ...converted(workspace), title: 'Hushlake workspace', ...extensions },
    jobs: { ...converted(jobs), title: 'Hushlake jobs', ...extensions },
    'data-assets': {
      $schema,
      title: 'Hushlake contracts',
      type: 'object',
      ...extensions,
      additionalProperties: contract,
    },
  };
};
