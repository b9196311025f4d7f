import type { Detector } from '../detector.ts';
import { digitsOf, luhn } from '../digits.ts';
import type { Finding } from '../finding.ts';
import { type NumberShape, shapedNumbers } from '../numberShape.ts';
import { pattern } from '../pattern.ts';

/** First digits that the card schemes use (ISO/IEC 7812: Visa, Mastercard, American Express, Discover, Diners, JCB). */
const scheme = /^(?:4|5[0-8]|2[2-7]|3[0-9]|6|1800|2131)/;
const isCard = (digits: string): boolean => scheme.test(digits) && luhn(digits);

const shape = (groups: readonly number[], accept: (digits: string) => boolean): NumberShape => ({
  label: 'CREDIT_CARD',
  score: 0.96,
  groups,
  accept,
});

const shaped = shapedNumbers([
  ...[13, 14, 15, 16, 17, 18, 19].map(length => shape([length], isCard)),
  // Sixteen digits in fours are a card even where a digit is mistyped.
  shape([4, 4, 4, 4], () => true),
  shape([4, 4, 4, 4, 3], isCard),
  shape([4, 6, 5], isCard),
  shape([4, 6, 4], isCard),
  shape([4, 4, 4, 3], isCard),
  shape([8, 8], isCard),
]);

/** Digits that stand together in any other way, and pass Luhn's check. */
const loose = pattern(
  'CREDIT_CARD',
  0.95,
  /(?<![\d.+])\d(?:[ .-]{0,3}\d){12,18}(?!\d)/g,
  found => isCard(digitsOf(found)) && found.split(/\D+/).length <= 6,
);

const behindCue = pattern(
  'CREDIT_CARD',
  0.9,
  /(?<!\p{L})(?:card|visa|mastercard|amex|debit|credit|tarjeta|carte|cb)(?!\p{L})(?:\s{1,2}(?:number|num|no|nr|is|it'?s|es|est|bleue|n[uú]mero|num[eé]ro|de\s(?:cr[eé]dito|d[eé]bito))){0,4}\s{0,2}[.:#=]?\s{0,2}(?<it>\d(?:[ .-]{0,2}\d){11,18})(?!\d)/giu,
);

/** The three or four digits on a card (PCI DSS, glossary: card verification code). */
const verification = pattern(
  'CREDIT_CARD',
  0.9,
  /(?<!\p{L})(?:cvv|cvc|cvv2|cvc2)(?:\s(?:code|number|no|is|es|est)){0,2}\s{0,2}[:#=-]?\s{0,2}(?<it>\d{3,4})(?![\p{L}\p{N}])/giu,
);

/** Card numbers: 13 to 19 digits that pass Luhn's check, 16 in groups of four, or 12 to 19 after the word card; their verification codes. */
export const creditCard: Detector = {
  cues: ['cvv', 'cvc'],
  worth: ({ digits }, cued) => digits >= 12 || (cued && digits >= 3),
  find: (text, numbers, { digits }, cued): readonly Finding[] => [
    ...(digits >= 12 ? [...shaped(text, numbers), ...loose(text), ...behindCue(text)] : []),
    ...(cued ? verification(text) : []),
  ],
};
