import * as v from 'valibot';
import { column } from './column.ts';
import {
  choice,
  closed,
  count,
  freshness,
  locales,
  named,
  names,
  optional,
  required,
  retention,
  scalar,
  text,
} from './fields.ts';

/** One of the three kinds; which one is said by the key that is there (rules/tableChecks.ts sees to it that one is). */
const tableCheck = closed({
  name: required(text, 'Stands in reports when the check fails.'),
  unique: optional(v.pipe(names, v.nonEmpty('at least one column')), 'No two rows agree in all of these columns.'),
  row_count: optional(
    closed({ min: optional(count, 'Fewest rows.'), max: optional(count, 'Most rows.') }),
    'Bounds of the number of rows.',
  ),
  sql: optional(text, 'One SELECT over {table} that returns the rows that are wrong.'),
});

/** A table as its author writes it: the seed's short form, and every key that makes it a contract. */
export const table = closed({
  description: optional(text, 'What a row stands for and where it comes from.'),
  owner: optional(text, 'The team that answers for the table.'),
  columns: optional(
    named(column),
    'Every column by name. Without it the table is in the short form and types are inferred.',
  ),
  identity: optional(names, 'The columns that tell one row from another. Never NULL.'),
  encrypted: optional(names, 'Kept as ciphertext in <c>_encrypted; the original is not written.'),
  scrubbing: optional(names, 'Text in which each identifier is replaced by its label.'),
  scrubbing_options: optional(
    closed({
      ages: optional(choice('keep', 'redact'), 'Whether ages go too: `im 17`. By default they stay.'),
      consistent_within: optional(
        text,
        'The column that names the conversation: within it, one person is one placeholder, [PERSON_K7Q2MX].',
      ),
    }),
    'What scrubbing does beyond the locales.',
  ),
  pseudonymized: optional(names, 'Replaced by a keyed hash: joins work, values do not come back.'),
  dropped: optional(names, 'Not kept at all.'),
  md5_checksum: optional(
    v.union([
      names,
      closed({
        columns: required(names, 'The columns of the checksum, in order.'),
        keyed: optional(
          v.boolean(),
          'Whether the workspace secret goes in; by default where a listed column is protected.',
        ),
      }),
    ]),
    'The columns whose change makes a new version of a row.',
  ),
  partition_by: optional(names, 'Columns by which silver is laid out.'),
  order_by: optional(
    names,
    'Which version of a row is newer, most telling column first. Empty: the one that arrived later.',
  ),
  delete_when: optional(
    named(v.union([scalar, v.pipe(v.array(scalar), v.nonEmpty('at least one value'))], 'a value or a list of values')),
    'CDC tombstones: a row is a deletion when each of these columns holds one of its values.',
  ),
  history: optional(
    choice('none', 'scd2'),
    'none keeps the newest version of a row, scd2 keeps all with their periods.',
  ),
  freshness: optional(freshness, 'When a silent table becomes a fault. By default as the workspace says.'),
  volume: optional(
    closed({
      expected_rows: required(count, 'Rows of a usual load.'),
      tolerance: required(
        v.pipe(v.number(), v.minValue(0, 'a share of at least 0')),
        'Share by which a load may differ: 0.5 is half as much more or less.',
      ),
    }),
    'How many rows a load brings.',
  ),
  checks: optional(v.array(tableCheck), 'Checks of the silver table, run before it is published.'),
  retention: optional(retention, 'How long this table is kept, where it differs from the workspace.'),
  locales: optional(locales, 'Whose identifiers scrubbing looks for. By default as the workspace says.'),
  subject: optional(
    v.union([
      text,
      closed({
        column: required(text, 'The column that names the person, or the row that belongs to one.'),
        person: optional(text, 'Whom its values name, where the column is not called so: texter_id.'),
        through: optional(
          text,
          'A table of this file whose identity the values are: the person is the subject of that row.',
        ),
      }),
    ]),
    'Whose row it is: the cells of a person can be erased in one step.',
  ),
  schema_evolution: optional(
    choice('rescue', 'add_new_columns', 'fail_on_new_columns'),
    'What becomes of undeclared columns: encrypted together, encrypted one by one, or the row is rejected.',
  ),
});

export type AuthoredTable = v.InferOutput<typeof table>;
