import type { Detector } from '../detector.ts';
import { digitsOf, mod97 } from '../digits.ts';
import type { Finding, Recognizer } from '../finding.ts';
import type { Identifier } from '../locale.ts';
import { type NumberShape, shapedNumbers } from '../numberShape.ts';
import { anyOf, pattern } from '../pattern.ts';

const isIban = (text: string): boolean => {
  const plain = text.replaceAll(/[ -]/g, '').toUpperCase();
  return plain.length >= 15 && plain.length <= 34 && mod97(plain.slice(4) + plain.slice(0, 4)) === 1;
};

const candidate = /(?<![\p{L}\p{N}])[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){2,8}(?:[ -]?[a-z0-9]{1,4})?/giu;

/** IBANs with their check digits (ISO 13616). Words may follow the last group: they are taken off until the rest is one. */
const iban: Recognizer = text => {
  const findings: Finding[] = [];
  for (const match of text.matchAll(candidate)) {
    let length = match[0].length;
    while (length >= 15 && !isIban(match[0].slice(0, length))) length--;
    if (length < 15) continue;
    findings.push({ start: match.index, end: match.index + length, label: 'BANK', score: 0.97 });
  }
  return findings;
};

/** One written as it should be, with a digit mistyped, behind the word. */
const ibanBehindCue = pattern(
  'BANK',
  0.9,
  /(?<!\p{L})iban(?:\s{1,2}(?:is|es|est))?\s{0,2}[:#=]?\s{0,2}(?<it>[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,3}(?!\p{L}))?)/giu,
  found => digitsOf(found).length >= 8,
);

const number =
  '(?:\\s{0,2}(?:number|num|no|nr|n[uú]mero|num[eé]ro|#)\\.?)?(?:\\s{1,2}(?:is|was|es|est|de))?\\s{0,2}[:#=-]?\\s{0,2}';
const accounts = pattern(
  'BANK',
  0.85,
  new RegExp(
    `(?<!\\p{L})(?:account|accnt|acct|acc|a\\/c|routing|aba|rtn|cuenta|clabe|compte|iban|rib|transit|institution|micr)(?!\\p{L})\\.?${number}(?<it>\\d(?:[ .-]{0,2}\\d){4,22})(?!\\d)`,
    'giu',
  ),
);
const sortCode = pattern(
  'BANK',
  0.85,
  new RegExp(
    `(?<!\\p{L})(?:sort\\s?code|sc|s\\/c)(?!\\p{L})${number}(?<it>\\d{2}[ -]?\\d{2}[ -]?\\d{2})(?!\\d)`,
    'giu',
  ),
);
const bic = pattern(
  'BANK',
  0.85,
  /(?<!\p{L})(?:swift|bic)(?:\s{1,2}code)?(?:\s{1,2}(?:is|es|est))?\s{0,2}[:#=]?\s{0,2}(?<it>[a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?)(?![\p{L}\p{N}])/giu,
  found => /\d/.test(found) || found === found.toUpperCase(),
);

const behindCue = anyOf(ibanBehindCue, accounts, sortCode, bic);

/** Bank accounts: IBANs; account, routing or sort numbers behind a cue; what the locales know besides. */
export const bank = (formats: readonly (NumberShape | Identifier)[]): Detector => {
  const shapes = shapedNumbers(formats.filter(format => 'groups' in format));
  const identifiers = formats.filter(format => 'find' in format);
  return {
    cues: [
      'account',
      'accnt',
      'acct',
      'acc',
      'c',
      'routing',
      'aba',
      'rtn',
      'cuenta',
      'clabe',
      'compte',
      'iban',
      'rib',
      'transit',
      'institution',
      'micr',
      'sort',
      'sortcode',
      'sc',
      'swift',
      'bic',
    ],
    worth: ({ digits, at }, cued) => digits >= 5 || at || cued,
    find: (text, numbers, { digits, mixed }, cued) => [
      ...shapes(text, numbers),
      ...(mixed && digits >= 10 ? iban(text) : []),
      ...(cued ? behindCue(text) : []),
      ...identifiers.filter(one => digits >= one.digits).flatMap(({ find }) => find(text)),
    ],
  };
};
