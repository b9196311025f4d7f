import type { TableContract } from '../config/tableContract.ts';
import type { Batch } from '../core/batch.ts';
import { type ErasedPeople, namesPeople, rowsOfPeople } from '../core/erasure.ts';
import { subjectColumn } from '../core/subject.ts';
import { type StoredGroup, type StoredParquet, storedParquet } from '../formats/storedParquet.ts';
import type { ObjectStore, ObjectVersion } from '../ports/objectStore.ts';

/** The bronze files of a table. */
export const bronzeFiles = (
  store: Pick<ObjectStore, 'list'>,
  { source, table }: TableContract,
): AsyncIterable<ObjectVersion> => store.list(`bronze/${source}/${table}/`);

export const openedBronze = (store: Pick<ObjectStore, 'readRange'>, object: ObjectVersion): Promise<StoredParquet> =>
  storedParquet(object.size, (start, end) => store.readRange(object, start, end));

/** Whether a row group may hold rows of these people, by its statistics; without `_subject`, by what is known of its column. */
export const concernsPeople = (
  contract: TableContract,
  people: ErasedPeople,
  { columns }: Pick<StoredParquet, 'columns'>,
): ((group: StoredGroup) => boolean) => {
  if (!columns.some(({ name }) => name === subjectColumn)) {
    const known = namesPeople(contract, people);
    return () => known;
  }
  return group => [...people.ids.keys()].some(id => group.mayHold(subjectColumn, id));
};

/** Every row group of a table's bronze in which these people have rows: some of its columns, and which rows are theirs. */
export async function* bronzeOfPeople(
  store: Pick<ObjectStore, 'list' | 'readRange'>,
  contract: TableContract,
  people: ErasedPeople,
  columns: readonly string[],
): AsyncIterable<{ readonly batch: Batch; readonly rows: readonly number[] }> {
  for await (const object of bronzeFiles(store, contract)) {
    const file = await openedBronze(store, object);
    for (const group of file.groups.filter(concernsPeople(contract, people, file))) {
      const read = await group.read([subjectColumn, contract.subject!.column, ...columns]);
      const batch = { length: group.rows, numbers: [], columns: read, rejected: [], findings: {} };
      const rows = rowsOfPeople(contract, people, batch);
      if (rows.length > 0) yield { batch, rows };
    }
  }
}
