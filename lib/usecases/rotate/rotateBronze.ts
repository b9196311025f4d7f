import type { TableContract } from '../../config/tableContract.ts';
import { keyIdName } from '../../core/layout.ts';
import { noCells, type Reencrypted, subjectsUnder, sum, withReencrypted } from '../../core/withReencrypted.ts';
import { storedParquet } from '../../formats/storedParquet.ts';
import type { ObjectStore } from '../../ports/objectStore.ts';
import { untilUndisturbed } from '../lakeChange.ts';
import { rewriteBronze } from '../rewriteBronze.ts';
import type { ConcernedFile, Rotation } from './types.ts';

/** The bronze files with cells under a key. Most are ruled out by their footers; of the others, only key ids are read. */
export const bronzeUnder = async (
  store: ObjectStore,
  { source, table }: TableContract,
  column: string,
  keyId: string,
): Promise<readonly ConcernedFile[]> => {
  const found: ConcernedFile[] = [];
  const name = keyIdName(column);
  for await (const listed of store.list(`bronze/${source}/${table}/`)) {
    const file = await untilUndisturbed(store, listed, async (object): Promise<ConcernedFile> => {
      const { groups } = await storedParquet(object.size, (start, end) => store.readRange(object, start, end));
      let cells = 0;
      for (const group of groups) {
        if (!group.mayHold(name, keyId)) continue;
        const ids = (await group.read([name])).get(name)!.values;
        for (const id of ids) if (id === keyId) cells++;
      }
      return { object, cells };
    });
    if (file && file.cells > 0) found.push(file);
  }
  return found;
};

/** Gives every cell in bronze the fresh key, file by file, each in place; old versions of files go too. */
export const rotateBronze = async (store: ObjectStore, rotation: Rotation): Promise<Reencrypted> => {
  const { contract, column, change, saltOf, onFile } = rotation;
  let total = noCells;
  for (const { object } of await bronzeUnder(store, contract, column, change.old.id)) {
    const done = await untilUndisturbed(store, object, async current => {
      let file = noCells;
      await rewriteBronze(
        store,
        current,
        async batch => {
          const salts = new Map<string, Uint8Array | 'erased'>();
          for (const subject of subjectsUnder(batch, column, change.old.id)) salts.set(subject, await saltOf(subject));
          const { batch: changed, ...counts } = withReencrypted(contract, column, change, salts, batch);
          file = sum(file, counts);
          return changed;
        },
        group => group.mayHold(keyIdName(column), change.old.id),
      );
      return file;
    });
    if (!done) continue;
    total = sum(total, done);
    onFile(object.key, done.cells);
  }
  await store.purge(`bronze/${contract.source}/${contract.table}/`);
  return total;
};
