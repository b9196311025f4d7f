import type { NumberShape } from '../../numberShape.ts';

/** Control digit: weights 3, 7, 1, each product modulo 10 (Banco de México, CLABE; ABM). */
export const clabeCheck = (digits: string): boolean => {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (Number(digits[i]) * [3, 7, 1][i % 3]!) % 10;
  return (10 - (sum % 10)) % 10 === Number(digits[17]);
};

/** Clave Bancaria Estandarizada: bank, branch, account, control digit. */
export const clabe: readonly NumberShape[] = [[18], [3, 3, 11, 1]].map(groups => ({
  label: 'BANK',
  score: 0.97,
  groups,
  accept: clabeCheck,
}));
