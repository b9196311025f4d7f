import { merged } from '../../lib/core/catalogColumns.ts';
import type { Catalog, CatalogTable } from '../../lib/ports/catalog.ts';

export const memoryCatalog = (): Catalog => {
  const all = new Map<string, CatalogTable>();
  return {
    table: async (schema, table) => all.get(`${schema}.${table}`),
    tables: async () => [...all.values()],
    evolve: async (schema, table, columns) => {
      const now = all.get(`${schema}.${table}`);
      const next: CatalogTable = { schema, table, columns: merged(now?.columns ?? [], columns) };
      all.set(`${schema}.${table}`, next);
      return next;
    },
  };
};
