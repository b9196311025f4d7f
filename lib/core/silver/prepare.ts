import { widen } from '../widen.ts';
import type { SilverColumn, SilverTable } from './silverTable.ts';
import { keepsTombstones, tombstoneColumns, tombstoneTable } from './silverTable.ts';

const shaped = (
  { dialect, contract }: SilverTable,
  name: string,
  wanted: readonly SilverColumn[],
  held: readonly SilverColumn[],
  partitionBy: readonly string[],
): readonly string[] => {
  if (held.length === 0) return [dialect.createTable(contract.silverSchema, name, wanted, partitionBy)];
  const types = new Map(held.map(column => [column.name, column.type]));
  return wanted.flatMap(column => {
    const now = types.get(column.name);
    if (!now) return [dialect.addColumn(contract.silverSchema, name, column)];
    const type = widen(now, column.type);
    if (dialect.type(type) === dialect.type(now)) return [];
    return [dialect.widenColumn(contract.silverSchema, name, { name: column.name, type })];
  });
};

/**
 * The statements that give silver's table the columns that bronze now has: created, added or widened, never dropped or
 * narrowed. None where nothing is missing.
 * @param held the columns of the table as it is; empty where it is not there
 * @param heldTombstones the same of its table of tombstones
 */
export const prepareSql = (
  table: SilverTable,
  held: readonly SilverColumn[],
  heldTombstones: readonly SilverColumn[],
): readonly string[] => {
  const { dialect, contract } = table;
  return [
    ...(held.length === 0 ? dialect.createSchema(contract.silverSchema) : []),
    ...shaped(table, contract.table, table.columns, held, contract.partitionBy),
    ...(keepsTombstones(table)
      ? shaped(table, tombstoneTable(contract.table), tombstoneColumns(table), heldTombstones, [])
      : []),
    ...dialect.dropStaging(contract.silverSchema, contract.table),
  ];
};
