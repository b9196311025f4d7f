import type { Identifier } from '../../locale.ts';
import { pattern } from '../../pattern.ts';

/** Québec's health insurance number: four letters, year, month (50 more for women), day, two more (RAMQ). */
export const healthInsurance: Identifier = {
  digits: 8,
  find: pattern(
    'NATIONAL_ID',
    0.9,
    /(?<![\p{L}\p{N}])[a-z]{4}[ -]?\d{2}(?:[05][1-9]|[16][0-2])[ -]?(?:0[1-9]|[12]\d|3[01])\d{2}(?![\p{L}\p{N}]|[ -]\d)/giu,
  ),
};
