import type { Postcode } from '../../locale.ts';

/** Postal code (Canada Post, Addressing Guidelines): no D, F, I, O, Q, U; W and Z not first. */
export const postalCode: Postcode = {
  shape: /(?<![\p{L}\p{N}])[abceghj-nprstvxy]\d[abceghj-nprstv-z][ -]{0,2}\d[abceghj-nprstv-z]\d(?![\p{L}\p{N}])/giu,
  mixed: true,
};
