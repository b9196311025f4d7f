import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemas } from '../../lib/config/jsonSchemas.ts';

const configs = join(import.meta.dirname, '../../configs');
const schemas = Object.entries(jsonSchemas());

test.each(schemas)(
  'configs/schema/%s.schema.json is what the schemas say (node scripts/json-schema.ts writes it)',
  (name, schema) => {
    const written = readFileSync(join(configs, 'schema', `${name}.schema.json`), 'utf8');
    expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(schema)));
  },
);

test('every file of every workspace tells editors its schema', () => {
  const files = readdirSync(configs, { recursive: true, encoding: 'utf8' }).filter(f => f.endsWith('.yaml'));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const [workspace, ...path] = file.split('/');
    const kind = path[0] === 'data-assets' ? 'data-assets' : path[0]!.replace('.yaml', '');
    const up = '../'.repeat(path.length);
    const first = readFileSync(join(configs, file), 'utf8').split('\n')[0];
    expect(`${workspace} ${first}`).toBe(
      `${workspace} # yaml-language-server: $schema=${up}schema/${kind}.schema.json`,
    );
  }
});

/** Every property of a schema, with its description. */
const properties = (schema: unknown): readonly [string, string | undefined][] => {
  if (Array.isArray(schema)) return schema.flatMap(properties);
  if (schema === null || typeof schema !== 'object') return [];
  const own = (schema as { properties?: Record<string, { description?: string }> }).properties ?? {};
  return [
    ...Object.entries(own).map(([key, { description }]): [string, string | undefined] => [key, description]),
    ...Object.values(schema).flatMap(properties),
  ];
};

test('every key has a meaning that editors show, and stands in docs/configuration.md', () => {
  const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  const all = schemas.flatMap(([, schema]) => properties(schema));
  expect(all.filter(([, description]) => !description).map(([key]) => key)).toEqual([]);
  expect([...new Set(all.map(([key]) => key))].filter(key => !page.includes(`\`${key}\``))).toEqual([]);
});
