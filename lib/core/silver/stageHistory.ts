import { quoted } from './dialect.ts';
import { bronzeRows, isTombstone, list, namesOf, newestFirst, sameKey, touchedSql } from './expressions.ts';
import type { SilverTable } from './silverTable.ts';
import type { StageInput } from './stage.ts';

const lineage = new Set(['_contract_version']);

/**
 * Stages the whole history of each identity that the fresh loads touch (SCD2), recomputed from every bronze row of it:
 * exact under late rows, whatever the order they came in. Versions at one point of the axis count as the newest of them,
 * consecutive equal versions as the first, and a tombstone ends the period before it. What silver holds otherwise is
 * staged as deleted.
 */
export const stageHistorySql = (table: SilverTable, { fresh, earlier, replayed }: StageInput): string => {
  const { contract, dialect, identity } = table;
  const bronze = namesOf(table.bronzeColumns);
  const all = namesOf(table.columns);
  const inTime = `OVER (PARTITION BY ${list(identity)} ORDER BY "valid_from" ASC NULLS FIRST)`;
  // The axis itself differs from version to version: it cannot make two of them different.
  const compared = table.compared.filter(name => !contract.orderBy.includes(name) && !lineage.has(name));
  const sameAsBefore = compared.map(name => `lag(${quoted(name)}) ${inTime} IS NOT DISTINCT FROM ${quoted(name)}`);
  const both = `OVER (PARTITION BY ${list(table.key)} ORDER BY "_wanted" DESC)`;
  const sameAsHeld = all.map(name => `lead(${quoted(name)}) ${both} IS NOT DISTINCT FROM ${quoted(name)}`);
  return dialect.createStaging(
    contract.silverSchema,
    contract.table,
    `WITH fresh AS (
${bronzeRows(table, fresh)}
), touched AS (
${touchedSql(table, 'fresh', replayed)}
), events AS (
SELECT ${list(bronze)}, ${quoted(table.axis)} AS "valid_from", ${isTombstone(table)} AS "_tombstone" FROM (
${bronzeRows(table, [...fresh, ...earlier])}
) e
WHERE EXISTS (SELECT 1 FROM touched t WHERE ${sameKey(identity, 't', 'e')})
), placed AS (
SELECT *, row_number() OVER (PARTITION BY ${list(table.key)} ORDER BY ${newestFirst(table)}) AS "_place" FROM events
), versions AS (
SELECT *, lag("_tombstone") ${inTime} AS "_tombstone_before",
(${['true', ...sameAsBefore].join(' AND ')}) AS "_same_as_before"
FROM placed WHERE "_place" = 1
), changes AS (
SELECT * FROM versions
WHERE "_tombstone_before" IS NULL OR "_tombstone_before" <> "_tombstone" OR NOT ("_tombstone" OR "_same_as_before")
), periods AS (
SELECT ${list(bronze)}, "valid_from", lead("valid_from") ${inTime} AS "valid_to", "_tombstone" FROM changes
), sides AS (
SELECT ${list(bronze)}, "valid_from", "valid_to", "valid_to" IS NULL AS "is_current", true AS "_wanted"
FROM periods WHERE NOT "_tombstone"
UNION ALL
SELECT ${list(all, 's')}, false FROM ${table.target} s
WHERE EXISTS (SELECT 1 FROM touched t WHERE ${sameKey(identity, 't', 's')})
), paired AS (
SELECT *, row_number() ${both} AS "_place", count(*) OVER (PARTITION BY ${list(table.key)}) AS "_sides",
(${sameAsHeld.join(' AND ')}) AS "_same_as_held"
FROM sides
)
SELECT ${list(all)},
CASE WHEN NOT "_wanted" THEN 'delete'
WHEN "_sides" = 1 THEN 'insert'
WHEN "_same_as_held" THEN 'unchanged'
ELSE 'update' END AS "_action"
FROM paired WHERE "_place" = 1`,
  );
};
