import { merged } from '../../core/catalogColumns.ts';
import type { Catalog, CatalogTable } from '../../ports/catalog.ts';
import type { ObjectStore } from '../../ports/objectStore.ts';

/**
 * The catalog as JSON files `catalog/<schema>/<table>/v00001.json`, one per schema change. A new version is created only
 * where nobody else has: the same optimistic retry that Glue's version ids ask for. Old versions stay as the history.
 */
export const jsonCatalog = (store: Pick<ObjectStore, 'list' | 'get' | 'put'>): Catalog => {
  const folder = (schema: string, table: string): string => `catalog/${schema}/${table}/`;
  const newest = async (schema: string, table: string): Promise<{ version: number; table?: CatalogTable }> => {
    let key: string | undefined;
    for await (const object of store.list(folder(schema, table))) key = object.key;
    if (!key) return { version: 0 };
    const version = Number(/v(\d+)\.json$/.exec(key)?.[1]);
    return { version, table: JSON.parse(Buffer.from(await store.get(key)).toString()) as CatalogTable };
  };
  return {
    table: async (schema, table) => (await newest(schema, table)).table,
    tables: async () => {
      const found = new Map<string, CatalogTable>();
      for await (const object of store.list('catalog/')) {
        const [, schema, table] = object.key.split('/');
        // Keys come in order, so the last one of a table is its newest.
        found.set(
          `${schema}.${table}`,
          JSON.parse(Buffer.from(await store.get(object.key)).toString()) as CatalogTable,
        );
      }
      return [...found.values()];
    },
    evolve: async (schema, table, columns) => {
      for (;;) {
        const now = await newest(schema, table);
        const next: CatalogTable = { schema, table, columns: merged(now.table?.columns ?? [], columns) };
        if (now.table && JSON.stringify(now.table.columns) === JSON.stringify(next.columns)) return now.table;
        const key = `${folder(schema, table)}v${String(now.version + 1).padStart(5, '0')}.json`;
        const bytes = Buffer.from(`${JSON.stringify(next, null, 2)}\n`);
        if (await store.put(key, bytes, { ifAbsent: true })) return next;
      }
    },
  };
};
