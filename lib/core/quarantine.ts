import type { Rejection } from './batch.ts';
import { aadPrefix, encryptCell, ivBytes } from './cell.ts';
import type { CellKey } from './cellKeys.ts';
import type { FaultCode } from './faults.ts';

/** The column in whose name quarantined rows are encrypted: it has data keys of its own. */
export const quarantineColumn = '_quarantine';

/** One line of a quarantine file. Nothing of the row is in clear. */
export interface QuarantineRecord {
  readonly reason: FaultCode;
  readonly column: string | null;
  readonly row_number: number;
  readonly expected: string | null;
  readonly found: string | null;
  readonly key_id: string;
  /** Base64 of a cell whose plaintext is the row as it was read. */
  readonly row_encrypted: string;
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
): string =>
  rejected
    .map(({ number, fault, text }) => {
      const iv = new Uint8Array(ivBytes);
      random(iv);
      const cell = encryptCell(key.bytes, iv, quarantineAad(at, loadId, number), text());
      const record: QuarantineRecord = {
        reason: fault.code,
        column: fault.column ?? null,
        row_number: number,
        expected: fault.expected ?? null,
        found: fault.found ?? null,
        key_id: key.id,
        row_encrypted: Buffer.from(cell).toString('base64'),
      };
      return `${JSON.stringify(record)}\n`;
    })
    .join('');
