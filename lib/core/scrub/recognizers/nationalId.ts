import { digitsOf, luhn, nhsCheck, verhoeff } from '../digits.ts';
import type { Recognizer } from '../finding.ts';
import { anyOf, onlyIf, pattern } from '../pattern.ts';

const id = (score: number, expression: RegExp, accept?: (found: string) => boolean): Recognizer =>
  pattern('NATIONAL_ID', score, expression, accept);

/** Letter of an Irish PPS number (Department of Social Protection: weights 8 to 2, modulus 23). */
const ppsCheck = (text: string): boolean => {
  const plain = text.toUpperCase();
  let sum = 0;
  for (let i = 0; i < 7; i++) sum += Number(plain[i]) * (8 - i);
  const second = plain[8];
  if (second && second !== 'W') sum += (second.charCodeAt(0) - 64) * 9;
  return 'WABCDEFGHIJKLMNOPQRSTUV'[sum % 23] === plain[7];
};

/** Key of a French NIR (INSEE): 97 minus the number modulo 97. */
const nirCheck = (text: string): boolean => {
  const plain = text.replaceAll(/[ .-]/g, '').toUpperCase().replace('2A', '19').replace('2B', '18');
  if (plain.length === 13) return true;
  return 97 - Number(BigInt(plain.slice(0, 13)) % 97n) === Number(plain.slice(13));
};

/** By country: identifiers whose shape, and check digits where there are any, tell what they are. */
const byCountry: Readonly<Record<string, readonly Recognizer[]>> = {
  // Social Security Administration: no area 000, 666 or above 899, no group 00, no serial 0000.
  US: [
    id(0.95, /(?<![\d-])(?!000|666)[0-8]\d{2}([ -])(?!00)\d{2}\1(?!0000)\d{4}(?![\d-])/gu),
    id(0.93, /(?<![\d-])9\d{2}-[5-9]\d-\d{4}(?![\d-])/gu),
  ],
  // HMRC manual NIM39110; NHS Data Dictionary.
  GB: [
    id(
      0.95,
      /(?<![\p{L}\p{N}])(?!bg|gb|kn|nk|nt|tn|zz)[a-ceghj-prstw-z][a-ceghj-nprstw-z] ?\d{2} ?\d{2} ?\d{2} ?[a-d](?![\p{L}\p{N}])/giu,
    ),
    id(0.85, /(?<![\d+-])\d{3}[ -]\d{3}[ -]\d{4}(?![\d-])/gu, found => nhsCheck(digitsOf(found))),
  ],
  IE: [id(0.95, /(?<![\p{L}\p{N}])\d{7}[a-w][a-iw]?(?![\p{L}\p{N}])/giu, ppsCheck)],
  // Service Canada: nine digits with Luhn's check.
  CA: [id(0.9, /(?<![\d-])[1-79]\d{2}([ -])\d{3}\1\d{3}(?![\d-])/gu, found => luhn(digitsOf(found)))],
  AU: [],
  // UIDAI: Verhoeff's check; Income Tax Department: PAN.
  IN: [
    id(0.9, /(?<![\d-])[2-9]\d{3}([ -])\d{4}\1\d{4}(?![\d-]|[ -]\d)/gu, found => verhoeff(digitsOf(found))),
    id(0.9, /(?<![\p{L}\p{N}])[a-z]{3}[abcfghljpt][a-z]\d{4}[a-z](?![\p{L}\p{N}])/giu),
  ],
  // RENAPO: CURP; SAT: RFC of persons.
  MX: [
    id(
      0.97,
      /(?<![\p{L}\p{N}])[a-z][aeioux][a-z]{2}\d{2}(?:0\d|1[0-2])(?:[0-2]\d|3[01])[hmx][a-z]{5}[a-z0-9]\d(?![\p{L}\p{N}])/giu,
    ),
    id(0.9, /(?<![\p{L}\p{N}])[a-zñ&]{4}\d{2}(?:0\d|1[0-2])(?:[0-2]\d|3[01])[a-z0-9]{3}(?![\p{L}\p{N}])/giu),
  ],
  FR: [
    id(
      0.97,
      /(?<![\p{L}\p{N}])[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[ab]) ?\d{3} ?\d{3}(?: ?\d{2})?(?![\p{L}\p{N}])/giu,
      nirCheck,
    ),
  ],
};

const kinds =
  "ssn|social security|social|sin|social insurance|nino|ni number|national insurance|nhs|pps[n]?|tfn|tax file|medicare|medicaid|aadhaar|aadhar|pan card|curp|rfc|nss|passport|pasaporte|passeport|driver'?s? licen[cs]e|licen[cs]e|dl|permiso de conducir|permis|tax id|itin|s[eé]cu|num[eé]ro de s[eé]curit[eé] sociale|member id|patient id|mrn|national id|id card|dni";

/** A cue, and something with digits after it that is long enough to be an identifier. */
const cued = pattern(
  'NATIONAL_ID',
  0.88,
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${kinds})(?:\\s+(?:number|num|no|nr|card|id|n[uú]mero|num[eé]ro))?\\.?\\s*(?:(?:is|was|es|est|:|#|=|-|n[o°]\\.?)\\s*){0,2}(?<it>[a-z]{0,4}\\d(?:[ -]?\\d|[a-z]){5,19})(?![\\p{L}\\p{N}])`,
    'giu',
  ),
  found => digitsOf(found).length >= 5,
);

/** National and similar identifiers of these countries, and any identifier behind a cue. */
export const nationalId = (countries: readonly string[]): Recognizer =>
  onlyIf(/\d/, anyOf(...countries.flatMap(country => byCountry[country] ?? []), cued));
