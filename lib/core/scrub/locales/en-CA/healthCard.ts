import type { Identifier } from '../../locale.ts';
import { pattern } from '../../pattern.ts';

/** Ontario health card: ten digits and a version of two letters (Ministry of Health). */
export const healthCard: Identifier = {
  digits: 10,
  find: pattern('NATIONAL_ID', 0.9, /(?<![\p{L}\p{N}])[1-9]\d{3}[ -]\d{3}[ -]\d{3}[ -]?[a-z]{2}(?![\p{L}\p{N}])/giu),
};
