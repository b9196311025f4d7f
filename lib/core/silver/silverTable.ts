import type { TableContract } from '../../config/tableContract.ts';
import type { StoredType } from '../batch.ts';
import { merged } from '../catalogColumns.ts';
import { checksumColumn, lineageColumns } from '../layout.ts';
import type { Dialect } from './dialect.ts';

export interface SilverColumn {
  readonly name: string;
  readonly type: StoredType;
}

/** All that the SQL of one table is made from: its contract, its columns as they will be, and how rows are compared. */
export interface SilverTable {
  readonly contract: TableContract;
  readonly dialect: Dialect;
  /** What bronze brings. */
  readonly bronzeColumns: readonly SilverColumn[];
  /** What silver holds: bronze's columns, and the periods of `history: scd2`. */
  readonly columns: readonly SilverColumn[];
  /** Whose versions are compared with each other. */
  readonly identity: readonly string[];
  /** One row in silver: the identity, with its period under `scd2`. */
  readonly key: readonly string[];
  /** A total order of versions, most telling column first; nothing in it depends on when silver saw a row. */
  readonly order: readonly string[];
  /** Two versions that agree in these are the same version: the later one is not written. */
  readonly compared: readonly string[];
  /** What periods are measured in, under `scd2`. */
  readonly axis: string;
  readonly target: string;
  readonly staging: string;
  readonly tombstones: string;
}

/** The place of a row in the order of arrival, unique for every row that ever came. */
export const arrivalOrder = ['_ingested_at', '_source_uri', '_source_version', '_source_row'] as const;

/** The identity of a row where the contract names none: each row that arrived is its own. */
const rowIdentity = ['_source_uri', '_source_version', '_source_row'] as const;

export const periodColumns = ['valid_from', 'valid_to', 'is_current'] as const;

export const tombstoneTable = (table: string): string => `_tombstones__${table}`;

const systemNames = new Set([...lineageColumns.map(c => c.name), ...periodColumns]);

/** @param held the columns that silver's table has now; none where there is no table yet */
export const silverTable = (
  contract: TableContract,
  catalogColumns: readonly SilverColumn[],
  held: readonly SilverColumn[],
  dialect: Dialect,
): SilverTable => {
  const history = contract.history === 'scd2';
  const data = catalogColumns.filter(column => !systemNames.has(column.name) && column.name !== checksumColumn.name);
  const wanted = [
    ...data,
    ...(contract.checksum ? [checksumColumn] : []),
    ...lineageColumns.filter(column => !data.some(({ name }) => name === column.name)),
  ].map(({ name, type }) => ({ name, type }));
  const bronzeColumns = merged(
    held.filter(({ name }) => !(periodColumns as readonly string[]).includes(name)),
    wanted,
  );
  const has = (name: string): boolean => bronzeColumns.some(column => column.name === name);
  const order = [...contract.orderBy.filter(has), ...arrivalOrder.filter(name => !contract.orderBy.includes(name))];
  const axis = order[0]!;
  const axisType = bronzeColumns.find(column => column.name === axis)!.type;
  const identity = contract.identity.length > 0 ? contract.identity : rowIdentity;
  const compared = contract.checksum
    ? // The contract's version and the scrubbed texts too: a better scrubber must reach silver when rows are replayed,
      // though the checksum of the original has not changed. The order columns keep late rows exact.
      [checksumColumn.name, ...contract.orderBy, ...contract.scrubbed, '_contract_version'].filter(has)
    : [...bronzeColumns.map(({ name }) => name).filter(name => !systemNames.has(name)), '_contract_version'];
  return {
    contract,
    dialect,
    bronzeColumns,
    columns: history
      ? [
          ...bronzeColumns,
          { name: 'valid_from', type: axisType },
          { name: 'valid_to', type: axisType },
          { name: 'is_current', type: { kind: 'boolean' } },
        ]
      : bronzeColumns,
    identity,
    key: history ? [...identity, 'valid_from'] : identity,
    order,
    compared: [...new Set(compared)],
    axis,
    target: dialect.relation(contract.silverSchema, contract.table),
    staging: dialect.staging(contract.silverSchema, contract.table),
    tombstones: dialect.relation(contract.silverSchema, tombstoneTable(contract.table)),
  };
};

/** Whether deletions must be remembered: history is recomputed from bronze, which holds them. */
export const keepsTombstones = (table: SilverTable): boolean =>
  table.contract.deleteWhen !== undefined && table.contract.history === 'none';

/** What is remembered of a deleted row: who it was and where in the order the deletion stands. */
export const tombstoneColumns = (table: SilverTable): readonly SilverColumn[] => {
  const names = new Set([...table.identity, ...table.order]);
  return table.bronzeColumns.filter(({ name }) => names.has(name));
};
