import { type Detector, words } from '../detector.ts';
import { digitsOf, mod97 } from '../digits.ts';
import type { Finding, Recognizer } from '../finding.ts';
import type { Identifier } from '../locale.ts';
import { type NumberShape, shapedNumbers } from '../numberShape.ts';
import { anyOf, pattern } from '../pattern.ts';

/** Characters of an IBAN by country (SWIFT, IBAN Registry). */
const lengths = new Map(
  words(
    `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22
     GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31
     MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20`,
  ).map(entry => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const candidate = /(?<![\p{L}\p{N}])[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,4})?/giu;

/** IBANs with their check digits (ISO 13616); words may follow, the country says where it ends. */
const iban: Recognizer = text => {
  const findings: Finding[] = [];
  candidate.lastIndex = 0;
  for (let match = candidate.exec(text); match; match = candidate.exec(text)) {
    const { 0: found, index } = match;
    const length = lengths.get(found.slice(0, 2).toUpperCase());
    if (!length) continue;
    let plain = '';
    let at = 0;
    for (; at < found.length && plain.length < length; at++) if (!/[ -]/.test(found[at]!)) plain += found[at];
    if (plain.length < length || mod97(plain.slice(4) + plain.slice(0, 4)) !== 1) continue;
    findings.push({ start: index, end: index + at, label: 'BANK', score: 0.97 });
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

const behindCue = anyOf(ibanBehindCue, accounts, sortCode);

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
    // `a/c`, `s/c`: their letters are words of half the chats.
    worth: ({ digits, at, slash }, cued) => digits >= 5 || at || cued || (slash && digits > 0),
    find: (text, numbers, { digits, mixed, slash }, cued) => [
      ...shapes(text, numbers),
      ...(mixed && digits >= 10 ? iban(text) : []),
      ...(digits >= 5 && (cued || slash) ? behindCue(text) : []),
      ...(cued ? bic(text) : []),
      ...identifiers.filter(one => digits >= one.digits).flatMap(({ find }) => find(text)),
    ],
  };
};
