import { createHash } from 'node:crypto';
import type { AuthoredColumn, AuthoredTable } from './schema/dataAssets.ts';
import { typePattern } from './schema/dataAssets.ts';
import type { AuthoredWorkspace } from './schema/workspace.ts';
import type {
  ColumnType,
  ContractColumn,
  FreshnessPromise,
  RawFormat,
  TableCheck,
  TableContract,
} from './tableContract.ts';
import { seconds } from './units.ts';

/** Where a table comes from and goes to, as the jobs say. */
export interface TablePlace {
  readonly workspace: string;
  readonly source: string;
  readonly table: string;
  readonly bronzeSchema: string;
  readonly silverSchema: string;
  readonly format: RawFormat;
}

/** The type that a contract writes as `decimal(10,2)`. The text must match `typePattern`. */
export const columnType = (text: string): ColumnType => {
  const [, , precision, scale] = typePattern.exec(text)!;
  return precision === undefined
    ? ({ kind: text } as ColumnType)
    : { kind: 'decimal', precision: Number(precision), scale: Number(scale) };
};

const columnOf = (name: string, authored: AuthoredColumn, identity: readonly string[]): ContractColumn => ({
  name,
  type: columnType(authored.type),
  nullable: (authored.nullable ?? true) && !identity.includes(name),
  checks: (authored.checks ?? {}) as ContractColumn['checks'],
  ...(authored.description === undefined ? {} : { description: authored.description }),
  ...(authored.classification === undefined ? {} : { classification: authored.classification }),
});

const promiseOf = (authored: NonNullable<AuthoredTable['freshness']>): FreshnessPromise => ({
  expectedEvery: seconds(authored.expected_every),
  warnAfter: seconds(authored.warn_after),
  errorAfter: seconds(authored.error_after),
});

const checkOf = (authored: NonNullable<AuthoredTable['checks']>[number]): TableCheck => {
  const { name } = authored;
  if (authored.unique) return { name, kind: 'unique', columns: authored.unique };
  if (authored.row_count) return { name, kind: 'row_count', ...(authored.row_count as { min?: number; max?: number }) };
  return { name, kind: 'sql', sql: authored.sql ?? '' };
};

const retentionOf = (
  ...authored: readonly (AuthoredTable['retention'] | undefined)[]
): TableContract['retention'] | undefined => {
  const all = Object.assign({}, ...authored.filter(Boolean)) as Record<string, string>;
  const layers = Object.entries(all).map(([layer, text]) => [layer, seconds(text)]);
  return layers.length > 0 ? Object.fromEntries(layers) : undefined;
};

const checksumOf = (authored: AuthoredTable): TableContract['checksum'] | undefined => {
  const written = authored.md5_checksum;
  if (written === undefined) return undefined;
  const columns = Array.isArray(written) ? written : written.columns;
  const privateColumns = [
    ...(authored.encrypted ?? []),
    ...(authored.scrubbing ?? []),
    ...(authored.pseudonymized ?? []),
  ];
  const asked = Array.isArray(written) ? undefined : written.keyed;
  return { columns, keyed: asked ?? columns.some(column => privateColumns.includes(column)) };
};

/** JSON with sorted keys: equal contracts give equal text, however they are written. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, v: unknown) =>
    typeof v === 'object' && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );

/** A hash over everything that changes what bronze holds; a better description is no new version. */
const versionOf = (contract: Omit<TableContract, 'version'>): string => {
  const { columns, identity, encrypted, scrubbed, pseudonymized, dropped, checksum, schemaEvolution, locales } =
    contract;
  const shapes = columns.map(({ name, type, nullable, checks }) => ({ name, type, nullable, checks }));
  const said = {
    columns: shapes,
    identity,
    encrypted,
    scrubbed,
    pseudonymized,
    dropped,
    checksum,
    schemaEvolution,
    locales,
  };
  return createHash('sha256').update(canonical(said)).digest('hex').slice(0, 12);
};

/** A table as it is written, with every default of the workspace filled in. */
export const resolveTable = (
  place: TablePlace,
  authored: AuthoredTable,
  workspace: AuthoredWorkspace,
): TableContract => {
  const columns = Object.entries(authored.columns ?? {}).map(([name, column]) =>
    columnOf(name, column, authored.identity),
  );
  const checksum = checksumOf(authored);
  const freshness = authored.freshness ?? workspace.freshness;
  const retention = retentionOf(workspace.retention, authored.retention);
  const contract: Omit<TableContract, 'version'> = {
    ...place,
    shortForm: authored.columns === undefined,
    columns,
    identity: authored.identity,
    encrypted: authored.encrypted ?? [],
    scrubbed: authored.scrubbing ?? [],
    pseudonymized: authored.pseudonymized ?? [],
    dropped: authored.dropped ?? [],
    schemaEvolution: authored.schema_evolution ?? 'rescue',
    orderBy: authored.order_by ?? [],
    history: authored.history ?? 'none',
    partitionBy: authored.partition_by ?? [],
    checks: (authored.checks ?? []).map(checkOf),
    locales: authored.locales ?? workspace.locales,
    ...(authored.description === undefined ? {} : { description: authored.description }),
    ...(authored.owner === undefined ? {} : { owner: authored.owner }),
    ...(checksum ? { checksum } : {}),
    ...(authored.delete_when
      ? {
          deleteWhen: Object.fromEntries(
            Object.entries(authored.delete_when).map(([name, value]) => [name, [value].flat()]),
          ),
        }
      : {}),
    ...(freshness ? { freshness: promiseOf(freshness) } : {}),
    ...(authored.volume
      ? { volume: { expectedRows: authored.volume.expected_rows, tolerance: authored.volume.tolerance } }
      : {}),
    ...(retention ? { retention } : {}),
    ...(authored.subject === undefined ? {} : { subject: authored.subject }),
  };
  return { ...contract, version: versionOf(contract) };
};
