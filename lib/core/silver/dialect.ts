import type { StoredType } from '../batch.ts';

interface NamedType {
  readonly name: string;
  readonly type: StoredType;
}

/** The ways in which DuckDB's SQL and Athena's differ, and nothing else does. */
export interface Dialect {
  readonly name: 'duckdb' | 'athena';
  /** A table's full name, quoted for queries; `schema` is `catalog.schema` as contracts write it. */
  relation(schema: string, table: string): string;
  /** Where a table's next changes wait for their checks. */
  staging(schema: string, table: string): string;
  /** The type as casts write it. */
  type(type: StoredType): string;
  createSchema(schema: string): readonly string[];
  createTable(schema: string, table: string, columns: readonly NamedType[], partitionBy: readonly string[]): string;
  addColumn(schema: string, table: string, column: NamedType): string;
  widenColumn(schema: string, table: string, column: NamedType): string;
  dropStaging(schema: string, table: string): readonly string[];
  createStaging(schema: string, table: string, select: string): string;
  /** A number that follows from a seed and a row's values, to order rows by as if by chance. */
  shuffled(seed: string, columns: readonly string[]): string;
  /** A SELECT of `name`, `type` for each column of a table; no rows when there is no such table. */
  describe(schema: string, table: string): string;
  /** Text of a column's values as cells and identities have it (lib/core/valueText.ts); `type` as `describe` tells it. */
  text(column: string, type: string): string;
  /** Bytes of a column as hex digits. */
  hex(column: string): string;
}

/** An identifier in double quotes, for queries in both dialects. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text literal. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const parts = (schema: string): readonly [string, string] => {
  const dot = schema.indexOf('.');
  return [schema.slice(0, dot), schema.slice(dot + 1)];
};

const decimal = (type: StoredType): string => (type.kind === 'decimal' ? `(${type.precision},${type.scale})` : '');

const isTimestamp = (type: string): boolean => /^timestamp/i.test(type);

const duckdbTypes: Record<StoredType['kind'], string> = {
  string: 'VARCHAR',
  json: 'VARCHAR',
  boolean: 'BOOLEAN',
  int: 'INTEGER',
  bigint: 'BIGINT',
  double: 'DOUBLE',
  decimal: 'DECIMAL',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  binary: 'BLOB',
};

/** DuckDB: one attached database a catalog, staging in the attached in-memory database `_staging`. */
export const duckdbDialect: Dialect = {
  name: 'duckdb',
  relation: (schema, table) => [...parts(schema), table].map(quoted).join('.'),
  staging: (schema, table) => `"_staging"."main".${quoted(`${schema}.${table}`)}`,
  type: type => duckdbTypes[type.kind] + decimal(type),
  createSchema: schema => [`CREATE SCHEMA IF NOT EXISTS ${parts(schema).map(quoted).join('.')}`],
  createTable: (schema, table, columns) =>
    `CREATE TABLE IF NOT EXISTS ${duckdbDialect.relation(schema, table)} (${columns
      .map(({ name, type }) => `${quoted(name)} ${duckdbDialect.type(type)}`)
      .join(', ')})`,
  addColumn: (schema, table, { name, type }) =>
    `ALTER TABLE ${duckdbDialect.relation(schema, table)} ADD COLUMN ${quoted(name)} ${duckdbDialect.type(type)}`,
  widenColumn: (schema, table, { name, type }) =>
    `ALTER TABLE ${duckdbDialect.relation(schema, table)} ALTER COLUMN ${quoted(name)} SET DATA TYPE ${duckdbDialect.type(type)}`,
  dropStaging: () => [],
  createStaging: (schema, table, select) =>
    `CREATE OR REPLACE TABLE ${duckdbDialect.staging(schema, table)} AS\n${select}`,
  shuffled: (seed, columns) => `hash(${[literal(seed), ...columns.map(quoted)].join(', ')})`,
  describe: (schema, table) => {
    const [database, name] = parts(schema);
    return `SELECT column_name AS "name", data_type AS "type" FROM information_schema.columns
WHERE table_catalog = ${literal(database)} AND table_schema = ${literal(name)} AND table_name = ${literal(table)}
ORDER BY ordinal_position`;
  },
  text: (column, type) =>
    isTimestamp(type)
      ? `strftime(CAST(${quoted(column)} AS TIMESTAMP), '%Y-%m-%d %H:%M:%S.%f')`
      : `CAST(${quoted(column)} AS VARCHAR)`,
  hex: column => `hex(${quoted(column)})`,
};

const athenaTypes: Record<StoredType['kind'], { readonly query: string; readonly ddl: string }> = {
  string: { query: 'varchar', ddl: 'string' },
  json: { query: 'varchar', ddl: 'string' },
  boolean: { query: 'boolean', ddl: 'boolean' },
  int: { query: 'integer', ddl: 'int' },
  bigint: { query: 'bigint', ddl: 'bigint' },
  double: { query: 'double', ddl: 'double' },
  decimal: { query: 'decimal', ddl: 'decimal' },
  date: { query: 'date', ddl: 'date' },
  timestamp: { query: 'timestamp(6)', ddl: 'timestamp' },
  binary: { query: 'varbinary', ddl: 'binary' },
};

const ticked = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** Athena on Iceberg. `location` is the prefix of silver, e.g. `s3://bucket/silver`. */
export const athenaDialect = (location: string): Dialect => {
  const database = (schema: string): string => parts(schema).join('_');
  const stagingTable = (table: string): string => `_staging__${table}`;
  const relation = (schema: string, table: string): string => `${quoted(database(schema))}.${quoted(table)}`;
  const ddlName = (schema: string, table: string): string => `${ticked(database(schema))}.${ticked(table)}`;
  const ddlType = (type: StoredType): string => athenaTypes[type.kind].ddl + decimal(type);
  const place = (schema: string, table: string): string => literal(`${location}/${database(schema)}/${table}/`);
  const column = ({ name, type }: NamedType): string => `${ticked(name)} ${ddlType(type)}`;
  return {
    name: 'athena',
    relation,
    staging: (schema, table) => relation(schema, stagingTable(table)),
    type: type => athenaTypes[type.kind].query + decimal(type),
    createSchema: () => [],
    createTable: (schema, table, columns, partitionBy) =>
      `CREATE TABLE IF NOT EXISTS ${ddlName(schema, table)} (${columns.map(column).join(', ')})${
        partitionBy.length ? ` PARTITIONED BY (${partitionBy.map(ticked).join(', ')})` : ''
      } LOCATION ${place(schema, table)} TBLPROPERTIES ('table_type' = 'ICEBERG', 'format' = 'parquet', 'write_compression' = 'zstd')`,
    addColumn: (schema, table, added) => `ALTER TABLE ${ddlName(schema, table)} ADD COLUMNS (${column(added)})`,
    widenColumn: (schema, table, wider) =>
      `ALTER TABLE ${ddlName(schema, table)} CHANGE COLUMN ${ticked(wider.name)} ${column(wider)}`,
    dropStaging: (schema, table) => [`DROP TABLE IF EXISTS ${ddlName(schema, stagingTable(table))}`],
    createStaging: (schema, table, select) =>
      `CREATE TABLE ${relation(schema, stagingTable(table))} WITH (table_type = 'ICEBERG', is_external = false, format = 'PARQUET', location = ${place(schema, stagingTable(table))}) AS\n${select}`,
    shuffled: (seed, columns) =>
      `xxhash64(to_utf8(concat_ws('/', ${[literal(seed), ...columns.map(c => `CAST(${quoted(c)} AS varchar)`)].join(', ')})))`,
    describe: (schema, table) =>
      `SELECT column_name AS "name", data_type AS "type" FROM information_schema.columns
WHERE table_schema = ${literal(database(schema))} AND table_name = ${literal(table)} ORDER BY ordinal_position`,
    // Text of a timestamp shows as many digits as its type has.
    text: (column, type) =>
      isTimestamp(type)
        ? `CAST(CAST(${quoted(column)} AS timestamp(6)) AS varchar)`
        : `CAST(${quoted(column)} AS varchar)`,
    hex: column => `to_hex(${quoted(column)})`,
  };
};

const storedKinds: Readonly<Record<string, StoredType['kind']>> = {
  varchar: 'string',
  boolean: 'boolean',
  integer: 'int',
  bigint: 'bigint',
  double: 'double',
  date: 'date',
  timestamp: 'timestamp',
  'timestamp(6)': 'timestamp',
  blob: 'binary',
  varbinary: 'binary',
};

/** The type that either engine's information schema speaks of; undefined for one that Hushlake never writes. */
export const storedType = (text: string): StoredType | undefined => {
  const lower = text.toLowerCase();
  const [, precision, scale] = /^decimal\((\d+), ?(\d+)\)$/.exec(lower) ?? [];
  if (precision && scale) return { kind: 'decimal', precision: Number(precision), scale: Number(scale) };
  const kind = storedKinds[lower];
  return kind && kind !== 'decimal' ? { kind } : undefined;
};
