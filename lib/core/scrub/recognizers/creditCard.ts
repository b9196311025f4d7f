import { digitsOf, luhn } from '../digits.ts';
import { anyOf, onlyIf, pattern } from '../pattern.ts';

/** First digits that the card schemes use (ISO/IEC 7812: Visa, Mastercard, American Express, Discover, Diners, JCB). */
const scheme = /^(?:4|5[1-5]|2[2-7]|3[0-9]|6|1800)/;

/** Card numbers: 13 to 19 digits that pass Luhn's check, 16 in groups of four, or 12 to 19 after the word card. */
export const creditCard = onlyIf(
  /\d[ .-]?\d{2}/,
  anyOf(
    pattern('CREDIT_CARD', 0.96, /(?<![\d.+])\d(?:[ .-]?\d){12,18}(?![\d])/gu, found => {
      const digits = digitsOf(found);
      if (/^\d{4}([ -])\d{4}\1\d{4}\1\d{4}$/.test(found)) return true;
      return scheme.test(digits) && luhn(digits);
    }),
    pattern(
      'CREDIT_CARD',
      0.9,
      /\b(?:card|visa|mastercard|amex|tarjeta|carte)\b(?:\s+(?:number|num|no|nr|is|it'?s|n[uú]mero|num[eé]ro))*\s*[.:#=]?\s*(?<it>\d(?:[ -]?\d){11,18})(?!\d)/giu,
    ),
  ),
);
