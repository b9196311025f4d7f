import type { TableContract } from '../config/tableContract.ts';
import { type Batch, type StoredValue, withColumns } from './batch.ts';
import { aadPrefix, CellFault, decryptCell, encryptCell, ivBytes } from './cell.ts';
import type { CellKey } from './cellKeys.ts';
import { encryptedName, keyIdName } from './layout.ts';
import { subjectCellKey, subjectColumn } from './subject.ts';
import { rowIdentities } from './withEncrypted.ts';

/** From one data key to another. */
export interface KeyChange {
  readonly old: CellKey;
  readonly fresh: CellKey;
  /** Fills the bytes from a cryptographic source of chance. */
  readonly random: (bytes: Uint8Array) => void;
}

/** The salt of whose cell it is; undefined where it is nobody's. */
export type CellSalt = Uint8Array | undefined;

/** A cell with the same plaintext and AAD under the fresh key. @throws CellFault */
export const reencryptedCell = (
  { old, fresh, random }: KeyChange,
  cell: Uint8Array,
  aad: Uint8Array,
  salt: CellSalt,
): Uint8Array => {
  const keyOf = ({ bytes }: CellKey): Uint8Array => (salt ? subjectCellKey(bytes, salt) : bytes);
  const iv = new Uint8Array(ivBytes);
  random(iv);
  return encryptCell(keyOf(fresh), iv, aad, decryptCell(keyOf(old), aad, cell));
};

/** What became of cells under the old key. */
export interface Reencrypted {
  /** Now under the fresh key. */
  readonly cells: number;
  /** Not authentic: they stay as they were. */
  readonly damaged: number;
  /** Of people who were erased: nobody can read them, under whatever key. */
  readonly erased: number;
}

export const noCells: Reencrypted = { cells: 0, damaged: 0, erased: 0 };

export const sum = (a: Reencrypted, b: Reencrypted): Reencrypted => ({
  cells: a.cells + b.cells,
  damaged: a.damaged + b.damaged,
  erased: a.erased + b.erased,
});

/** Whose the rows are that have cells under a key. */
export const subjectsUnder = (batch: Batch, column: string, keyId: string): ReadonlySet<string> => {
  const ids = batch.columns.get(keyIdName(column))?.values ?? [];
  const subjects = batch.columns.get(subjectColumn)?.values ?? [];
  const found = new Set<string>();
  for (let row = 0; row < batch.length; row++) {
    if (ids[row] === keyId && typeof subjects[row] === 'string') found.add(subjects[row] as string);
  }
  return found;
};

/**
 * The rows of a bronze file with one column's cells of the old key under the fresh one; no batch where there are none.
 * `salts` has everyone of `subjectsUnder`, or the batch is refused.
 */
export const withReencrypted = (
  contract: TableContract,
  column: string,
  change: KeyChange,
  salts: ReadonlyMap<string, Uint8Array | 'erased'>,
  batch: Batch,
): Reencrypted & { readonly batch?: Batch } => {
  const [cellsName, idsName] = [encryptedName(column), keyIdName(column)];
  const [held, ids] = [batch.columns.get(cellsName), batch.columns.get(idsName)];
  const rows = ids?.values.flatMap((id, row) => (id === change.old.id ? [row] : [])) ?? [];
  if (!held || !ids || rows.length === 0) return noCells;
  const identities = rowIdentities(contract, batch);
  const subjects = batch.columns.get(subjectColumn)?.values;
  const prefix = aadPrefix(contract.workspace, contract.source, contract.table, column);
  const cells: StoredValue[] = [...held.values];
  const keyIds: StoredValue[] = [...ids.values];
  let damaged = 0;
  let erased = 0;
  for (const row of rows) {
    const subject = subjects?.[row] ?? null;
    const salt = subject === null ? undefined : salts.get(subject as string);
    if (subject !== null && salt === undefined) throw new Error('a salt was not looked up');
    if (salt === 'erased') {
      erased++;
      continue;
    }
    try {
      cells[row] = reencryptedCell(change, cells[row] as Uint8Array, Buffer.from(prefix + identities[row]!), salt);
      keyIds[row] = change.fresh.id;
    } catch (error) {
      if (!(error instanceof CellFault)) throw error;
      damaged++;
    }
  }
  const done = rows.length - damaged - erased;
  return {
    cells: done,
    damaged,
    erased,
    ...(done > 0
      ? {
          batch: withColumns(batch, [
            { ...held, values: cells },
            { ...ids, values: keyIds },
          ]),
        }
      : {}),
  };
};
