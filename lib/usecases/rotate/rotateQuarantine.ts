import { zstdCompressSync } from 'node:zlib';
import type { TableContract } from '../../config/tableContract.ts';
import { CellFault } from '../../core/cell.ts';
import { loadOfFile } from '../../core/loadId.ts';
import { type QuarantineRecord, quarantineAad } from '../../core/quarantine.ts';
import { noCells, type Reencrypted, reencryptedCell, sum } from '../../core/withReencrypted.ts';
import type { ObjectStore, ObjectVersion } from '../../ports/objectStore.ts';
import { untilUndisturbed } from '../lakeChange.ts';
import { quarantineRecords } from '../quarantineRecords.ts';
import type { ConcernedFile, Rotation } from './types.ts';

type Line = Partial<QuarantineRecord>;

/** Text of one zstd frame: what is held at a time. */
const frameBytes = 1 << 20;

/** The quarantine files with rows under a key. */
export const quarantineUnder = async (
  store: ObjectStore,
  { source, table }: TableContract,
  keyId: string,
): Promise<readonly ConcernedFile[]> => {
  const found: ConcernedFile[] = [];
  for await (const listed of store.list(`quarantine/${source}/${table}/`)) {
    const file = await untilUndisturbed(store, listed, async (object): Promise<ConcernedFile> => {
      let cells = 0;
      for await (const line of quarantineRecords(store, object)) if (line.key_id === keyId) cells++;
      return { object, cells };
    });
    if (file && file.cells > 0) found.push(file);
  }
  return found;
};

const rotateLine = async (
  { contract, change, saltOf }: Rotation,
  loadId: string,
  line: Line,
): Promise<Reencrypted & { readonly line: Line }> => {
  const { key_id: id, row_encrypted: cell, row_number: row, subject } = line;
  if (id !== change.old.id || typeof cell !== 'string' || row === undefined) return { ...noCells, line };
  const salt = typeof subject === 'string' ? await saltOf(subject) : undefined;
  if (salt === 'erased') return { ...noCells, erased: 1, line };
  try {
    const fresh = reencryptedCell(change, Buffer.from(cell, 'base64'), quarantineAad(contract, loadId, row), salt);
    const changed = { ...line, key_id: change.fresh.id, row_encrypted: Buffer.from(fresh).toString('base64') };
    return { ...noCells, cells: 1, line: changed };
  } catch (error) {
    if (!(error instanceof CellFault)) throw error;
    return { ...noCells, damaged: 1, line };
  }
};

const rewrite = async (store: ObjectStore, rotation: Rotation, object: ObjectVersion): Promise<Reencrypted> => {
  let total = noCells;
  const writer = await store.write(object.key);
  try {
    let text = '';
    for await (const line of quarantineRecords(store, object)) {
      const { line: next, ...counts } = await rotateLine(rotation, loadOfFile(object.key), line);
      total = sum(total, counts);
      text += `${JSON.stringify(next)}\n`;
      if (text.length < frameBytes) continue;
      await writer.write(zstdCompressSync(text));
      text = '';
    }
    if (text !== '') await writer.write(zstdCompressSync(text));
    if (total.cells > 0) await writer.commit({ replaces: object });
    else await writer.abort();
  } catch (error) {
    await writer.abort();
    throw error;
  }
  return total;
};

/** Gives every quarantined row the fresh key, file by file, each in place; old versions of files go too. */
export const rotateQuarantine = async (store: ObjectStore, rotation: Rotation): Promise<Reencrypted> => {
  const { contract, change, onFile } = rotation;
  let total = noCells;
  for (const { object } of await quarantineUnder(store, contract, change.old.id)) {
    const done = await untilUndisturbed(store, object, current => rewrite(store, rotation, current));
    if (!done) continue;
    total = sum(total, done);
    onFile(object.key, done.cells);
  }
  await store.purge(`quarantine/${contract.source}/${contract.table}/`);
  return total;
};
