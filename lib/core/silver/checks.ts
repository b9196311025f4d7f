import type { TableCheck } from '../../config/tableContract.ts';
import { quoted } from './dialect.ts';
import { list, namesOf, sameRow } from './expressions.ts';
import type { SilverTable } from './silverTable.ts';

/** A check as a query that returns `failing`: how many rows break it. */
export interface CheckQuery {
  readonly name: string;
  readonly sql: string;
}

/** The table as it would be after publishing. */
const previewSql = (table: SilverTable): string => {
  const names = namesOf(table.columns);
  return `SELECT ${list(names, 't')} FROM ${table.target} t
WHERE NOT EXISTS (SELECT 1 FROM ${table.staging} s WHERE s."_action" <> 'unchanged' AND ${sameRow(table, 's', 't')})
UNION ALL
SELECT ${list(names)} FROM ${table.staging} WHERE "_action" IN ('insert', 'update')`;
};

const duplicates = (columns: readonly string[], of: string): string =>
  `SELECT ${list(columns)} FROM ${of} GROUP BY ${list(columns)} HAVING count(*) > 1`;

const notNull = (columns: readonly string[]): string =>
  columns.map(name => `${quoted(name)} IS NOT NULL`).join(' AND ');

const failingRows = (table: SilverTable, check: TableCheck): string => {
  const name = quoted(table.contract.table);
  switch (check.kind) {
    case 'unique': {
      // Under scd2 a value stands in each of its row's versions: only current rows can claim it.
      const current = table.contract.history === 'scd2' ? ' AND "is_current"' : '';
      return duplicates(check.columns, `(SELECT * FROM ${name} WHERE ${notNull(check.columns)}${current}) u`);
    }
    case 'row_count': {
      const bounds = [
        ...(check.min === undefined ? [] : [`n < ${check.min}`]),
        ...(check.max === undefined ? [] : [`n > ${check.max}`]),
      ];
      return `SELECT n FROM (SELECT count(*) AS n FROM ${name}) c WHERE ${bounds.join(' OR ') || 'false'}`;
    }
    case 'sql':
      return check.sql.replaceAll('{table}', name).replace(/[\s;]+$/, '');
  }
};

/**
 * The queries of every check: the identity is there and unique, and what the contract adds. Each runs on the table as it
 * would be, before any reader can see it.
 */
export const checkQueries = (table: SilverTable): readonly CheckQuery[] => {
  const name = quoted(table.contract.table);
  const queries = [
    { name: 'identity_unique', rows: duplicates(table.key, name) },
    { name: 'identity_not_null', rows: `SELECT 1 AS n FROM ${name} WHERE NOT (${notNull(table.identity)})` },
    ...table.contract.checks.map(check => ({ name: check.name, rows: failingRows(table, check) })),
  ];
  return queries.map(({ name: check, rows }) => ({
    name: check,
    sql: `WITH ${name} AS (\n${previewSql(table)}\n)\nSELECT count(*) AS "failing" FROM (\n${rows}\n) failing_rows`,
  }));
};
