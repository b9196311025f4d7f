import type { Finding } from '../finding.ts';
import { type Reference, type ReferenceList, references, type TableRule, typeOf } from './rule.ts';

const finding = (ref: Reference, code: Finding['code'], message: string, expected: string): Finding => ({
  code,
  path: ref.path,
  at: ref.at,
  message,
  found: ref.column,
  expected,
});

/** With `columns:` there, every list names declared columns. */
export const knownColumns: TableRule = named => {
  const { columns } = named.table;
  if (!columns) return [];
  const declared = Object.keys(columns);
  return references(named)
    .filter(({ column }) => !Object.hasOwn(columns, column))
    .map(ref => ({
      ...finding(
        ref,
        'unknown_column',
        `${ref.list} names "${ref.column}", which \`columns\` does not declare`,
        'a declared column',
      ),
      candidates: declared,
    }));
};

/** A list names each column once. */
export const noRepeats: TableRule = named => {
  const seen = new Set<string>();
  return references(named)
    .filter(ref => {
      const place = JSON.stringify([...ref.path.slice(0, -1), ref.column]);
      const again = seen.has(place);
      seen.add(place);
      return again;
    })
    .map(ref => finding(ref, 'repeated_column', `${ref.list} names "${ref.column}" twice`, 'each column once'));
};

/** A table says which columns tell its rows apart, and nothing happens to those columns. */
export const identity: TableRule = named => {
  const { name, table } = named;
  const columns = new Set(table.identity);
  if (columns.size === 0) {
    const path = table.identity ? [name, 'identity'] : [name];
    const message = `table "${name}" has no identity`;
    return [
      {
        code: 'identity_missing',
        path,
        at: 'key',
        message,
        found: 'nothing',
        expected: 'identity: [the columns that tell rows apart]',
      },
    ];
  }
  const treatments: readonly ReferenceList[] = ['scrubbing', 'encrypted', 'pseudonymized', 'dropped'];
  return references(named)
    .filter(ref => treatments.includes(ref.list) && columns.has(ref.column))
    .map(ref =>
      finding(
        ref,
        'identity_treated',
        `identity column "${ref.column}" is also in ${ref.list}`,
        'identity columns as they are: take it out of one of the two',
      ),
    );
};

/** What is dropped is used nowhere else. */
export const droppedUnused: TableRule = named => {
  const dropped = new Set(named.table.dropped);
  return references(named)
    .filter(ref => ref.list !== 'dropped' && ref.list !== 'identity' && dropped.has(ref.column))
    .map(ref =>
      finding(
        ref,
        'dropped_and_used',
        `column "${ref.column}" is dropped and also in ${ref.list}`,
        'the column in one of the two',
      ),
    );
};

/** A column is a pseudonym or scrubbed text, not both. */
export const onePlainForm: TableRule = named => {
  const pseudonymized = new Set(named.table.pseudonymized);
  return references(named)
    .filter(ref => ref.list === 'scrubbing' && pseudonymized.has(ref.column))
    .map(ref =>
      finding(
        ref,
        'pseudonymized_and_scrubbed',
        `column "${ref.column}" is both pseudonymized and scrubbed`,
        'one of the two',
      ),
    );
};

/** Scrubbing reads text. */
export const scrubbedText: TableRule = named =>
  references(named).flatMap(ref => {
    const type = ref.list === 'scrubbing' ? typeOf(named.table, ref.column) : undefined;
    if (!type || type.kind === 'string') return [];
    const message = `scrubbing of "${ref.column}", which is ${type.kind}`;
    return [finding(ref, 'scrubbing_not_text', message, 'a string column; encrypt or drop the others')];
  });

/** Options of scrubbing are of use where something is scrubbed. */
export const optionsUsed: TableRule = ({ name, table }) =>
  table.scrubbing_options && !table.scrubbing?.length
    ? [
        {
          code: 'options_without_scrubbing',
          path: [name, 'scrubbing_options'],
          at: 'key',
          message: `table "${name}" has scrubbing_options and scrubs nothing`,
          found: 'scrubbing_options',
          expected: 'scrubbing: [the columns], or no options',
        },
      ]
    : [];

/** Engines print floating-point numbers and JSON differently: their checksums would not agree. */
export const exactChecksum: TableRule = named =>
  references(named).flatMap(ref => {
    const type = ref.list === 'md5_checksum' ? typeOf(named.table, ref.column) : undefined;
    if (type?.kind !== 'double' && type?.kind !== 'json') return [];
    const message = `md5_checksum holds "${ref.column}", which is ${type.kind}`;
    return [
      finding(ref, 'inexact_checksum', message, 'types that every engine prints alike: decimal(p,s) or string instead'),
    ];
  });
