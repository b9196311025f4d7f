import * as v from 'valibot';
import { freshness, locale, names, positive, retention, text } from './common.ts';

const scalar = v.union([v.string(), v.number(), v.boolean()]);

export const typePattern = /^(string|boolean|int|bigint|double|date|timestamp|json|decimal\((\d{1,2}), ?(\d{1,2})\))$/;

const column = v.strictObject({
  type: v.pipe(
    v.string(),
    v.regex(typePattern, 'must be string, boolean, int, bigint, double, decimal(p,s), date, timestamp or json'),
  ),
  nullable: v.optional(v.boolean()),
  description: v.optional(text),
  /** How private the column is; for the data dictionary and for reviews. */
  classification: v.optional(v.picklist(['public', 'internal', 'confidential', 'restricted'])),
  checks: v.optional(
    v.strictObject({
      min: v.optional(v.union([v.number(), v.string()])),
      max: v.optional(v.union([v.number(), v.string()])),
      one_of: v.optional(v.array(scalar)),
      matches: v.optional(v.string()),
      max_length: v.optional(positive),
    }),
  ),
});

const tableCheck = v.strictObject({
  name: text,
  unique: v.optional(names),
  row_count: v.optional(v.strictObject({ min: v.optional(v.number()), max: v.optional(v.number()) })),
  /** A SELECT of the failing rows; `{table}` stands for the table. */
  sql: v.optional(text),
});

/** A table's contract. The seed's short form has identity, encrypted, scrubbing and md5_checksum only. */
export const table = v.strictObject({
  description: v.optional(text),
  owner: v.optional(text),
  identity: v.pipe(names, v.minLength(1, 'must name at least one column')),
  encrypted: v.optional(names),
  scrubbing: v.optional(names),
  pseudonymized: v.optional(names),
  dropped: v.optional(names),
  md5_checksum: v.optional(v.union([names, v.strictObject({ columns: names, keyed: v.optional(v.boolean()) })])),
  columns: v.optional(v.record(v.string(), column)),
  schema_evolution: v.optional(v.picklist(['rescue', 'add_new_columns', 'fail_on_new_columns'])),
  order_by: v.optional(names),
  delete_when: v.optional(v.record(v.string(), v.union([scalar, v.array(scalar)]))),
  history: v.optional(v.picklist(['none', 'scd2'])),
  partition_by: v.optional(names),
  freshness: v.optional(freshness),
  volume: v.optional(v.strictObject({ expected_rows: positive, tolerance: v.pipe(v.number(), v.minValue(0)) })),
  checks: v.optional(v.array(tableCheck)),
  retention: v.optional(retention),
  locales: v.optional(v.array(locale)),
  subject: v.optional(text),
});

/** data-assets/<source>.yaml: the tables of one source. */
export const dataAssets = v.record(v.string(), table);

export type AuthoredTable = v.InferOutput<typeof table>;
export type AuthoredColumn = v.InferOutput<typeof column>;
