import type { ColumnChecks, ColumnType, TableContract } from '../config/tableContract.ts';
import type { StoredType } from './batch.ts';
import { subjectColumn } from './subject.ts';

/** A column as rows bring it, with what its contract does to it. */
export interface SourceColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly checks: ColumnChecks;
  /** The type was not declared: any value becomes text where the type is string. */
  readonly inferred: boolean;
  /** Visible in bronze: as it is, scrubbed or as a pseudonym. */
  readonly visible: boolean;
  readonly encrypted: boolean;
  readonly scrubbed: boolean;
  readonly pseudonymized: boolean;
}

export interface BronzeColumn {
  readonly name: string;
  readonly type: StoredType;
  readonly nullable: boolean;
  /** Ciphertext: no statistics, no comparison between versions of a row. */
  readonly ciphertext?: boolean;
}

/** What a load reads and what it writes. */
export interface Layout {
  readonly source: readonly SourceColumn[];
  /** Undeclared columns go, encrypted, to `_rescued_encrypted`. */
  readonly rescues: boolean;
  readonly bronze: readonly BronzeColumn[];
  /** Rows are somebody's, and may have to be erased. */
  readonly hasSubject: boolean;
}

export const rescuedColumn = '_rescued';

export const encryptedName = (column: string): string => `${column}_encrypted`;
export const keyIdName = (column: string): string => `${column}_key_id`;

const string: ColumnType = { kind: 'string' };

/** Columns that every bronze row has, whatever its contract. */
export const lineageColumns: readonly BronzeColumn[] = [
  { name: '_source_uri', type: string, nullable: false },
  { name: '_source_version', type: string, nullable: false },
  { name: '_source_row', type: { kind: 'bigint' }, nullable: false },
  { name: '_ingested_at', type: { kind: 'timestamp' }, nullable: false },
  { name: '_load_id', type: string, nullable: false },
  { name: '_contract_version', type: string, nullable: false },
];

export const checksumColumn: BronzeColumn = { name: 'md5_checksum', type: string, nullable: false };

/** `ingest_date` is the partition of bronze: engines add it to every row. */
const reserved = new Set([
  ...lineageColumns.map(c => c.name),
  checksumColumn.name,
  rescuedColumn,
  subjectColumn,
  'ingest_date',
]);
const safeName = /^[A-Za-z][A-Za-z0-9_]{0,127}$/;

/** Whether an undeclared column may become a column of its own: its name is safe in SQL and taken by nobody. */
export const mayBecomeColumn = (name: string): boolean =>
  safeName.test(name) && !reserved.has(name.toLowerCase()) && !/_(encrypted|key_id)$/i.test(name);

const cellColumns = (column: string): readonly BronzeColumn[] => [
  { name: encryptedName(column), type: { kind: 'binary' }, nullable: true, ciphertext: true },
  { name: keyIdName(column), type: string, nullable: true, ciphertext: true },
];

/** What a contract protects is NULL in the rows of people who were erased, whatever else it says of the column. */
const bronzeColumnsOf = (column: SourceColumn, erasable: boolean): readonly BronzeColumn[] => [
  ...(column.visible
    ? [
        {
          name: column.name,
          type: column.pseudonymized || column.scrubbed ? string : column.type,
          nullable: column.nullable || (erasable && (column.pseudonymized || column.scrubbed)),
        },
      ]
    : []),
  ...(column.encrypted ? cellColumns(column.name) : []),
];

/**
 * The layout of one load. `inferred` holds the undeclared columns that the object has, with their types:
 * all of them in the short form, the new ones under `add_new_columns`, none otherwise.
 */
export const layoutOf = (contract: TableContract, inferred: ReadonlyMap<string, ColumnType> = new Map()): Layout => {
  const dropped = new Set(contract.dropped);
  const treated = (name: string) => {
    const scrubbed = contract.scrubbed.includes(name);
    const encrypted = contract.encrypted.includes(name);
    const pseudonymized = contract.pseudonymized.includes(name);
    return { scrubbed, encrypted, pseudonymized, visible: scrubbed || pseudonymized || !encrypted };
  };
  const source: SourceColumn[] = contract.columns
    .filter(column => !dropped.has(column.name))
    .map(column => ({
      name: column.name,
      type: column.type,
      nullable: column.nullable && !contract.identity.includes(column.name),
      checks: column.checks,
      inferred: false,
      ...treated(column.name),
    }));
  // Names that the short form's lists speak of exist even where an object does not bring them.
  const named = contract.shortForm
    ? [
        ...contract.identity,
        ...(contract.checksum?.columns ?? []),
        ...contract.scrubbed,
        ...contract.encrypted,
        ...contract.pseudonymized,
        ...(contract.subject ? [contract.subject.column] : []),
      ]
    : [];
  const undeclared = new Map(named.map(name => [name, inferred.get(name) ?? string]));
  for (const [name, type] of inferred) undeclared.set(name, type);
  for (const [name, type] of undeclared) {
    if (dropped.has(name)) continue;
    const treatment = contract.shortForm
      ? treated(name)
      : { scrubbed: false, encrypted: true, pseudonymized: false, visible: false };
    const asText =
      treatment.scrubbed ||
      (type.kind === 'double' && (contract.identity.includes(name) || contract.checksum?.columns.includes(name)));
    source.push({
      name,
      type: asText ? string : type,
      nullable: !contract.identity.includes(name),
      checks: {},
      inferred: true,
      ...treatment,
    });
  }
  const rescues = contract.shortForm || contract.schemaEvolution !== 'fail_on_new_columns';
  const hasSubject = contract.subject !== undefined;
  return {
    source,
    rescues,
    hasSubject,
    bronze: [
      ...source.flatMap(column => bronzeColumnsOf(column, hasSubject)),
      ...(rescues ? cellColumns(rescuedColumn) : []),
      ...(contract.checksum ? [{ ...checksumColumn, nullable: hasSubject }] : []),
      ...(hasSubject ? [{ name: subjectColumn, type: string, nullable: true }] : []),
      ...lineageColumns,
    ],
  };
};

/** The columns whose cells are encrypted: each needs a data key before the first row. */
export const encryptedColumns = (layout: Layout): readonly string[] => [
  ...layout.source.filter(column => column.encrypted).map(column => column.name),
  ...(layout.rescues ? [rescuedColumn] : []),
];
