import type { NumberShape } from '../../numberShape.ts';

/** No area 000, 666 or above 899, no group 00, no serial 0000 (Social Security Administration, POMS RM 10201.035). */
export const isSsn = (digits: string): boolean => /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits);

/** Area 9, and groups 50 to 65, 70 to 88, 90 to 92, 94 to 99 (Internal Revenue Service, Publication 4757). */
export const isItin = (digits: string): boolean => /^9\d{2}(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(digits);

/** Social Security and Individual Taxpayer Identification Numbers, in their usual groups. */
export const socialSecurity: NumberShape = {
  label: 'NATIONAL_ID',
  score: 0.95,
  groups: [3, 2, 4],
  accept: digits => isSsn(digits) || isItin(digits),
};
