import type { TableContract } from '../config/tableContract.ts';
import { type Batch, type StoredType, type StoredValue, withColumns } from './batch.ts';
import { checksumColumn, lineageColumns } from './layout.ts';
import { type Dialect, literal, quoted } from './silver/dialect.ts';
import { periodColumns } from './silver/silverTable.ts';
import { subjectColumn } from './subject.ts';
import { textOf } from './valueText.ts';
import { pseudonym } from './withPseudonyms.ts';

/** Whose words go. */
export interface ErasedPeople {
  /** `_subject` of each, with its kind: enough for every row that was written with one. */
  readonly ids: ReadonlyMap<string, string>;
  /** Values of subject columns by kind, as far as they are known: for rows from before their table had a subject. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
  /** Present where a subject column may hold pseudonyms. */
  readonly pseudonymSecret?: Uint8Array;
}

/** What the subject column holds in bronze and silver for these people; nothing where it cannot be told. */
const plainValues = ({ subject, pseudonymized }: TableContract, people: ErasedPeople): ReadonlySet<string> => {
  const values = (subject && people.values.get(subject.kind)) ?? new Set<string>();
  if (!subject || !pseudonymized.includes(subject.column)) return values;
  const { pseudonymSecret: secret } = people;
  return new Set(secret ? [...values].map(value => pseudonym(secret, value)) : []);
};

/** Whether rows of these people can be known by the subject column. */
export const namesPeople = (contract: TableContract, people: ErasedPeople): boolean =>
  plainValues(contract, people).size > 0;

/** Which rows of a batch of bronze are theirs. Those of a file without `_subject` are known by the subject column. */
export const rowsOfPeople = (contract: TableContract, people: ErasedPeople, batch: Batch): readonly number[] => {
  const rows: number[] = [];
  const subject = batch.columns.get(subjectColumn);
  if (subject) {
    for (let row = 0; row < batch.length; row++) {
      const value = subject.values[row]!;
      if (value !== null && people.ids.has(value as string)) rows.push(row);
    }
    return rows;
  }
  const plain = contract.subject && batch.columns.get(contract.subject.column);
  const values = plainValues(contract, people);
  if (!plain || values.size === 0) return rows;
  const text = textOf(plain.type);
  for (let row = 0; row < batch.length; row++) {
    const value = plain.values[row]!;
    if (value !== null && values.has(text(value))) rows.push(row);
  }
  return rows;
};

const systemColumns = new Set([...lineageColumns.map(({ name }) => name), ...periodColumns]);

/**
 * Whether a column of bronze or silver is emptied when its person is erased: what the contract protects, what tells
 * something of it, and what a full contract no longer declares.
 */
export const isErasable = (contract: TableContract, name: string): boolean => {
  if (contract.identity.includes(name) || systemColumns.has(name)) return false;
  if (name === checksumColumn.name || name === subjectColumn || /_(encrypted|key_id)$/.test(name)) return true;
  if (contract.scrubbed.includes(name) || contract.pseudonymized.includes(name)) return true;
  return !contract.shortForm && !contract.columns.some(column => column.name === name);
};

/** The batch without what is erased of these rows; undefined where nothing of it was left. */
export const erasedBatch = (
  contract: TableContract,
  rows: readonly number[],
  batch: Batch,
): { readonly batch: Batch; readonly rows: number } | undefined => {
  const columns = [...batch.columns.values()].filter(({ name }) => isErasable(contract, name));
  const held = rows.filter(row => columns.some(({ values }) => values[row] !== null));
  if (held.length === 0) return undefined;
  const changed = columns.map(column => {
    const values: StoredValue[] = [...column.values];
    for (const row of held) values[row] = null;
    return { ...column, values };
  });
  return { batch: withColumns(batch, changed), rows: held.length };
};

const list = (texts: Iterable<string>): string => [...texts].map(literal).join(', ');

/** The silver rows of these people, as a condition in SQL; undefined where the table cannot hold any. */
export const silverRowsOf = (
  contract: TableContract,
  people: ErasedPeople,
  held: readonly { readonly name: string; readonly type: StoredType }[],
  dialect: Dialect,
): string | undefined => {
  const conditions: string[] = [];
  const has = (name: string) => held.find(column => column.name === name);
  if (people.ids.size > 0 && has(subjectColumn))
    conditions.push(`${quoted(subjectColumn)} IN (${list(people.ids.keys())})`);
  const values = plainValues(contract, people);
  const plain = contract.subject && has(contract.subject.column);
  if (plain && values.size > 0) {
    conditions.push(`CAST(${quoted(plain.name)} AS ${dialect.type({ kind: 'string' })}) IN (${list(values)})`);
  }
  return conditions.length === 0 ? undefined : conditions.map(c => `(${c})`).join(' OR ');
};

/** The UPDATE that erases rows of silver, and the condition that rows still hold something; undefined where nothing of a row can go. */
export const silverErasure = (
  contract: TableContract,
  condition: string,
  held: readonly { readonly name: string }[],
  relation: string,
): { readonly update: string; readonly stillHeld: string } | undefined => {
  const names = held.map(({ name }) => name).filter(name => isErasable(contract, name));
  if (names.length === 0) return undefined;
  const stillHeld = `(${condition}) AND (${names.map(name => `${quoted(name)} IS NOT NULL`).join(' OR ')})`;
  return {
    stillHeld,
    update: `UPDATE ${relation} SET ${names.map(name => `${quoted(name)} = NULL`).join(', ')} WHERE ${stillHeld}`,
  };
};
