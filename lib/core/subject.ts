import { createHmac, hkdfSync } from 'node:crypto';
import type { Subject, TableContract } from '../config/tableContract.ts';
import type { Batch, KnownSubject, StoredValue } from './batch.ts';
import { textOf } from './valueText.ts';

/** Whose row it is: a system column of tables with `subject`. NULL where nobody is named, and after erasure. */
export const subjectColumn = '_subject';

/**
 * The name of a person in bronze, silver and the salts: the first 32 hex digits of HMAC-SHA-256 (RFC 2104) of
 * kind ‖ 0x00 ‖ value under the workspace's subject secret. Without the secret nobody can tell who it is.
 */
export const subjectId = (secret: Uint8Array, kind: string, value: string): string =>
  createHmac('sha256', secret).update(kind).update('\0').update(value).digest('hex').slice(0, 32);

/** What rows of a table are called, where rows of other tables belong to them (`through`). */
export const rowKind = ({ source, table }: { source: string; table: string }): string => `${source}.${table}`;

const info = Buffer.from('hushlake/1/cell');

/**
 * The key of one person's cells under a data key: HKDF-SHA-256 (RFC 5869), 32 bytes. Without the person's salt it cannot
 * be had, whoever has the data key.
 */
export const subjectCellKey = (dataKey: Uint8Array, salt: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', dataKey, salt, info, 32));

/** By the text of the subject column's value. */
export type KnownSubjects = ReadonlyMap<string, KnownSubject>;

/** The text of each row's subject, as the rows came; undefined for NULL. */
export const subjectTexts = ({ column }: Subject, batch: Batch): readonly (string | undefined)[] => {
  const subject = batch.columns.get(column);
  if (!subject) return new Array(batch.length).fill(undefined);
  const text = textOf(subject.type);
  return subject.values.map(value => (value === null ? undefined : text(value)));
};

/** The texts of all subjects that a conformed batch speaks of, rejected rows included, each once. */
export const subjectsNamed = ({ subject }: TableContract, batch: Batch): ReadonlySet<string> => {
  const texts = new Set<string>();
  if (!subject) return texts;
  for (const text of subjectTexts(subject, batch)) if (text !== undefined) texts.add(text);
  for (const rejection of batch.rejected) if (rejection.subject !== undefined) texts.add(rejection.subject);
  return texts;
};

/** The batch with whose each row is. A row whose subject is not among the known must not be written: that is a fault of the caller. */
export const withSubjects = (contract: TableContract, known: KnownSubjects, batch: Batch): Batch => {
  if (!contract.subject) return batch;
  const subjects = subjectTexts(contract.subject, batch).map(text => {
    if (text === undefined) return undefined;
    const subject = known.get(text);
    if (!subject) throw new Error('a subject was not looked up');
    return subject;
  });
  return { ...batch, subjects };
};

/** `_subject` of each row. */
export const subjectIds = (batch: Batch): readonly StoredValue[] =>
  Array.from({ length: batch.length }, (_, row) => {
    const subject = batch.subjects?.[row];
    return subject?.salt ? subject.id : null;
  });
