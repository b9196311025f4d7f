import { nhsCheck } from '../../digits.ts';
import type { NumberShape } from '../../numberShape.ts';

/** NHS number: ten digits, the last one a check digit (NHS Data Dictionary, NHS NUMBER). */
export const nhsNumber: NumberShape = { label: 'NATIONAL_ID', score: 0.85, groups: [3, 3, 4], accept: nhsCheck };
