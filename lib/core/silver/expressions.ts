import { literal, quoted } from './dialect.ts';
import type { SilverColumn, SilverTable } from './silverTable.ts';

/** Bronze rows of one shape: files whose columns have the same names and types. */
export interface BronzePart {
  /** What stands after FROM, e.g. `read_parquet([…])`; trusted SQL, made by an adapter. */
  readonly relation: string;
  readonly columns: readonly string[];
}

const noRows: BronzePart = { relation: '(SELECT 1 AS nothing WHERE false) n', columns: [] };

export const list = (names: readonly string[], of = ''): string =>
  names.map(name => `${of && `${of}.`}${quoted(name)}`).join(', ');

export const namesOf = (columns: readonly SilverColumn[]): readonly string[] => columns.map(({ name }) => name);

/** Joins on columns that are never NULL. */
export const sameKey = (names: readonly string[], a: string, b: string): string =>
  names.map(name => `${a}.${quoted(name)} = ${b}.${quoted(name)}`).join(' AND ');

/** A row's key in silver: `valid_from` may be NULL, for a version whose order column is. */
export const sameRow = (table: SilverTable, a: string, b: string): string =>
  table.key
    .map(name => `${a}.${quoted(name)} ${name === 'valid_from' ? 'IS NOT DISTINCT FROM' : '='} ${b}.${quoted(name)}`)
    .join(' AND ');

/** Newest first. A version without an order value is the oldest. */
export const newestFirst = (table: SilverTable): string =>
  table.order.map(name => `${quoted(name)} DESC NULLS LAST`).join(', ');

/**
 * Rows of all parts under silver's columns and types. Each part is cast on its own: left to the engine, a union of
 * bigint and double would be double, and ids above 2^53 would change.
 */
export const bronzeRows = ({ bronzeColumns, dialect }: SilverTable, bronze: readonly BronzePart[]): string =>
  (bronze.length > 0 ? bronze : [noRows])
    .map(part => {
      const has = new Set(part.columns);
      const values = bronzeColumns.map(
        ({ name, type }) =>
          `CAST(${has.has(name) ? quoted(name) : 'NULL'} AS ${dialect.type(type)}) AS ${quoted(name)}`,
      );
      return `SELECT ${values.join(', ')} FROM ${part.relation}`;
    })
    .join('\nUNION ALL\n');

/**
 * The identities to look at: those of fresh rows, and those whose silver row came from a load that was replayed and may
 * be without it now.
 */
export const touchedSql = ({ identity, target }: SilverTable, fresh: string, replayed: readonly string[]): string =>
  `SELECT ${list(identity)} FROM ${fresh}
UNION
SELECT ${list(identity)} FROM ${target} WHERE ${fromLoads(replayed)}`;

/** Whether a row came from one of these loads. */
export const fromLoads = (loads: readonly string[]): string =>
  loads.length > 0 ? `"_load_id" IN (${loads.map(literal).join(', ')})` : 'false';

/** Whether a row is a deletion: each column that `delete_when` names holds one of its values. */
export const isTombstone = ({ contract, bronzeColumns, dialect }: SilverTable): string => {
  if (!contract.deleteWhen) return 'false';
  const types = new Map(bronzeColumns.map(({ name, type }) => [name, type]));
  const conditions = Object.entries(contract.deleteWhen).map(([name, values]) => {
    const type = types.get(name);
    if (!type) return 'false';
    const accepted = values.map(value => `TRY_CAST(${literal(String(value))} AS ${dialect.type(type)})`);
    return `COALESCE(${quoted(name)} IN (${accepted.join(', ')}), false)`;
  });
  return conditions.length > 0 ? `(${conditions.join(' AND ')})` : 'false';
};
