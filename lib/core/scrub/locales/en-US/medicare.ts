import type { Identifier } from '../../locale.ts';
import { pattern } from '../../pattern.ts';

/** Medicare Beneficiary Identifier: eleven characters without S, L, O, I, B, Z (CMS, Understanding the MBI format). */
export const medicare: Identifier = {
  digits: 4,
  find: pattern(
    'NATIONAL_ID',
    0.9,
    /(?<![\p{L}\p{N}])[1-9][ac-hj-km-np-rt-y][ac-hj-km-np-rt-y0-9]\d-?[ac-hj-km-np-rt-y][ac-hj-km-np-rt-y0-9]\d-?[ac-hj-km-np-rt-y]{2}\d{2}(?![\p{L}\p{N}])/giu,
  ),
};
