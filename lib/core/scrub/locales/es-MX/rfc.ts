import type { Identifier } from '../../locale.ts';
import { pattern } from '../../pattern.ts';

/** Registro Federal de Contribuyentes of persons: four letters, a date, three more (SAT). */
export const rfc: Identifier = {
  digits: 6,
  find: pattern(
    'NATIONAL_ID',
    0.9,
    /(?<![\p{L}\p{N}])[a-zñ&]{4}[ -]?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?(?=[a-z]{0,2}\d|\d)[a-z0-9]{3}(?![\p{L}\p{N}]|[ -]\d)/giu,
  ),
};
