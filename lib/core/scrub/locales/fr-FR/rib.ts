import type { Identifier } from '../../locale.ts';
import { pattern } from '../../pattern.ts';

/** Letters of an account count as digits: A and J as 1, B, K and S as 2, and so on (Comité français d'organisation et de normalisation bancaires). */
const digitOf = (character: string): string =>
  /\d/.test(character) ? character : String(((character.charCodeAt(0) - 65) % 9) + 1 + (character >= 'S' ? 1 : 0));

/** Key: 97 minus (89 bank + 15 branch + 3 account) modulo 97. */
export const ribCheck = (text: string): boolean => {
  const plain = [...text.replaceAll(/[ .-]/g, '').toUpperCase()].map(digitOf).join('');
  const sum = 89n * BigInt(plain.slice(0, 5)) + 15n * BigInt(plain.slice(5, 10)) + 3n * BigInt(plain.slice(10, 21));
  return 97n - (sum % 97n) === BigInt(plain.slice(21));
};

/** Relevé d'identité bancaire: bank, branch, account, key. */
export const rib: Identifier = {
  digits: 12,
  find: pattern(
    'BANK',
    0.95,
    /(?<![\p{L}\p{N}])\d{5}[ -]?\d{5}[ -]?[a-z0-9]{11}[ -]?\d{2}(?![\p{L}\p{N}])/giu,
    found => ribCheck(found) || /^\d{5}[ -]\d{5}[ -]\w{11}[ -]\d{2}$/.test(found),
  ),
};
