import type { Identifier } from '../../locale.ts';
import { pattern } from '../../pattern.ts';

/** National Insurance number: prefixes that are not given out left aside, QQ of examples taken in (HMRC, National Insurance Manual NIM39110). */
export const nationalInsurance: Identifier = {
  digits: 6,
  find: pattern(
    'NATIONAL_ID',
    0.95,
    /(?<![\p{L}\p{N}])(?:qq|(?!bg|gb|kn|nk|nt|tn|zz)[a-ceghj-prstw-z][a-ceghj-nprstw-z])[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[a-d](?![\p{L}\p{N}])/giu,
  ),
};
