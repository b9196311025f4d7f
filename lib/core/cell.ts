import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Layout of a cell: IV, ciphertext, tag. Spark and Databricks read it with `aes_decrypt(c, key, 'GCM', 'DEFAULT', aad)`. */
export const ivBytes = 12;
export const tagBytes = 16;

/** AES-256-GCM (NIST SP 800-38D): `IV(12) ‖ ciphertext ‖ tag(16)`. The IV must never repeat under one key. */
export const encryptCell = (key: Uint8Array, iv: Uint8Array, aad: Uint8Array, plaintext: string): Uint8Array => {
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(aad);
  // final() returns nothing in GCM but must run before the tag exists.
  const ciphertext = cipher.update(plaintext, 'utf8');
  cipher.final();
  return Buffer.concat([iv, ciphertext, cipher.getAuthTag()]);
};

export type CellFaultCode = 'cell_too_short' | 'cell_not_authentic';

/** A cell that cannot be read: cut short, tampered with, of another row, or under another key. Holds no value. */
export class CellFault extends Error {
  readonly code: CellFaultCode;
  constructor(code: CellFaultCode) {
    super(
      code === 'cell_too_short'
        ? `the cell is shorter than ${ivBytes + tagBytes} bytes`
        : 'the cell is not authentic: it was changed, belongs to another row, or the key is not its own',
    );
    this.code = code;
  }
}

/** The plaintext of a cell. @throws CellFault, never returns wrong plaintext */
export const decryptCell = (key: Uint8Array, aad: Uint8Array, cell: Uint8Array): string => {
  if (cell.length < ivBytes + tagBytes) throw new CellFault('cell_too_short');
  const decipher = createDecipheriv('aes-256-gcm', key, cell.subarray(0, ivBytes), { authTagLength: tagBytes });
  decipher.setAAD(aad);
  decipher.setAuthTag(cell.subarray(cell.length - tagBytes));
  const plaintext = decipher.update(cell.subarray(ivBytes, cell.length - tagBytes));
  try {
    return Buffer.concat([plaintext, decipher.final()]).toString('utf8');
  } catch {
    throw new CellFault('cell_not_authentic');
  }
};

/** RFC 3986 percent-encoding: only A-Z a-z 0-9 - . _ ~ stand for themselves. */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const plainIdentity = /^[A-Za-z0-9._~-]*$/;

/** The part of a cell's AAD that all rows share: `hushlake/1/<workspace>/<source>/<table>/<column>/`. */
export const aadPrefix = (workspace: string, source: string, table: string, column: string): string =>
  `hushlake/1/${workspace}/${source}/${table}/${column}/`;

/** The part that names the row: its identity values, percent-encoded, joined by `/`. */
export const aadIdentity = (identity: readonly string[]): string =>
  identity.map(value => (plainIdentity.test(value) ? value : percentEncode(value))).join('/');
