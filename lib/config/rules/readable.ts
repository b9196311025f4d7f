import type { Finding } from '../finding.ts';
import { type Reference, references, type TableRule, typeOf } from './rule.ts';

const changed = (list: Reference['list']) =>
  ({
    order_by: 'a column that bronze holds as it is: versions are ordered by it',
    delete_when: 'a column that bronze holds as it is: deletions are read from it',
    partition_by: 'a column that bronze holds as it is: silver is laid out by it',
    unique: 'a column that can be read in silver',
    subject: 'a column that bronze holds as it is or as a pseudonym: the person is found by it',
  })[list as string];

/** Columns that later steps read are readable in bronze: not dropped, hidden, or replaced by something else. */
export const readableColumns: TableRule = named => {
  const { table } = named;
  const scrubbed = new Set(table.scrubbing);
  const pseudonymized = new Set(table.pseudonymized);
  const encrypted = new Set(table.encrypted);
  const obstacle = ({ list, column }: Reference): string | undefined => {
    if (scrubbed.has(column)) return 'scrubbed';
    // Pseudonyms are equal where values are equal, and that is all that these two need.
    if (pseudonymized.has(column)) return list === 'unique' || list === 'subject' ? undefined : 'pseudonymized';
    return encrypted.has(column) ? 'encrypted' : undefined;
  };
  return references(named).flatMap((ref): readonly Finding[] => {
    const { list, column, path, at } = ref;
    const expected = changed(list);
    if (expected === undefined) return [];
    const json = typeOf(table, column)?.kind === 'json' ? 'json' : undefined;
    const why = obstacle(ref) ?? json;
    if (why === undefined) return [];
    return [
      {
        code: 'unreadable_column',
        path,
        at,
        message: `${list} reads "${column}", which is ${why}`,
        found: column,
        expected,
      },
    ];
  });
};

/** A history needs to know when a version is new, and which is newer. */
export const completeHistory: TableRule = ({ name, table }) => {
  if (table.history !== 'scd2') return [];
  const missing = [
    ...(table.md5_checksum ? [] : ['md5_checksum']),
    ...((table.order_by ?? []).length > 0 ? [] : ['order_by']),
  ];
  return missing.map(key => ({
    code: 'history_incomplete',
    path: [name, 'history'],
    at: 'value',
    message: `history scd2 without ${key}`,
    found: 'nothing',
    expected: `${key}, which tells ${key === 'order_by' ? 'which version is newer' : 'when a row has changed'}`,
  }));
};
