import type { Label } from '../core/scrub/finding.ts';
import type { Identifier } from './demoFile.ts';
import type { Random } from './random.ts';
import { areaCodes, familyNames, givenNames, streets } from './text/names.ts';

export type Place = keyof typeof givenNames;

/** Who speaks, and with whom: the identifiers that come up again in a conversation. */
export interface Voices {
  readonly place: Place;
  /** Given name of the texter. */
  readonly texter: string;
  /** The texter's number, E.164. */
  readonly phone: string;
  readonly responder: string;
}

const plainName = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase();

/** US numbers 555-01XX, and London's 7946 0XXX, are kept for fiction (NANPA; Ofcom) and are of valid length and range. */
export const phoneNumber = (r: Random, place: Place): string =>
  place === 'gb' ? `+442079460${r.digits(3)}` : `+1${r.pick(areaCodes)}55501${r.digits(2)}`;

/** A number as people type it; British ones with the country's code, which any locale understands. */
const typedPhone = (r: Random, e164: string): string => {
  if (e164.startsWith('+44')) return `+44 20 ${e164.slice(5, 9)} ${e164.slice(9)}`;
  const [area, exchange, line] = [e164.slice(2, 5), e164.slice(5, 8), e164.slice(8)];
  return r.pick([`${area}-${exchange}-${line}`, `(${area}) ${exchange}-${line}`, `${area} ${exchange} ${line}`, e164]);
};

export const emailAddress = (r: Random, name: string): string =>
  `${plainName(name)}${r.pick(['', '.', '_'])}${plainName(r.pick(familyNames))}${r.digits(3)}@example.${r.pick(['com', 'org', 'net'])}`;

/** Sixteen digits of a range that processors keep for tests, with Luhn's check digit (ISO/IEC 7812-1). */
const cardNumber = (r: Random): string => {
  const digits = r.pick(['424242', '411111', '555555']) + r.digits(9);
  const sum = [...digits].reduce((total, digit, i) => {
    const doubled = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  const number = digits + ((10 - (sum % 10)) % 10);
  return r.chance(0.5) ? number : number.replaceAll(/\d{4}(?=\d)/g, '$& ');
};

const two = (number: number): string => String(number).padStart(2, '0');

const birthDate = (r: Random, { place }: Voices): string => {
  const [day, month, year] = [two(r.int(1, 28)), two(r.int(1, 12)), r.int(1965, 2009)];
  return place === 'us' ? `${month}/${day}/${year}` : `${day}/${month}/${year}`;
};

const otherName = (r: Random, { place, texter }: Voices): string =>
  r.pick(givenNames[place].filter(name => name !== texter));

/** People in a hurry leave the capitals out. */
const asTyped = (r: Random, name: string): string => (r.chance(0.7) ? name.toLowerCase() : name);

/** What each slot of a text stands for, and how a value of it is made. */
export const identifierSlots: Readonly<Record<string, readonly [Label, (r: Random, voices: Voices) => string]>> = {
  name: ['PERSON', (r, voices) => asTyped(r, voices.texter)],
  texter: ['PERSON', (_, voices) => voices.texter],
  responder: ['PERSON', (_, voices) => voices.responder],
  other: ['PERSON', (r, voices) => asTyped(r, otherName(r, voices))],
  phone: ['PHONE', (r, voices) => typedPhone(r, r.chance(0.6) ? voices.phone : phoneNumber(r, voices.place))],
  email: ['EMAIL', (r, voices) => emailAddress(r, voices.texter)],
  handle: ['USERNAME', (r, voices) => `${plainName(voices.texter)}_${r.digits(4)}`],
  address: ['ADDRESS', (r, { place }) => `${r.int(2, 1999)} ${r.pick(streets[place === 'gb' ? 'gb' : 'us'])}`],
  birth: ['DATE_OF_BIRTH', birthDate],
  url: ['URL', (r, voices) => `https://posts.example.com/${plainName(voices.texter)}/${r.digits(6)}`],
  // Social Security Administration: no area 000, 666 or above 899, no group 00, no serial 0000.
  ssn: ['NATIONAL_ID', r => `${r.int(100, 665)}-${two(r.int(1, 99))}-${String(r.int(1, 9999)).padStart(4, '0')}`],
  card: ['CREDIT_CARD', cardNumber],
  ip: ['IP', r => `203.0.113.${r.int(1, 254)}`],
};

/** A template with its slots filled: plain words from `words`, identifiers made, and told. */
export const filled = (
  r: Random,
  template: string,
  words: Readonly<Record<string, readonly string[]>>,
  voices: Voices,
): { readonly text: string; readonly planted: readonly Identifier[] } => {
  const planted = new Map<string, Identifier>();
  const text = template.replaceAll(/\{(\w+)\}/g, (_, slot: string) => {
    const known = planted.get(slot);
    if (known) return known.value;
    const identifier = identifierSlots[slot];
    if (!identifier) return r.pick(words[slot]!);
    const [label, make] = identifier;
    const value = make(r, voices);
    planted.set(slot, { label, value });
    return value;
  });
  return { text, planted: [...planted.values()] };
};
