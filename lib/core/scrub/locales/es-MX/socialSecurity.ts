import { luhn } from '../../digits.ts';
import type { NumberShape } from '../../numberShape.ts';

/** Número de Seguridad Social: eleven digits with Luhn's check (IMSS). */
export const socialSecurity: readonly NumberShape[] = [
  [2, 2, 2, 4, 1],
  [2, 2, 2, 5],
].map(groups => ({ label: 'NATIONAL_ID', score: 0.85, groups, accept: luhn }));
