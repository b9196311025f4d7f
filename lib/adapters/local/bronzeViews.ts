import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { literal, quoted } from '../../core/silver/dialect.ts';

/** A table to show, under `schema` as contracts write it: `catalog.schema`. */
export interface BronzeTable {
  readonly schema: string;
  readonly source: string;
  readonly table: string;
}

/** A path as DuckDB's readers take it, which see patterns in every path. */
export const exactPath = (path: string): string => path.replace(/[[*?]/g, '[$&]');

const hasParquet = async (folder: string): Promise<boolean> => {
  const days = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const day of days) {
    if (!day.isDirectory()) continue;
    if ((await readdir(join(folder, day.name))).some(name => name.endsWith('.parquet'))) return true;
  }
  return false;
};

/** Shows each table's bronze files as one view; a table without a file has none. */
export const showBronze = async (
  connection: DuckDBConnection,
  lake: string,
  tables: readonly BronzeTable[],
): Promise<void> => {
  for (const { schema, source, table } of tables) {
    const [catalog = '', name = ''] = schema.split(/\.(.*)/s);
    await connection.run(`ATTACH IF NOT EXISTS ':memory:' AS ${quoted(catalog)}`);
    await connection.run(`CREATE SCHEMA IF NOT EXISTS ${quoted(catalog)}.${quoted(name)}`);
    const folder = join(lake, 'bronze', source, table);
    if (!(await hasParquet(folder))) continue;
    await connection.run(
      `CREATE OR REPLACE VIEW ${[catalog, name, table].map(quoted).join('.')} AS
SELECT * FROM read_parquet(${literal(`${exactPath(folder)}/*/*.parquet`)}, union_by_name = true)`,
    );
  }
};
