import type { NumberShape } from '../../numberShape.ts';

/** Branch, institution and account as they stand on a cheque (Payments Canada, Standard 006). */
export const transit: readonly NumberShape[] = [7, 8, 9, 10, 11, 12].map(length => ({
  label: 'BANK',
  score: 0.85,
  groups: [5, 3, length],
  accept: () => true,
}));
