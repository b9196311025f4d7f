import type { Identifier } from '../../locale.ts';
import { pattern } from '../../pattern.ts';

/**
 * Driver number: five characters of the surname filled with 9, six digits of the birth date (the month of women plus 50), two
 * initials, a digit, two letters (Driver and Vehicle Licensing Agency; Northern Ireland has others).
 */
export const driverNumber: Identifier = {
  digits: 7,
  find: pattern(
    'NATIONAL_ID',
    0.9,
    /(?<![\p{L}\p{N}])[a-z][a-z9]{4}[ -]?\d[0156]\d[0-3]\d\d[ -]?[a-z][a-z9]\d[a-z]{2}(?![\p{L}\p{N}])/giu,
  ),
};
