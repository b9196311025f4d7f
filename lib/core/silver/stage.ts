import { quoted } from './dialect.ts';
import type { BronzePart } from './expressions.ts';
import { bronzeRows, fromLoads, isTombstone, list, namesOf, newestFirst, sameKey, touchedSql } from './expressions.ts';
import type { SilverTable } from './silverTable.ts';
import { keepsTombstones, tombstoneColumns } from './silverTable.ts';

/** What publishing does with a staged row. */
export type StagedAction = 'insert' | 'update' | 'delete' | 'unchanged';

/** The bronze files that staging reads. */
export interface StageInput {
  /** Of the loads that silver has not taken in. */
  readonly fresh: readonly BronzePart[];
  /**
   * Of loads that it has taken in, but that arrived no earlier than the first fresh one; under `scd2` all of them.
   * A version that silver did not write because it equalled the one held may stand here, newer than a late row.
   * All of them as well when loads were replayed: a row that is gone may uncover an older one.
   */
  readonly earlier: readonly BronzePart[];
  /** Ids of fresh loads that silver has taken in before, in an earlier revision: their rows in silver no longer count. */
  readonly replayed: readonly string[];
}

const heldTombstones = (table: SilverTable): string => {
  const kept = new Set(namesOf(tombstoneColumns(table)));
  const values = table.bronzeColumns.map(({ name, type }) =>
    kept.has(name) ? `k.${quoted(name)}` : `CAST(NULL AS ${table.dialect.type(type)})`,
  );
  return `UNION ALL
SELECT ${values.join(', ')}, true, 0 FROM ${table.tombstones} k
WHERE EXISTS (SELECT 1 FROM touched t WHERE ${sameKey(table.identity, 't', 'k')})`;
};

/**
 * Stages the newest version of each identity that the fresh loads touch (SCD1): all versions known of it, from the fresh
 * loads, from silver and from its tombstones, stand in one total order, so the outcome is the same whatever order the
 * loads came in. Of equal places, as when a load was replayed, the fresh row wins.
 */
export const stageNewestSql = (table: SilverTable, { fresh, earlier, replayed }: StageInput): string => {
  const { contract, dialect, identity } = table;
  const columns = namesOf(table.bronzeColumns);
  const same = table.compared.map(name => `w.${quoted(name)} IS NOT DISTINCT FROM s.${quoted(name)}`).join(' AND ');
  const isGone = `COALESCE(w."_tombstone", true)`;
  const isHeld = `s.${quoted(identity[0]!)} IS NOT NULL`;
  return dialect.createStaging(
    contract.silverSchema,
    contract.table,
    `WITH fresh AS (
${bronzeRows(table, fresh)}
), touched AS (
${touchedSql(table, 'fresh', replayed)}
), versions AS (
SELECT ${list(columns)}, ${isTombstone(table)} AS "_tombstone", 2 AS "_rank" FROM fresh
UNION ALL
SELECT ${list(columns, 's')}, false, 1 FROM ${table.target} s
WHERE NOT (${fromLoads(replayed)}) AND EXISTS (SELECT 1 FROM touched t WHERE ${sameKey(identity, 't', 's')})
${keepsTombstones(table) ? heldTombstones(table) : ''}
${
  earlier.length > 0
    ? `UNION ALL
SELECT ${list(columns)}, ${isTombstone(table)}, 0 FROM (
${bronzeRows(table, earlier)}
) e
WHERE EXISTS (SELECT 1 FROM touched t WHERE ${sameKey(identity, 't', 'e')})`
    : ''
}
), placed AS (
SELECT *, row_number() OVER (PARTITION BY ${list(identity)} ORDER BY ${newestFirst(table)}, "_rank" DESC) AS "_place"
FROM versions
), newest AS (
SELECT * FROM placed WHERE "_place" = 1
)
SELECT ${columns.map(name => `${identity.includes(name) ? 'k' : 'w'}.${quoted(name)}`).join(', ')},
COALESCE(w."_tombstone", false) AS "_tombstone",
CASE WHEN ${isGone} AND ${isHeld} THEN 'delete'
WHEN ${isGone} THEN 'unchanged'
WHEN NOT (${isHeld}) THEN 'insert'
WHEN ${same} THEN 'unchanged'
ELSE 'update' END AS "_action"
FROM touched k LEFT JOIN newest w ON ${sameKey(identity, 'k', 'w')}
LEFT JOIN ${table.target} s ON ${sameKey(identity, 'k', 's')}`,
  );
};
