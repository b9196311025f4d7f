import type { Identifier } from '../../locale.ts';
import { pattern } from '../../pattern.ts';

/** Registration of a vehicle: year, since 2013 with its half, county, number (Revenue Commissioners, vehicle registration numbers). */
export const vehicle: Identifier = {
  digits: 3,
  find: pattern(
    'NATIONAL_ID',
    0.85,
    /(?<![\p{L}\p{N}-])\d{2}[12]?[- ](?:c[enw]?|d|dl|g|k[eky]|l|l[dhkms]|m[hno]|oy|rn|so|t[ns]?|w|w[dhwx])-\d{1,6}(?![\p{L}\p{N}-])/giu,
  ),
};
