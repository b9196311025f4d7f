import fc from 'fast-check';
import {
  type CountryCode,
  getCountryCallingCode,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js';
import { allLocales } from '../../../lib/core/scrub/locales/all.ts';
import { scrubber } from '../../../lib/core/scrub/scrubber.ts';

/** Whatever Google's libphonenumber calls a valid number of a country, the scrubber of its locale finds. */

/** Ways in which people write a number that libphonenumber knows. */
const written: Readonly<Record<string, (number: PhoneNumber) => string>> = {
  'E.164': number => number.number,
  international: number => number.formatInternational(),
  national: number => number.formatNational(),
  'digits alone': number => number.formatNational().replace(/\D/g, ''),
};

/**
 * National forms that say too little by themselves: Irish numbers of eight digits or with a digit for a mailbox, Indian
 * landlines without their trunk prefix, Canada's 310 numbers of seven digits, Australia's 1345 of eight.
 */
const tooShort: Readonly<Record<string, readonly string[]>> = {
  'en-IE': ['national', 'digits alone'],
  'en-IN': ['national', 'digits alone'],
  'en-CA': ['digits alone'],
  'en-AU': ['national'],
  'fr-CA': ['digits alone'],
};

const cases = Object.values(allLocales).flatMap(({ tag, country }) =>
  Object.keys(written)
    .filter(form => !tooShort[tag]?.includes(form))
    .map(form => [tag, form, country as CountryCode] as const),
);

const national = fc.array(fc.nat({ max: 9 }), { minLength: 8, maxLength: 11 }).map(digits => digits.join(''));

test.each(cases)('%s, %s', (tag, form, country) => {
  const scrub = scrubber([tag]);
  const prefix = `+${getCountryCallingCode(country)}`;
  const valid = national
    .map(digits => parsePhoneNumberFromString(prefix + digits))
    .filter(number => number?.isValid() === true && number.country === country);
  fc.assert(
    fc.property(valid, number => scrub(`so ${written[form]!(number!)} then`).text === 'so [PHONE] then'),
    { numRuns: 200 },
  );
});
