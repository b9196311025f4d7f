import { join, resolve } from 'node:path';
import { bronzeKeysOf } from '../../core/loadId.ts';
import { literal } from '../../core/silver/dialect.ts';
import type { BronzePart } from '../../core/silver/expressions.ts';
import type { LoadRecord } from '../../ports/loadLedger.ts';
import type { QueryEngine } from '../../ports/queryEngine.ts';
import type { BronzeParts } from '../../usecases/silver/types.ts';
import { exactPath } from './bronzeViews.ts';

const pathList = (paths: readonly string[]): string => `[${paths.map(path => literal(exactPath(path))).join(', ')}]`;

const existing = async (engine: QueryEngine, folder: string): Promise<ReadonlySet<string>> => {
  const rows = await engine.query(`SELECT file FROM glob(${literal(`${exactPath(folder)}/*/*.parquet`)})`);
  return new Set(rows.map(row => String(row['file'])));
};

/**
 * The bronze files of loads on this machine, grouped by the columns and types in their footers. In the short form two
 * files may give one column different types; each group is read on its own and cast by exact rules.
 */
export const duckdbBronze =
  (engine: QueryEngine, lake: string): BronzeParts =>
  async (contract, loads, { gone }) => {
    const paths = (load: LoadRecord): readonly string[] => bronzeKeysOf(load).map(key => join(resolve(lake), key));
    let files = loads.flatMap(paths);
    if (gone === 'skip' && files.length > 0) {
      const there = await existing(engine, join(resolve(lake), 'bronze', contract.source, contract.table));
      files = files.filter(file => there.has(file));
    }
    if (files.length === 0) return [];
    // The footer's first element is the file's root, not a column: it alone has children.
    const shapes = await engine.query(
      `SELECT file_name AS file, to_json(list(name))::VARCHAR AS names, to_json(list(concat_ws(' ', type, converted_type, logical_type, precision, scale)))::VARCHAR AS types
FROM parquet_schema(${pathList(files)}) WHERE num_children IS NULL OR num_children = 0 GROUP BY file_name ORDER BY file_name`,
    );
    const groups = new Map<string, { columns: readonly string[]; files: string[] }>();
    for (const { file, names, types } of shapes) {
      const shape = `${names}\n${types}`;
      const group = groups.get(shape) ?? { columns: JSON.parse(String(names)) as string[], files: [] };
      group.files.push(String(file));
      groups.set(shape, group);
    }
    return [...groups.values()].map(
      (group): BronzePart => ({
        relation: `read_parquet(${pathList(group.files)}, hive_partitioning = false)`,
        columns: group.columns,
      }),
    );
  };
