import { encryptedName, keyIdName, layoutOf } from '../core/layout.ts';
import { typeText } from './quantities.ts';
import type { TableContract } from './tableContract.ts';

export type Treatment = 'identity' | 'scrubbing' | 'encrypted' | 'pseudonymized' | 'dropped' | 'md5_checksum';

export interface ColumnTreatment {
  readonly column: string;
  /** As the YAML writes it; `inferred` in the short form. */
  readonly type: string;
  readonly treatments: readonly Treatment[];
  /** What of the column bronze holds, by name; empty for a dropped one. */
  readonly bronzeColumns: readonly string[];
}

/** What a contract does to each column that it names, in the order of the columns; dropped ones of the short form last. */
export const treatments = (contract: TableContract): readonly ColumnTreatment[] => {
  const lists: readonly [Treatment, readonly string[]][] = [
    ['identity', contract.identity],
    ['scrubbing', contract.scrubbed],
    ['encrypted', contract.encrypted],
    ['pseudonymized', contract.pseudonymized],
    ['dropped', contract.dropped],
    ['md5_checksum', contract.checksum?.columns ?? []],
  ];
  const kept = new Map(layoutOf(contract).source.map(column => [column.name, column]));
  const declared = new Map(contract.columns.map(({ name, type }) => [name, typeText(type)]));
  const columns = new Set([...declared.keys(), ...kept.keys(), ...contract.dropped]);
  return [...columns].map(column => {
    const source = kept.get(column);
    return {
      column,
      type: declared.get(column) ?? 'inferred',
      treatments: lists.filter(([, names]) => names.includes(column)).map(([treatment]) => treatment),
      bronzeColumns: [
        ...(source?.visible ? [column] : []),
        ...(source?.encrypted ? [encryptedName(column), keyIdName(column)] : []),
      ],
    };
  });
};
