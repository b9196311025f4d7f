import type { NumberShape } from '../../numberShape.ts';

const weights = [1, 3, 7, 9, 1, 3, 7, 9];

/** First digit 2 to 6; the ninth is the weighted sum of the first eight, modulo 10 (Services Australia; METeOR 270101). */
export const medicareCheck = (digits: string): boolean =>
  /^[2-6]\d{8,10}$/.test(digits) &&
  weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 10 === Number(digits[8]);

/** Medicare card number: ten digits, an eleventh for the person on the card. */
export const medicare: readonly NumberShape[] = [
  [4, 5, 1],
  [4, 5, 1, 1],
].map(groups => ({ label: 'NATIONAL_ID', score: 0.9, groups, accept: medicareCheck }));
