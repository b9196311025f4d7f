import type { TableContract } from '../config/tableContract.ts';
import { type Batch, type StoredValue, type Transform, withColumns, withoutColumns } from './batch.ts';
import { aadIdentity, aadPrefix, encryptCell, ivBytes } from './cell.ts';
import type { CellKeys } from './cellKeys.ts';
import { encryptedColumns, encryptedName, keyIdName, type Layout } from './layout.ts';
import { subjectCellKey } from './subject.ts';
import { textOf } from './valueText.ts';

/** Each row's part of the AAD. */
export const rowIdentities = (contract: TableContract, batch: Batch): readonly string[] => {
  const inputs = contract.identity.map(name => {
    const column = batch.columns.get(name)!;
    return { values: column.values, text: textOf(column.type) };
  });
  return Array.from({ length: batch.length }, (_, row) =>
    aadIdentity(inputs.map(input => input.text(input.values[row]!))),
  );
};

/** The key of each row's cells: the data key, mixed with the salt of whose row it is. Rows of one person often follow each other. */
const rowKeys = (dataKey: Uint8Array, { subjects }: Batch): ((row: number) => Uint8Array) => {
  if (!subjects) return () => dataKey;
  const derived = new Map<string, Uint8Array>();
  return row => {
    const subject = subjects[row];
    if (!subject?.salt) return dataKey;
    const known = derived.get(subject.id);
    if (known) return known;
    const key = subjectCellKey(dataKey, subject.salt);
    derived.set(subject.id, key);
    return key;
  };
};

/**
 * Adds `<c>_encrypted` and `<c>_key_id` for each encrypted column; NULL stays NULL, the empty string is encrypted.
 * The original is taken away here unless scrubbing still has to read it.
 */
export const withEncrypted = (contract: TableContract, layout: Layout, keys: CellKeys): Transform => {
  const names = encryptedColumns(layout);
  if (names.length === 0) return batch => batch;
  const stillRead = new Set(layout.source.filter(column => column.visible).map(column => column.name));
  const plan = names.map(name => {
    const key = keys.columns.get(name);
    if (!key) throw new Error(`no data key for column ${name}`);
    return { name, key, prefix: aadPrefix(contract.workspace, contract.source, contract.table, name) };
  });
  return batch => {
    const rows = rowIdentities(contract, batch);
    const added = plan.flatMap(({ name, key, prefix }) => {
      const { type, values } = batch.columns.get(name)!;
      const text = textOf(type);
      // One draw for the whole batch: a draw per cell costs more than the cipher.
      const ivs = new Uint8Array(batch.length * ivBytes);
      keys.random(ivs);
      const keyOf = rowKeys(key.bytes, batch);
      const cells: StoredValue[] = new Array(batch.length);
      const ids: StoredValue[] = new Array(batch.length);
      for (let row = 0; row < batch.length; row++) {
        const value = values[row]!;
        if (value === null) {
          cells[row] = null;
          ids[row] = null;
          continue;
        }
        const iv = ivs.subarray(row * ivBytes, (row + 1) * ivBytes);
        cells[row] = encryptCell(keyOf(row), iv, Buffer.from(prefix + rows[row]!), text(value));
        ids[row] = key.id;
      }
      return [
        { name: encryptedName(name), type: { kind: 'binary' as const }, values: cells },
        { name: keyIdName(name), type: { kind: 'string' as const }, values: ids },
      ];
    });
    return withoutColumns(
      withColumns(batch, added),
      names.filter(name => !stillRead.has(name)),
    );
  };
};
