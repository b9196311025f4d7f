import { createHmac } from 'node:crypto';
import { netstring } from '../netstring.ts';
import type { Label } from './finding.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What is the same however it is written: letters and digits, small, without accents. `Zoë` is `zoe`, `202-555` `202555`. */
const sameForm = (found: string): string =>
  found
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Placeholders of one conversation: what is found, and its label, to `[PERSON_K7Q2MX]`. */
export type Placeholders = (found: string, label: Label) => string;

/**
 * Within a conversation the same value has the same placeholder; in another it has another, and without the secret nobody
 * can tell which is which. The code is the first 30 bits of an HMAC-SHA-256 (RFC 2104) in base32 (RFC 4648): no state is
 * kept, so rows may come in any order, in any file, and a load repeated writes the same. Two of 100 values of a
 * conversation share a code once in 200,000 conversations.
 */
export const consistentPlaceholders =
  (secret: Uint8Array, scope: readonly string[]) =>
  (conversation: string): Placeholders =>
  (found, label) => {
    const hmac = createHmac('sha256', secret);
    hmac.update([...scope, conversation, label, sameForm(found)].map(netstring).join(''));
    let bits = hmac.digest().readUInt32BE(0);
    let code = '';
    for (let i = 0; i < 6; i++) {
      code += letters[bits >>> 27];
      bits = (bits << 5) >>> 0;
    }
    return `[${label}_${code}]`;
  };
