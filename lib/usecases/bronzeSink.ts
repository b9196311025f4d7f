import type { Batch, StoredValue } from '../core/batch.ts';
import type { Layout } from '../core/layout.ts';
import { parquetWriter } from '../formats/parquetWriter.ts';
import type { ObjectStore, ObjectWriter } from '../ports/objectStore.ts';

/** The bronze file of one load. Opened by its first row: a load without a good row leaves no file. */
export const bronzeSink = (store: ObjectStore, key: string) => {
  let open: { readonly writer: ObjectWriter; readonly parquet: ReturnType<typeof parquetWriter> } | undefined;
  let rows = 0;
  return {
    rows: () => rows,
    append: async (layout: Layout, batch: Batch): Promise<void> => {
      if (batch.length === 0) return;
      if (!open) {
        const writer = await store.write(key);
        open = { writer, parquet: parquetWriter(writer, layout.bronze) };
      }
      rows += batch.length;
      const columns = new Map<string, readonly StoredValue[]>();
      for (const { name } of layout.bronze) {
        const column = batch.columns.get(name);
        // A plan that forgets a column must fail the load, not write NULLs.
        if (!column) throw new Error(`the plan made no column ${name}`);
        columns.set(name, column.values);
      }
      await open.parquet.append(columns, batch.length);
    },
    /** Makes the file appear; false when there was nothing to write. */
    commit: async (metadata: Record<string, string>): Promise<boolean> => {
      if (!open) return false;
      await open.parquet.close({ ...metadata, 'hushlake.rows': String(rows) });
      await open.writer.commit();
      return true;
    },
    abort: async (): Promise<void> => open?.writer.abort(),
  };
};
