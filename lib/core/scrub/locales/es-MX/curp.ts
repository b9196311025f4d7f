import type { Identifier } from '../../locale.ts';
import { pattern } from '../../pattern.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

/** Last digit of a CURP: weights 18 to 2, modulo 10 (RENAPO, Instructivo normativo para la asignación de la CURP). */
export const curpCheck = (text: string): boolean => {
  const plain = text.toUpperCase();
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += alphabet.indexOf(plain[i]!) * (18 - i);
  return (10 - (sum % 10)) % 10 === Number(plain[17]);
};

/** Clave Única de Registro de Población. Its shape tells it, even where a letter is mistyped: the check is not asked for. */
export const curp: Identifier = {
  digits: 6,
  find: pattern(
    'NATIONAL_ID',
    0.97,
    /(?<![\p{L}\p{N}])[a-zñ][aeioux][a-zñ]{2}\d{2}(?:0\d|1[0-2])(?:[0-2]\d|3[01])[hmx][a-zñ]{5}[a-z0-9]\d(?![\p{L}\p{N}])/giu,
  ),
};
