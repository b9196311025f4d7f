import { mod97 } from '../digits.ts';
import { anyOf, onlyIf, pattern } from '../pattern.ts';

const isIban = (text: string): boolean => {
  const plain = text.replaceAll(/[ -]/g, '').toUpperCase();
  return plain.length >= 15 && plain.length <= 34 && mod97(plain.slice(4) + plain.slice(0, 4)) === 1;
};

/** Bank accounts: IBANs with their check digits (ISO 13616), and account, routing or sort numbers after a cue. */
export const bank = onlyIf(
  /\d{2}/,
  anyOf(
    pattern('BANK', 0.97, /(?<![\p{L}\p{N}])[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{1,4}){3,9}(?![\p{L}\p{N}])/giu, isIban),
    pattern(
      'BANK',
      0.85,
      /\b(?:(?:bank|checking|savings)\s+)?(?:account|acct|a\/c|routing|aba|cuenta|clabe|compte)\.?\s*(?:number|num|no|nr|#)?\.?\s*(?:is|:|#|=)?\s*(?<it>\d(?:[ -]?\d){5,19})(?!\d)/giu,
    ),
    pattern('BANK', 0.85, /\bsort\s?code\s*(?:is|:|#)?\s*(?<it>\d{2}[ -]?\d{2}[ -]?\d{2})(?!\d)/giu),
  ),
);
