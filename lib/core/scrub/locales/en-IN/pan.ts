import type { Identifier } from '../../locale.ts';
import { pattern } from '../../pattern.ts';

/** Permanent Account Number: the fourth letter says who holds it (Income Tax Department of India). */
export const pan: Identifier = {
  digits: 4,
  find: pattern('NATIONAL_ID', 0.9, /(?<![\p{L}\p{N}])[a-z]{3}[abcfghljpt][a-z] ?\d{4} ?[a-z](?![\p{L}\p{N}])/giu),
};
