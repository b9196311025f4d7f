import type { StoredType } from '../core/batch.ts';

export interface CatalogColumn {
  readonly name: string;
  readonly type: StoredType;
}

export interface CatalogTable {
  /** `catalog.schema`, e.g. `ctl_dev_bronze.platformdb`. */
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly CatalogColumn[];
}

/** What tables and columns there are: Glue in AWS, JSON files on one machine. */
export interface Catalog {
  table(schema: string, table: string): Promise<CatalogTable | undefined>;
  tables(): Promise<readonly CatalogTable[]>;
  /**
   * Adds the columns that are new and widens the types that need it (see lib/core/widen.ts); never drops or narrows.
   * Safe beside others who do the same. Returns the table as it is then.
   */
  evolve(schema: string, table: string, columns: readonly CatalogColumn[]): Promise<CatalogTable>;
}
