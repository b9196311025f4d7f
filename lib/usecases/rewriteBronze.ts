import type { Batch, StoredValue } from '../core/batch.ts';
import { parquetWriter } from '../formats/parquetWriter.ts';
import { type StoredGroup, storedParquet } from '../formats/storedParquet.ts';
import type { ObjectStore, ObjectVersion, ObjectWriter } from '../ports/objectStore.ts';

export interface Rewritten {
  /** Rows of the file. */
  readonly rows: number;
  /** Rows of the batches that were changed. */
  readonly rowsOfChanged: number;
  /** False when nothing was changed: then the file is as it was. */
  readonly rewritten: boolean;
}

/** The rows of one row group. `numbers` counts from 1 within the file. */
const batchOf = async (group: StoredGroup, before: number): Promise<Batch> => ({
  length: group.rows,
  numbers: Array.from({ length: group.rows }, (_, i) => before + i + 1),
  columns: await group.read(),
  rejected: [],
  findings: {},
});

/**
 * Changes columns of one bronze file in place. Rows, their order, columns, types and the footer's metadata stay; only
 * values may change, or go (NULL), in columns that allow it. The new file takes the old one's place whole or not at all,
 * and only where nobody replaced that one in the meantime. Memory holds one row group.
 *
 * `change` sees each row group once, and answers undefined where nothing is to change. Groups that `concerns` refuses by
 * what the footer tells of them are not even read, unless another group changes: then they are copied.
 *
 * Columns that `mayBeNull` become so in the new file.
 *
 * @throws ObjectMissing, ObjectChanged, NotOurParquet
 */
export const rewriteBronze = async (
  store: Pick<ObjectStore, 'readRange' | 'write'>,
  object: ObjectVersion,
  change: (batch: Batch) => Batch | undefined | Promise<Batch | undefined>,
  concerns: (group: StoredGroup) => boolean = () => true,
  mayBeNull: (column: string) => boolean = () => false,
): Promise<Rewritten> => {
  const stored = await storedParquet(object.size, (start, end) => store.readRange(object, start, end));
  const { footer, groups } = stored;
  const columns = stored.columns.map(column => ({ ...column, nullable: column.nullable || mayBeNull(column.name) }));
  let open: { readonly writer: ObjectWriter; readonly parquet: ReturnType<typeof parquetWriter> } | undefined;
  let rows = 0;
  let rowsOfChanged = 0;
  const append = async (batch: Batch): Promise<void> => {
    const values = new Map<string, readonly StoredValue[]>();
    for (const { name, nullable } of columns) {
      const column = batch.columns.get(name);
      if (column?.values.length !== batch.length) throw new Error(`the change lost values of column ${name}`);
      if (!nullable && column.values.includes(null)) throw new Error(`column ${name} cannot be NULL`);
      values.set(name, column.values);
    }
    await open!.parquet.append(values, batch.length);
  };
  try {
    for (const [at, group] of groups.entries()) {
      const wanted = concerns(group);
      if (wanted || open) {
        const batch = await batchOf(group, rows);
        const changed = wanted ? await change(batch) : undefined;
        if (changed && changed.length !== batch.length) throw new Error('the change lost rows');
        if (changed) rowsOfChanged += changed.length;
        if (changed && !open) {
          const writer = await store.write(object.key);
          open = { writer, parquet: parquetWriter(writer, columns) };
          // What came before and was left alone: read again rather than held.
          let copied = 0;
          for (const earlier of groups.slice(0, at)) {
            await append(await batchOf(earlier, copied));
            copied += earlier.rows;
          }
        }
        if (open) await append(changed ?? batch);
      }
      rows += group.rows;
    }
    if (open) {
      await open.parquet.close(footer);
      await open.writer.commit({ replaces: object });
    }
  } catch (error) {
    await open?.writer.abort().catch(() => {});
    throw error;
  }
  return { rows, rowsOfChanged, rewritten: open !== undefined };
};
