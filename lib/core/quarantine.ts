import type { Rejection } from './batch.ts';
import { aadPrefix, encryptCell, ivBytes } from './cell.ts';
import type { CellKey } from './cellKeys.ts';
import type { FaultCode } from './faults.ts';
import { type KnownSubjects, subjectCellKey } from './subject.ts';

/** The column in whose name quarantined rows are encrypted: it has data keys of its own. */
export const quarantineColumn = '_quarantine';

/** One line of a quarantine file. Nothing of the row is in clear. */
export interface QuarantineRecord {
  readonly reason: FaultCode;
  readonly column: string | null;
  readonly row_number: number;
  readonly expected: string | null;
  readonly found: string | null;
  /** Whose row it is, as far as it could be read: its cell is under their key. */
  readonly subject: string | null;
  readonly key_id: string | null;
  /** Base64 of a cell whose plaintext is the row as it was read. Null when the person was erased: nothing of them is kept. */
  readonly row_encrypted: string | null;
}

/** AAD of a quarantined row: bound to its load and its place in the object. */
export const quarantineAad = (
  at: { workspace: string; source: string; table: string },
  loadId: string,
  row: number,
): Uint8Array => Buffer.from(`${aadPrefix(at.workspace, at.source, at.table, quarantineColumn)}${loadId}/${row}`);

/** JSON lines of rejected rows, encrypted. */
export const quarantineLines = (
  at: { workspace: string; source: string; table: string },
  loadId: string,
  key: CellKey,
  random: (bytes: Uint8Array) => void,
  rejected: readonly Rejection[],
  subjects: KnownSubjects = new Map(),
): string =>
  rejected
    .map(({ number, fault, text, subject: named }) => {
      const subject = named === undefined ? undefined : subjects.get(named);
      if (named !== undefined && !subject) throw new Error('a subject was not looked up');
      const erased = subject !== undefined && !subject.salt;
      const cell = (): string => {
        const iv = new Uint8Array(ivBytes);
        random(iv);
        const bytes = subject?.salt ? subjectCellKey(key.bytes, subject.salt) : key.bytes;
        return Buffer.from(encryptCell(bytes, iv, quarantineAad(at, loadId, number), text())).toString('base64');
      };
      const record: QuarantineRecord = {
        reason: fault.code,
        column: fault.column ?? null,
        row_number: number,
        expected: fault.expected ?? null,
        found: fault.found ?? null,
        subject: subject?.salt ? subject.id : null,
        key_id: erased ? null : key.id,
        row_encrypted: erased ? null : cell(),
      };
      return `${JSON.stringify(record)}\n`;
    })
    .join('');
