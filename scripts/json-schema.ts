/** Writes the JSON Schemas for editors, made from the schemas that the loader uses: node scripts/json-schema.ts */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemas } from '../lib/config/jsonSchemas.ts';

for (const [name, schema] of Object.entries(jsonSchemas())) {
  const path = join(import.meta.dirname, '../configs/schema', `${name}.schema.json`);
  writeFileSync(path, `${JSON.stringify(schema, null, 2)}\n`);
  console.log(path);
}
