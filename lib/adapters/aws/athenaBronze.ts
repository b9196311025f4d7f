import { createHash } from 'node:crypto';
import type { TableContract } from '../../config/tableContract.ts';
import { athenaDialect, literal } from '../../core/silver/dialect.ts';
import type { BronzePart } from '../../core/silver/expressions.ts';
import type { Catalog, CatalogColumn } from '../../ports/catalog.ts';
import type { LoadRecord } from '../../ports/loadLedger.ts';
import { ObjectMissing, type ObjectStore, type ObjectVersion } from '../../ports/objectStore.ts';
import type { BronzeParts } from '../../usecases/silver/types.ts';
import { glueType } from './glueTypes.ts';
import { parquetShape } from './parquetShape.ts';

const atOnce = 16;
const suffix = /__[0-9a-f]{8}$/;

/** The table whose files a table of one shape reads. */
export const bronzeTableOf = (table: string): string => table.replace(suffix, '');

const shapeText = (columns: readonly CatalogColumn[]): string =>
  columns.map(({ name, type }) => `${name} ${glueType(type)}`).join('\n');

const inGroups = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  for (let i = 0; i < items.length; i += atOnce)
    results.push(...(await Promise.all(items.slice(i, i + atOnce).map(work))));
  return results;
};

/**
 * The bronze files of loads in Athena, grouped by the columns and types in their footers. Athena reads a file by the
 * types of its Glue table: a group that has other types than the table gets a table of its own over the same files,
 * `<table>__<hash of the shape>`, and the condition on "$path" keeps files of other shapes from being opened.
 */
export const athenaBronze =
  (store: Pick<ObjectStore, 'head' | 'readRange'>, catalog: Pick<Catalog, 'table' | 'evolve'>): BronzeParts =>
  async (contract: TableContract, loads: readonly LoadRecord[], { gone }) => {
    const { bronzeSchema, table } = contract;
    const found = await inGroups(
      loads,
      async (load): Promise<[ObjectVersion, readonly CatalogColumn[]] | undefined> => {
        const object = await store.head(load.bronzeKey!);
        if (object) return [object, await parquetShape(store, object)];
        if (gone === 'skip') return undefined;
        throw new ObjectMissing(load.bronzeKey!);
      },
    );
    const groups = new Map<string, { columns: readonly CatalogColumn[]; files: ObjectVersion[] }>();
    for (const file of found) {
      if (!file) continue;
      const shape = shapeText(file[1]);
      const group = groups.get(shape) ?? { columns: file[1], files: [] };
      group.files.push(file[0]);
      groups.set(shape, group);
    }
    if (groups.size === 0) return [];
    const cataloged = new Map(
      (await catalog.table(bronzeSchema, table))?.columns.map(column => [column.name, glueType(column.type)]),
    );
    const { relation } = athenaDialect('');
    return Promise.all(
      [...groups].map(async ([shape, { columns, files }]): Promise<BronzePart> => {
        const fits = columns.every(({ name, type }) => cataloged.get(name) === glueType(type));
        const own = `${table}__${createHash('sha256').update(shape).digest('hex').slice(0, 8)}`;
        if (!fits) await catalog.evolve(bronzeSchema, own, columns);
        const days = [...new Set(files.map(({ key }) => /ingest_date=([\d-]+)\//.exec(key)![1]!))];
        return {
          relation: `(SELECT * FROM ${relation(bronzeSchema, fits ? table : own)} WHERE ingest_date IN (${days
            .map(literal)
            .join(', ')}) AND "$path" IN (${files.map(({ uri }) => literal(uri)).join(', ')})) b`,
          columns: columns.map(({ name }) => name),
        };
      }),
    );
  };
