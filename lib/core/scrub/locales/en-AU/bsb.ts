import type { Identifier } from '../../locale.ts';
import { pattern } from '../../pattern.ts';

/** Bank, state and branch, six digits (Australian Payments Network), behind the word. */
export const bsb: Identifier = {
  digits: 6,
  find: pattern(
    'BANK',
    0.9,
    /(?<!\p{L})bsb(?:\s{1,2}(?:number|no|num|is|code)){0,2}\s{0,2}[:#=-]?\s{0,2}(?<it>\d{3}[ -]?\d{3})(?!\d)/giu,
  ),
};
