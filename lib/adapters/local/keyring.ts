import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { KeyUnavailable } from '../../ports/keyService.ts';
import type { KeyContext, KeyWrapper } from '../keys/envelope.ts';

interface KeyringFile {
  readonly about: string;
  /** Base64, 32 bytes. */
  readonly key: string;
}

const about =
  'Hushlake keyring: whoever has this file can read every encrypted cell of the lake. Keep it apart from backups.';

/** Reads the keyring, or makes one that only its owner may read. Two processes that begin at once end up with one. */
const keyringKey = (path: string, mayCreate: boolean): Buffer => {
  const read = (): Buffer | undefined => {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new KeyUnavailable(`the keyring ${path} cannot be read: it must belong to the user who runs Hushlake`);
    }
    if ((statSync(path).mode & 0o077) !== 0) {
      throw new KeyUnavailable(`the keyring ${path} is open to others: run chmod 600 on it`);
    }
    try {
      const key = Buffer.from((JSON.parse(text) as KeyringFile).key, 'base64');
      if (key.length === 32) return key;
    } catch {
      // Falls through to the same refusal: a keyring that is half there must never be replaced by a new one.
    }
    throw new KeyUnavailable(`the keyring ${path} is damaged: restore it from a backup`);
  };
  const present = read();
  if (present) return present;
  if (!mayCreate) {
    throw new KeyUnavailable(
      `there is no keyring at ${path}, and the lake has keys of one: name it with HUSHLAKE_KEYRING`,
    );
  }
  mkdirSync(dirname(path), { recursive: true });
  const fresh: KeyringFile = { about, key: randomBytes(32).toString('base64') };
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(temporary, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(temporary);
  }
  return read()!;
};

const canonical = (context: KeyContext): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));

/** Wraps data keys under a key in a local file: AES-256-GCM, the context as AAD, `IV(12) ‖ ciphertext ‖ tag(16)`. */
export const keyring = (path: string, mayCreate = true): KeyWrapper => {
  const master = keyringKey(path, mayCreate);
  const wrappedBy = `keyring:${createHash('sha256').update(master).digest('hex').slice(0, 16)}`;
  return {
    wrappedBy,
    generate: async context => {
      const bytes = randomBytes(32);
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', master, iv).setAAD(canonical(context));
      const ciphertext = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return { bytes, wrapped: Buffer.concat([iv, ciphertext, cipher.getAuthTag()]) };
    },
    unwrap: async (wrapped, context) => {
      try {
        const decipher = createDecipheriv('aes-256-gcm', master, wrapped.subarray(0, 12), { authTagLength: 16 });
        decipher.setAAD(canonical(context)).setAuthTag(wrapped.subarray(wrapped.length - 16));
        return Buffer.concat([decipher.update(wrapped.subarray(12, wrapped.length - 16)), decipher.final()]);
      } catch {
        throw new KeyUnavailable(
          'the keyring does not open this key: it is of another keyring, workspace, table or column',
        );
      }
    },
  };
};
