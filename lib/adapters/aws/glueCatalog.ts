import {
  type Column,
  CreateTableCommand,
  GetTableCommand,
  GetTablesCommand,
  type GetTablesCommandOutput,
  type GlueClient,
  type Table,
  type TableInput,
  UpdateTableCommand,
} from '@aws-sdk/client-glue';
import { merged } from '../../core/catalogColumns.ts';
import type { Catalog, CatalogColumn, CatalogTable } from '../../ports/catalog.ts';
import type { Declarations } from '../../usecases/deployTables.ts';
import { glueType, storedGlueType } from './glueTypes.ts';

export interface GlueCatalogOptions {
  /** `catalog.schema` of every database to look into. */
  readonly schemas: readonly string[];
  /** Where a table's files lie, as `s3://bucket/…/`, ending in a slash. */
  readonly location: (schema: string, table: string) => string;
}

/** Partitions older than this are not projected: Hushlake is younger. */
const firstDay = '2020-01-01';
const hintName = 'hushlake.type';
const declaredName = 'hushlake.declared';

/** `catalog.schema` as the name of a Glue database. */
export const databaseOf = (schema: string): string => schema.replace('.', '_');

const columnOf = ({ name, type }: CatalogColumn): Column => ({
  Name: name,
  Type: glueType(type),
  ...(type.kind === 'json' ? { Parameters: { [hintName]: 'json' } } : {}),
});
const catalogColumn = ({ Name, Type, Parameters }: Column): CatalogColumn => ({
  name: Name!,
  type: storedGlueType(Type!, Parameters?.[hintName]),
});

/** Parquet under daily partitions that Athena computes from the query: none is ever registered. */
const tableInput = (
  table: string,
  columns: readonly CatalogColumn[],
  location: string,
  declared?: string,
): TableInput => ({
  Name: table,
  TableType: 'EXTERNAL_TABLE',
  PartitionKeys: [{ Name: 'ingest_date', Type: 'string' }],
  StorageDescriptor: {
    Columns: columns.map(columnOf),
    Location: location,
    InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
    OutputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
    SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
  },
  Parameters: {
    classification: 'parquet',
    'projection.enabled': 'true',
    'projection.ingest_date.type': 'date',
    'projection.ingest_date.format': 'yyyy-MM-dd',
    'projection.ingest_date.range': `${firstDay},NOW+1DAYS`,
    'projection.ingest_date.interval': '1',
    'projection.ingest_date.interval.unit': 'DAYS',
    'storage.location.template': `${location}ingest_date=\${ingest_date}/`,
    ...(declared === undefined ? {} : { [declaredName]: declared }),
  },
});

const nameOf = (error: unknown): string => String((error as { name?: unknown })?.name);
const pause = (tried: number): Promise<void> =>
  new Promise(resolve => setTimeout(resolve, Math.random() * Math.min(2000, 50 * 2 ** tried)));

/**
 * Bronze tables in the Glue Data Catalog. Whoever changes a table names the version that it read, and begins anew when
 * another was faster.
 */
export const glueCatalog = (glue: GlueClient, { schemas, location }: GlueCatalogOptions): Catalog & Declarations => {
  const read = async (schema: string, table: string): Promise<Table | undefined> => {
    try {
      return (await glue.send(new GetTableCommand({ DatabaseName: databaseOf(schema), Name: table }))).Table;
    } catch (error) {
      if (nameOf(error) === 'EntityNotFoundException') return undefined;
      throw error;
    }
  };
  const catalogTable = (schema: string, { Name, StorageDescriptor }: Table): CatalogTable => ({
    schema,
    table: Name!,
    columns: (StorageDescriptor?.Columns ?? []).map(catalogColumn),
  });
  const all = async (): Promise<readonly (readonly [string, Table])[]> => {
    const found: [string, Table][] = [];
    for (const schema of schemas) {
      let NextToken: string | undefined;
      do {
        const page: Partial<GetTablesCommandOutput> = await glue
          .send(new GetTablesCommand({ DatabaseName: databaseOf(schema), NextToken }))
          .catch((error: unknown) => {
            // A database that is not deployed yet has no tables.
            if (nameOf(error) === 'EntityNotFoundException') return {};
            throw error;
          });
        found.push(...(page.TableList ?? []).map((table): [string, Table] => [schema, table]));
        NextToken = page.NextToken;
      } while (NextToken);
    }
    return found;
  };
  const declaration = (found: Table): readonly CatalogColumn[] | undefined => {
    const text = found.Parameters?.[declaredName];
    return text === undefined ? undefined : (JSON.parse(text) as readonly CatalogColumn[]);
  };

  const change = async (
    schema: string,
    table: string,
    columns: readonly CatalogColumn[],
    declares?: readonly CatalogColumn[],
  ): Promise<CatalogTable> => {
    const DatabaseName = databaseOf(schema);
    for (let tried = 0; ; tried++) {
      const now = await read(schema, table);
      const held = now ? catalogTable(schema, now).columns : [];
      const next = merged(held, columns);
      const declared = declares ? JSON.stringify(declares) : now?.Parameters?.[declaredName];
      const same = now && JSON.stringify(held) === JSON.stringify(next);
      if (same && declared === now.Parameters?.[declaredName]) return { schema, table, columns: held };
      const TableInput = tableInput(table, next, location(schema, table), declared);
      try {
        await glue.send(
          now
            ? new UpdateTableCommand({ DatabaseName, TableInput, VersionId: now.VersionId })
            : new CreateTableCommand({ DatabaseName, TableInput }),
        );
        return { schema, table, columns: next };
      } catch (error) {
        const lostRace = ['AlreadyExistsException', 'ConcurrentModificationException'].includes(nameOf(error));
        if (!lostRace || tried === 20) throw error;
        await pause(tried);
      }
    }
  };

  return {
    table: async (schema, table) => {
      const found = await read(schema, table);
      return found && catalogTable(schema, found);
    },
    tables: async () => (await all()).map(([schema, found]) => catalogTable(schema, found)),
    evolve: (schema, table, columns) => change(schema, table, columns),
    declarations: async () =>
      (await all()).flatMap(([schema, found]) => {
        const columns = declaration(found);
        return columns ? [{ schema, table: found.Name!, columns }] : [];
      }),
    declare: async (schema, table, columns) => {
      await change(schema, table, columns, columns);
    },
  };
};
