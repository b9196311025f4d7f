import type { Finding } from '../finding.ts';
import { columnType } from '../quantities.ts';
import type { TableRule } from './rule.ts';

/** Warnings: what a reader of the contract could not know, or should look at again. */
export const exposure: TableRule = ({ name, table }) => {
  if (!table.columns) {
    return [
      {
        code: 'columns_undeclared',
        path: [name],
        at: 'key',
        message: `table "${name}" is in the short form: undeclared columns pass through with inferred types, and whether a text column is left neither scrubbed nor encrypted cannot be known`,
        found: 'no columns',
        expected: '`columns:` for anything that matters',
      },
    ];
  }
  const protectedColumns = new Set(
    [table.identity, table.encrypted, table.scrubbing, table.pseudonymized, table.dropped].flatMap(list => list ?? []),
  );
  return Object.entries(table.columns).flatMap(([column, { type, classification, checks }]): readonly Finding[] => {
    if (protectedColumns.has(column)) return [];
    const kind = columnType(type).kind;
    const free = (kind === 'string' || kind === 'json') && !checks?.one_of && !checks?.matches;
    const exposed =
      classification === 'restricted' || (free && classification !== 'public' && classification !== 'internal');
    if (!exposed) return [];
    return [
      {
        code: 'text_in_clear',
        path: [name, 'columns', column],
        at: 'key',
        message: `column "${column}" (${classification ?? 'not classified'}) is written in clear`,
        found: classification ?? 'nothing',
        expected:
          'scrubbing, encrypted, pseudonymized or dropped; or `classification: internal` where it holds nothing private',
      },
    ];
  });
};
