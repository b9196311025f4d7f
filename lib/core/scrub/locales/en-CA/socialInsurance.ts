import { luhn } from '../../digits.ts';
import type { NumberShape } from '../../numberShape.ts';

/** Social Insurance Number: nine digits with Luhn's check, no first digit 8 (Service Canada, SIN Code of Practice). */
export const socialInsurance: NumberShape = {
  label: 'NATIONAL_ID',
  score: 0.9,
  groups: [3, 3, 3],
  accept: digits => digits[0] !== '8' && digits !== '000000000' && luhn(digits),
};
