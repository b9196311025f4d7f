import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { KeyFault, KeyUnavailable } from '../../ports/keyService.ts';
import type { KeyContext, KeyWrapper } from '../keys/envelope.ts';

interface KeyringFile {
  readonly about: string;
  /** Base64, 32 bytes: wraps and unwraps. */
  readonly key: string;
  /** Those before it, newest first, as long as something is wrapped by them: they only unwrap. */
  readonly older?: readonly string[];
}

const about =
  'Hushlake keyring: whoever has this file can read every encrypted cell of the lake. Keep it apart from backups.';

const nameOf = (key: Buffer): string => `keyring:${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;

/** The keys of the file, the one that wraps first; undefined where there is no file. */
const readKeys = (path: string): readonly [Buffer, ...Buffer[]] | undefined => {
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
    const { key, older = [] } = JSON.parse(text) as KeyringFile;
    const [current, ...rest] = [key, ...older].map(encoded => Buffer.from(encoded, 'base64'));
    if (current && [current, ...rest].every(({ length }) => length === 32)) return [current, ...rest];
  } catch {
    // Falls through to the same refusal: a keyring that is half there must never be replaced by a new one.
  }
  throw new KeyUnavailable(`the keyring ${path} is damaged: restore it from a backup`);
};

/** Writes the keys beside the file; the caller puts them in its place. */
const writeBeside = (path: string, [key, ...older]: readonly [Buffer, ...Buffer[]]): string => {
  const file: KeyringFile = {
    about,
    key: key.toString('base64'),
    ...(older.length > 0 ? { older: older.map(one => one.toString('base64')) } : {}),
  };
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(temporary, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flush: true });
  return temporary;
};

/** Makes a keyring where there is none. Two processes that begin at once end up with one. */
const create = (path: string, mayCreate: boolean): void => {
  if (!mayCreate) {
    throw new KeyUnavailable(
      `there is no keyring at ${path}, and the lake has keys of one: name it with HUSHLAKE_KEYRING`,
    );
  }
  mkdirSync(dirname(path), { recursive: true });
  const temporary = writeBeside(path, [randomBytes(32)]);
  try {
    linkSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(temporary);
  }
};

const replace = (path: string, keys: readonly [Buffer, ...Buffer[]]): void => {
  // Through a link to the file itself: a keyring that is mounted from elsewhere stays there.
  const real = realpathSync(path);
  renameSync(writeBeside(real, keys), real);
  // Makes the rename survive a power cut: what is wrapped next is lost without it.
  const folder = openSync(dirname(real), 'r');
  fsyncSync(folder);
  closeSync(folder);
};

const canonical = (context: KeyContext): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));

const wrap = (key: Buffer, bytes: Uint8Array, context: KeyContext): Uint8Array => {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(canonical(context));
  return Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
};

export interface Keyring extends KeyWrapper {
  /** Names of the keys that wrapped before the current one and are still there. */
  older(): readonly string[];
  /** Makes a new key the one that wraps. Those before stay, to unwrap. One process at a time may do this. */
  renew(): void;
  /** Takes the older keys away. What is still wrapped by them is lost. One process at a time may do this. */
  dropOlder(): void;
  /** Wraps a key that is wrapped already under the current key. @throws KeyUnavailable */
  rewrap(wrapped: Uint8Array, context: KeyContext, wrappedBy: string): Promise<Uint8Array>;
}

/**
 * Wraps data keys under a key in a local file: AES-256-GCM, the context as AAD, `IV(12) ‖ ciphertext ‖ tag(16)`. The file
 * is read each time: another process may have renewed the key.
 */
export const keyring = (path: string, mayCreate = true): Keyring => {
  if (!readKeys(path)) create(path, mayCreate);
  const keys = (): readonly [Buffer, ...Buffer[]] => {
    const present = readKeys(path);
    if (!present) throw new KeyUnavailable(`the keyring ${path} is gone: restore it from a backup`);
    return present;
  };
  const unwrap: KeyWrapper['unwrap'] = async (wrapped, context, wrappedBy) => {
    const key = keys().find(one => nameOf(one) === wrappedBy);
    try {
      if (!key) throw new Error('no such key');
      const decipher = createDecipheriv('aes-256-gcm', key, wrapped.subarray(0, 12), { authTagLength: 16 });
      decipher.setAAD(canonical(context)).setAuthTag(wrapped.subarray(wrapped.length - 16));
      return Buffer.concat([decipher.update(wrapped.subarray(12, wrapped.length - 16)), decipher.final()]);
    } catch {
      throw new KeyFault(
        'key_of_another',
        'the keyring does not open this key: it is of another keyring, workspace, table or column',
      );
    }
  };
  return {
    get wrappedBy() {
      return nameOf(keys()[0]);
    },
    generate: async context => {
      const [key] = keys();
      const bytes = randomBytes(32);
      return { bytes, wrapped: wrap(key, bytes, context), wrappedBy: nameOf(key) };
    },
    unwrap,
    older: () => keys().slice(1).map(nameOf),
    renew: () => replace(path, [randomBytes(32), ...keys()]),
    dropOlder: () => replace(path, [keys()[0]]),
    rewrap: async (wrapped, context, wrappedBy) => wrap(keys()[0], await unwrap(wrapped, context, wrappedBy), context),
  };
};
