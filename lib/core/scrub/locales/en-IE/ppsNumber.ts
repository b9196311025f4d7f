import type { Identifier } from '../../locale.ts';
import { pattern } from '../../pattern.ts';

/** Check letter: weights 8 to 2, the second letter times 9, modulo 23 (Department of Social Protection, Client Identity Services). */
export const ppsCheck = (text: string): boolean => {
  const plain = text.replaceAll(/[ -]/g, '').toUpperCase();
  let sum = 0;
  for (let i = 0; i < 7; i++) sum += Number(plain[i]) * (8 - i);
  const second = plain[8];
  if (second && second !== 'W') sum += (second.charCodeAt(0) - 64) * 9;
  return 'WABCDEFGHIJKLMNOPQRSTUV'[sum % 23] === plain[7];
};

/** Personal Public Service number: seven digits and one letter or two. */
export const ppsNumber: Identifier = {
  digits: 7,
  find: pattern('NATIONAL_ID', 0.95, /(?<![\p{L}\p{N}])\d{7} ?[a-w][a-iw]?(?![\p{L}\p{N}])/giu, ppsCheck),
};
