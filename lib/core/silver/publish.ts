import { quoted } from './dialect.ts';
import { list, namesOf, sameKey, sameRow } from './expressions.ts';
import type { SilverTable } from './silverTable.ts';
import { keepsTombstones, tombstoneColumns } from './silverTable.ts';

const set = (names: readonly string[]): string => names.map(name => `${quoted(name)} = s.${quoted(name)}`).join(', ');

/** Remembers deletions. Runs before the merge: a kill in between leaves rows that the next run deletes. */
const buryTombstones = (table: SilverTable): string => {
  const names = namesOf(tombstoneColumns(table));
  return `MERGE INTO ${table.tombstones} AS t
USING (SELECT ${list(names)} FROM ${table.staging} WHERE "_tombstone") AS s
ON ${sameKey(table.identity, 't', 's')}
WHEN MATCHED THEN UPDATE SET ${set(names)}
WHEN NOT MATCHED THEN INSERT (${list(names)}) VALUES (${list(names, 's')})`;
};

/** The statements that publish what is staged. Readers see the table change in one: the last, a single MERGE. */
export const publishSql = (table: SilverTable): readonly string[] => {
  const names = namesOf(table.columns);
  return [
    ...(keepsTombstones(table) ? [buryTombstones(table)] : []),
    `MERGE INTO ${table.target} AS t
USING (SELECT ${list(names)}, "_action" FROM ${table.staging} WHERE "_action" <> 'unchanged') AS s
ON ${sameRow(table, 't', 's')}
WHEN MATCHED AND s."_action" = 'delete' THEN DELETE
WHEN MATCHED THEN UPDATE SET ${set(names)}
WHEN NOT MATCHED AND s."_action" <> 'delete' THEN INSERT (${list(names)}) VALUES (${list(names, 's')})`,
  ];
};

/** How many staged rows there are of each action: rows of `action`, `rows`. */
export const stagedCountsSql = (table: { readonly staging: string }): string =>
  `SELECT "_action" AS "action", count(*) AS "rows" FROM ${table.staging} GROUP BY "_action"`;

/** How many rows silver holds. */
export const rowCountSql = (table: { readonly target: string }): string =>
  `SELECT count(*) AS "rows" FROM ${table.target}`;
