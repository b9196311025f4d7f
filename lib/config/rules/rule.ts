import type { Finding } from '../finding.ts';
import { columnType } from '../quantities.ts';
import type { AuthoredTable } from '../schema/table.ts';
import type { ColumnType } from '../tableContract.ts';
import type { Path } from '../yamlFile.ts';

/** A table as it stands in its file, under its name. */
export interface NamedTable {
  readonly name: string;
  readonly table: AuthoredTable;
}

/** Something that has to hold within one table. Pure: all that it has to say is returned. */
export type TableRule = (named: NamedTable) => readonly Finding[];

/** The keys of a table that name columns. */
export type ReferenceList =
  | 'identity'
  | 'encrypted'
  | 'scrubbing'
  | 'scrubbing_options'
  | 'pseudonymized'
  | 'dropped'
  | 'md5_checksum'
  | 'partition_by'
  | 'order_by'
  | 'delete_when'
  | 'subject'
  | 'unique';

/** A place of a table that names a column. */
export interface Reference {
  readonly list: ReferenceList;
  readonly column: string;
  readonly path: Path;
  readonly at: 'key' | 'value';
}

export const checksumColumns = (table: AuthoredTable): readonly string[] =>
  Array.isArray(table.md5_checksum) ? table.md5_checksum : (table.md5_checksum?.columns ?? []);

/** The column that `subject` names, in either of its forms. */
export const subjectColumnOf = (subject: NonNullable<AuthoredTable['subject']>): string =>
  typeof subject === 'string' ? subject : subject.column;

/** Every place of the table that names a column, in the order of the reference page. */
export const references = ({ name, table }: NamedTable): readonly Reference[] => {
  const list = (key: ReferenceList, columns: readonly string[] | undefined, ...path: Path): readonly Reference[] =>
    (columns ?? []).map((column, i) => ({ list: key, column, path: [name, ...path, i], at: 'value' }));
  const checksumPath = Array.isArray(table.md5_checksum) ? ['md5_checksum'] : ['md5_checksum', 'columns'];
  return [
    ...list('identity', table.identity, 'identity'),
    ...list('encrypted', table.encrypted, 'encrypted'),
    ...list('scrubbing', table.scrubbing, 'scrubbing'),
    ...(table.scrubbing_options?.consistent_within === undefined
      ? []
      : [
          {
            list: 'scrubbing_options',
            column: table.scrubbing_options.consistent_within,
            path: [name, 'scrubbing_options', 'consistent_within'],
            at: 'value',
          } as const,
        ]),
    ...list('pseudonymized', table.pseudonymized, 'pseudonymized'),
    ...list('dropped', table.dropped, 'dropped'),
    ...list('md5_checksum', checksumColumns(table), ...checksumPath),
    ...list('partition_by', table.partition_by, 'partition_by'),
    ...list('order_by', table.order_by, 'order_by'),
    ...Object.keys(table.delete_when ?? {}).map(
      (column): Reference => ({ list: 'delete_when', column, path: [name, 'delete_when', column], at: 'key' }),
    ),
    ...(table.subject === undefined
      ? []
      : [
          {
            list: 'subject',
            column: subjectColumnOf(table.subject),
            path: typeof table.subject === 'string' ? [name, 'subject'] : [name, 'subject', 'column'],
            at: 'value',
          } as const,
        ]),
    ...(table.checks ?? []).flatMap((check, i) => list('unique', check.unique, 'checks', i, 'unique')),
  ];
};

/** The declared type of a column; undefined in the short form and for columns that are not declared. */
export const typeOf = (table: AuthoredTable, column: string): ColumnType | undefined => {
  const declared = table.columns && Object.hasOwn(table.columns, column) ? table.columns[column] : undefined;
  return declared && columnType(declared.type);
};
