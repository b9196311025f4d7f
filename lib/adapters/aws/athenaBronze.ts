import { createHash } from 'node:crypto';
import type { TableContract } from '../../config/tableContract.ts';
import { bronzeKeysOf, partPrefix } from '../../core/loadId.ts';
import { athenaDialect, literal } from '../../core/silver/dialect.ts';
import type { BronzePart } from '../../core/silver/expressions.ts';
import type { Catalog, CatalogColumn } from '../../ports/catalog.ts';
import type { LoadRecord } from '../../ports/loadLedger.ts';
import { ObjectMissing, type ObjectStore } from '../../ports/objectStore.ts';
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

/** The files of one load, all of one shape. */
interface FilesOfLoad {
  readonly columns: readonly CatalogColumn[];
  readonly day: string;
  /** The one file's URI, or what the URIs of all parts begin with, and nothing else does. */
  readonly path: { readonly is: string } | { readonly begins: string };
}

const dayOf = (key: string): string => /ingest_date=([\d-]+)\//.exec(key)![1]!;

/** Parts are told by what their names have in common: a list of them all would outgrow a query. */
const pathOf = (uri: string, { loadId, parts }: LoadRecord): FilesOfLoad['path'] => {
  if (!parts) return { is: uri };
  const prefix = partPrefix(loadId, parts.plan);
  return { begins: uri.slice(0, uri.lastIndexOf(prefix) + prefix.length) };
};

const pathCondition = (files: readonly FilesOfLoad[]): string => {
  const single = files.flatMap(({ path }) => ('is' in path ? literal(path.is) : []));
  const begins = files.flatMap(({ path }) => ('begins' in path ? `starts_with("$path", ${literal(path.begins)})` : []));
  const any = [...(single.length > 0 ? [`"$path" IN (${single.join(', ')})`] : []), ...begins];
  return any.length === 1 ? any[0]! : `(${any.join(' OR ')})`;
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
    /** Undefined where retention has taken the files. */
    const filesOf = async (load: LoadRecord): Promise<FilesOfLoad | undefined> => {
      const keys = bronzeKeysOf(load);
      const there = (await inGroups(keys, key => store.head(key))).filter(object => object !== undefined);
      const missing = keys.find(key => !there.some(object => object.key === key));
      if (missing !== undefined && gone === 'fail') throw new ObjectMissing(missing);
      const first = there[0];
      if (!first) return undefined;
      return { columns: await parquetShape(store, first), day: dayOf(first.key), path: pathOf(first.uri, load) };
    };
    const found = await inGroups(loads, filesOf);
    const groups = new Map<string, FilesOfLoad[]>();
    for (const files of found) {
      if (!files) continue;
      const shape = shapeText(files.columns);
      groups.set(shape, [...(groups.get(shape) ?? []), files]);
    }
    if (groups.size === 0) return [];
    const cataloged = new Map(
      (await catalog.table(bronzeSchema, table))?.columns.map(column => [column.name, glueType(column.type)]),
    );
    const { relation } = athenaDialect('');
    return Promise.all(
      [...groups].map(async ([shape, files]): Promise<BronzePart> => {
        const { columns } = files[0]!;
        const fits = columns.every(({ name, type }) => cataloged.get(name) === glueType(type));
        const own = `${table}__${createHash('sha256').update(shape).digest('hex').slice(0, 8)}`;
        if (!fits) await catalog.evolve(bronzeSchema, own, columns);
        const days = [...new Set(files.map(({ day }) => day))];
        return {
          relation: `(SELECT * FROM ${relation(bronzeSchema, fits ? table : own)} WHERE ingest_date IN (${days
            .map(literal)
            .join(', ')}) AND ${pathCondition(files)}) b`,
          columns: columns.map(({ name }) => name),
        };
      }),
    );
  };
