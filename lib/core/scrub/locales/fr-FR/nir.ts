import type { Identifier } from '../../locale.ts';
import { pattern } from '../../pattern.ts';

/** Key: 97 minus the number modulo 97, Corsica's 2A and 2B read as 19 and 18 (INSEE, numéro d'inscription au répertoire). */
export const nirCheck = (text: string): boolean => {
  const plain = text.replaceAll(/[ .-]/g, '').toUpperCase().replace('2A', '19').replace('2B', '18');
  if (plain.length === 13) return true;
  return 97 - Number(BigInt(plain.slice(0, 13)) % 97n) === Number(plain.slice(13));
};

/** Social security number. In its groups it is one even where a digit is mistyped. */
export const nir: Identifier = {
  digits: 12,
  find: pattern(
    'NATIONAL_ID',
    0.97,
    /(?<![\p{L}\p{N}])[12][ .-]?\d{2}[ .-]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .-]?(?:\d{2}|2[ab])[ .-]?\d{3}[ .-]?\d{3}(?:[ .-]?\d{2})?(?![\p{L}\p{N}])/giu,
    found => nirCheck(found) || found.split(/[ .-]/).length >= 6,
  ),
};
