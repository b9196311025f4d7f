import type { Detector } from './detector.ts';
import type { Finding, Recognizer } from './finding.ts';
import { glancer } from './glance.ts';
import type { Locale } from './locale.ts';
import { allLocales } from './locales/all.ts';
import type { ScrubLocale } from './locales.ts';
import { type WrittenNumber, writtenNumbers } from './numbers.ts';
import { bank } from './recognizers/bank.ts';
import { creditCard } from './recognizers/creditCard.ts';
import { dateOfBirth } from './recognizers/dateOfBirth.ts';
import { email } from './recognizers/email.ts';
import { ipAddress } from './recognizers/ipAddress.ts';
import { nationalId } from './recognizers/nationalId.ts';
import { phone } from './recognizers/phone.ts';
import { postcode } from './recognizers/postcode.ts';
import { digitWordList, spelledNumber } from './recognizers/spelledNumber.ts';
import { streetAddress } from './recognizers/streetAddress.ts';
import { url } from './recognizers/url.ts';
import { username } from './recognizers/username.ts';

/** All values of one key, each once: locales share what they import from each other. */
const every = <T>(locales: readonly Locale[], values: (locale: Locale) => readonly T[]): readonly T[] => [
  ...new Set(locales.flatMap(values)),
];

/** Everything but names that is looked for under these locales, e.g. `['en-US', 'es-US']`. One place, one order. */
export const detectorsFor = (tags: readonly string[]): readonly Detector[] => {
  const locales = tags.map(tag => {
    const locale = allLocales[tag as ScrubLocale];
    if (!locale) throw new RangeError(`no such locale: ${tag}`);
    return locale;
  });
  return [
    email,
    url,
    ipAddress,
    creditCard,
    bank(every(locales, locale => locale.bankFormats)),
    nationalId(every(locales, locale => locale.nationalIds)),
    // Whoever reads in one country may be told of a crisis line in another: all of them stay.
    phone(
      every(locales, locale => locale.phones),
      every(Object.values(allLocales), locale => locale.publicNumbers),
    ),
    spelledNumber,
    ...streetAddress(every(locales, locale => locale.addresses)),
    postcode(every(locales, locale => locale.postcodes)),
    dateOfBirth,
    username,
  ];
};

/** Fewer digits make no number that a detector asks for. */
const fewestDigits = 4;
const noNumbers: readonly WrittenNumber[] = [];

/** One recognizer of several detectors: one glance tells which of them are worth running. Most texts need none. */
export const together = (detectors: readonly Detector[]): Recognizer => {
  const glance = glancer(
    detectors.map(({ cues }) => cues ?? []),
    digitWordList,
  );
  return text => {
    const seen = glance(text);
    const numbers = seen.digits >= fewestDigits ? writtenNumbers(text) : noNumbers;
    let findings: Finding[] = [];
    for (let i = 0; i < detectors.length; i++) {
      const { worth, find } = detectors[i]!;
      const cued = (seen.cues & (1 << i)) !== 0;
      if (!worth(seen, cued)) continue;
      const found = find(text, numbers, seen, cued);
      if (found.length > 0) findings = findings.concat(found);
    }
    return findings;
  };
};

/** Finds every identifier of these locales that is no name. */
export const identifiers = (tags: readonly string[]): Recognizer => together(detectorsFor(tags));
