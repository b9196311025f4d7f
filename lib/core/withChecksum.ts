import { hash } from 'node:crypto';
import type { TableContract } from '../config/tableContract.ts';
import { type Column, type StoredValue, type Transform, withColumns } from './batch.ts';
import type { CellKeys } from './cellKeys.ts';
import { checksumColumn } from './layout.ts';
import { netstring } from './netstring.ts';
import { textOf } from './valueText.ts';

/** What the checksum is the MD5 of: `v1,` and one netstring per value, `~,` for NULL (docs/formats.md, section Checksum). */
export const checksumText = (texts: readonly (string | null)[], secret?: Uint8Array): string => {
  let all = 'v1,';
  if (secret) all += netstring(Buffer.from(secret).toString('hex'));
  for (const text of texts) all += text === null ? '~,' : netstring(text);
  return all;
};

/** Adds `md5_checksum`, the hash of the listed columns' original values. */
export const withChecksum = (contract: TableContract, keys: CellKeys): Transform => {
  const { checksum } = contract;
  if (!checksum) return batch => batch;
  const secret = checksum.keyed ? keys.checksumSecret : undefined;
  if (checksum.keyed && !secret) throw new Error('a keyed checksum needs the checksum secret');
  return batch => {
    const inputs = checksum.columns.map(name => {
      const column = batch.columns.get(name);
      return column && { values: column.values, text: textOf(column.type) };
    });
    const values: StoredValue[] = new Array(batch.length);
    const texts: (string | null)[] = new Array(inputs.length);
    for (let row = 0; row < batch.length; row++) {
      for (let i = 0; i < inputs.length; i++) {
        const input = inputs[i];
        const value = input ? input.values[row]! : null;
        texts[i] = value === null ? null : input!.text(value);
      }
      values[row] = hash('md5', checksumText(texts, secret), 'hex');
    }
    const column: Column = { name: checksumColumn.name, type: checksumColumn.type, values };
    return withColumns(batch, [column]);
  };
};
