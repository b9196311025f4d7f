import type { NumberShape } from '../../numberShape.ts';

const weights = [1, 4, 3, 7, 5, 8, 6, 9, 10];

/** Weighted sum of nine digits is a multiple of 11 (Australian Taxation Office, TFN algorithm as published for software makers). */
export const tfnCheck = (digits: string): boolean =>
  digits.length === 9 && weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11 === 0;

/** Tax File Number in three groups. */
export const taxFile: NumberShape = {
  label: 'NATIONAL_ID',
  score: 0.9,
  groups: [3, 3, 3],
  accept: digits => digits !== '000000000' && tfnCheck(digits),
};
