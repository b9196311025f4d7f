import type { Identifier } from '../../locale.ts';
import { pattern } from '../../pattern.ts';

/** A sort code in pairs, then the eight digits of an account (Pay.UK, Validating account numbers): nothing else is written so. */
export const accountNumber: Identifier = {
  digits: 14,
  find: pattern('BANK', 0.9, /(?<![\p{L}\p{N}.-])\d{2}([- ])\d{2}\1\d{2}[\s,/]{1,3}\d{8}(?![\p{N}-])/gu),
};
