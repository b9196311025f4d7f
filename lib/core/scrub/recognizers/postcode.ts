import type { Recognizer } from '../finding.ts';
import { anyOf, onlyIf, pattern } from '../pattern.ts';

const states =
  'AL|AK|AZ|AR|CA|CO|CT|DC|DE|FL|GA|HI|IA|ID|IL|IN|KS|KY|LA|MA|MD|ME|MI|MN|MO|MS|MT|NC|ND|NE|NH|NJ|NM|NV|NY|OH|OK|OR|PA|PR|RI|SC|SD|TN|TX|UT|VA|VT|WA|WI|WV|WY';

const zip = (score: number, expression: RegExp): Recognizer => pattern('ZIP', score, expression);

/** A cue and a code, in any country. */
const cued = zip(
  0.85,
  /\b(?:zip(?:\s?code)?|post\s?code|postal code|eircode|pin\s?code|c[oó]digo postal|code postal|c\.?p\.?)\s*(?:is|:|=|#|es|est)?\s*(?<it>[a-z]?\d[a-z\d]{2,5}(?:[ -]?\d[a-z\d]{1,3})?)(?![\p{L}\p{N}])/giu,
);

/** By country: codes whose shape tells what they are. */
const byCountry: Readonly<Record<string, readonly Recognizer[]>> = {
  // USPS: five digits say nothing alone; after a state, or with four more, they do.
  US: [
    zip(0.8, new RegExp(`\\b(?:${states})\\.?,?\\s+(?<it>\\d{5}(?:-\\d{4})?)(?![\\d-])`, 'gu')),
    zip(0.8, /(?<![\d-])\d{5}-\d{4}(?![\d-])/gu),
  ],
  // Royal Mail, Programmers' Guide to the Postcode Address File.
  GB: [
    zip(
      0.85,
      /(?<![\p{L}\p{N}])(?:[a-pr-uwyz][a-hk-y]?\d{1,2}|[a-pr-uwyz]\d[a-hjkpstuw]|[a-pr-uwyz][a-hk-y]\d[abehmnprvwxy]) ?\d[abd-hjlnp-uw-z]{2}(?![\p{L}\p{N}])/giu,
    ),
  ],
  // Canada Post: no D, F, I, O, Q, U; W and Z not first.
  CA: [
    zip(0.85, /(?<![\p{L}\p{N}])[abceghj-nprstvxy]\d[abceghj-nprstv-z][ -]?\d[abceghj-nprstv-z]\d(?![\p{L}\p{N}])/giu),
  ],
  // An Post, Eircode.
  IE: [zip(0.85, /(?<![\p{L}\p{N}])(?:d6w|[ac-fhknprtv-y]\d{2})[ -]?[0-9ac-fhknprtv-y]{4}(?![\p{L}\p{N}])/giu)],
};

/** Postcodes of these countries. */
export const postcode = (countries: readonly string[]): Recognizer =>
  onlyIf(/\d/, anyOf(cued, ...countries.flatMap(country => byCountry[country] ?? [])));
