import { capitalised, counted, eitherCase, houseNumber, numberStart, word } from '../../addressWords.ts';
import { after } from '../../context.ts';
import { words } from '../../detector.ts';
import type { AddressStyle } from '../../locale.ts';
import { anyOf, oneOf, pattern } from '../../pattern.ts';

/** Kinds of streets and their abbreviations (USPS Publication 28, appendix C1; Royal Mail; G-NAF street types). */
const kinds = `street str st avenue ave av avn road rd boulevard blvd boul drive drv dr lane ln court ct crt terrace terr tce ter circle cir
  crescent cres parkway pkwy highway hwy square sq trail trl mews grove grv gardens gdns garden loop alley aly rise row quay wharf
  circuit cct parade pde esplanade esp close cl place pl way walk park hill view heights hts green vale gate croft wynd brae drove yard
  chase fold orchard meadow meadows lawn lawns manor estate villas cottages turnpike tpke pike plaza plz path expressway expy freeway fwy
  bypass broadway crossing xing ridge rdg run cove cv point pt glen bend landing lndg hollow grange paddock paddocks linn hall towers house causeway`;

/** Kinds that are ordinary words: after them a street's name must not be one either. */
const ordinary = new Set(
  words(
    'way walk park hill view close place drive run point gate green yard path chase rise row loop square house bend crossing towers run court hall gardens garden',
  ),
);

const ordinal = '\\d{1,3}(?:st|nd|rd|th)';
const name = `(?:\\s{1,3}(?:${word}|${ordinal})){1,4}?`;
const direction = "(?:\\s(?:n|s|e|w|ne|nw|se|sw|north|south|east|west)(?![\\p{L}’']))?";

/** Words that count things, and name streets as well: `14 new road`, `7 Old Mill Rd`. */
const streetWords = /(?<!\p{L})(?:old|new|long|first|second|third|cold|half)(?!\p{L})/giu;
const capitalWords = /(?<!\p{L})\p{Lu}[\p{L}'’-]{1,24}/gu;

const verb =
  /(?<!\p{L})(?:took|take|need|want|had|have|got|get|did|do|go|went|go|see|saw|made|make|know|think|feel|tell|told|said|like|love|hate)(?!\p{L})/iu;

/** `3 meds dr gave me`, `2 exams close together`: no street goes on like that. */
const goesOn =
  /^\s(?:said|says|told|gave|gives|put|wants|prescribed|thinks|appt|appointments?|office|visit|me|him|us|them|around|away|together|enough|too|more|ahead|better|worse|faster|signs?|rage|trips?|works|lights)(?!\p{L})/iu;

/** Films and programmes that are called like an address: nobody lives there. */
const title = /^(?:21 jump street|10 cloverfield lane|64 zoo lane|8 mile road|84 charing cross road)/i;

const street = pattern(
  'ADDRESS',
  0.85,
  new RegExp(
    `${numberStart}${houseNumber},?(?<name>${name})\\s{1,3}(?<kind>${oneOf(kinds)})(?![\\p{L}\\p{N}'’])\\.?${direction}`,
    'giu',
  ),
  (found, match) => {
    if (title.test(found)) return false;
    const called = match.groups!['name']!;
    const kind = match.groups!['kind']!.toLowerCase();
    if (/^\s{1,3}the$/i.test(called))
      return ![
        'way',
        'house',
        'point',
        'run',
        'place',
        'st',
        'court',
        'park',
        'hill',
        'view',
        'gate',
        'path',
        'row',
        'road',
        'street',
      ].includes(kind);
    if (/^\s{1,3}mg$/i.test(called)) return kind === 'road' || kind === 'rd';
    // Capitals show that a street is meant.
    const shown = /^\p{Lu}\p{Ll}/u.test(match.groups!['kind']!) && /\p{Lu}\p{Ll}/u.test(called);
    const ofCounting = shown
      ? called.replaceAll(capitalWords, '')
      : ordinary.has(kind)
        ? called
        : called.replaceAll(streetWords, '');
    if (counted.test(ofCounting)) return false;
    if (!shown && goesOn.test(after(match.input, match.index + match[0].length, 16))) return false;
    return !ordinary.has(kind) || (!verb.test(called) && called.trim().length > 2);
  },
);

/** `1600 broadway`, `12 the strand` */
const alone = pattern(
  'ADDRESS',
  0.8,
  new RegExp(
    `${numberStart}\\d{1,5}[a-z]?,?\\s{1,2}(?:(?:n|s|e|w|north|south|east|west)\\.?\\s)?(?:broadway|the\\sstrand|piccadilly|cheapside|the\\small)(?!\\p{L})`,
    'giu',
  ),
);

/** `4521 county road 12`, `200 highway 61 n` */
const numbered = pattern(
  'ADDRESS',
  0.85,
  new RegExp(
    `${numberStart}\\d{2,6},?\\s{1,2}(?:(?:n|s|e|w|north|south|east|west|old|us|state)\\.?\\s){0,2}(?:highway|hwy|route|rte|county\\sroad|county\\srd|cr|fm|farm\\sto\\smarket|state\\sroad|sr|road|rd|interstate)\\s{1,2}\\d{1,4}[a-z]?(?![\\p{L}\\p{N}])${direction}`,
    'giu',
  ),
);

/** `315 e 7th`, `500 w madison #1210`: a side of the town, then a number or a name with a flat. `15 n scared` is none. */
const gridded = pattern(
  'ADDRESS',
  0.8,
  new RegExp(
    `${numberStart}\\d{2,6}\\s{1,2}(?:n|s|e|w|ne|nw|se|sw)\\.?\\s{1,2}(?:${ordinal}|${word}(?=\\s{1,2}(?:#\\s?|(?:apt|unit|ste|suite)\\.?\\s?#?)\\d))(?![\\p{L}\\p{N}])`,
    'giu',
  ),
);

/** Armed forces overseas (USPS Publication 28, section 238). */
const military = pattern(
  'ADDRESS',
  0.9,
  /(?<!\p{L})(?:(?:psc|cmr|unit|omc|uss)\s\w{1,12}(?:[ ,]{1,2}\w{1,12}){0,3}[\s,]{1,3})?(?:box\s\d{1,5}[\s,]{1,3})?(?:apo|fpo|dpo)[\s,]{1,3}(?:aa|ae|ap)\s{1,2}\d{5}(?:-\d{4})?/giu,
);

/** `the corner of 35 Pentelis Str. and Rennie Union`: capitals or a kind of street must show that streets are meant. */
const corner = pattern(
  'ADDRESS',
  0.8,
  new RegExp(
    `(?<!\\p{L})(?:[Tt]he\\s)?[Cc]orner\\sof\\s(?:\\d{1,5}\\s)?(?:${word}\\s{1,2}|${ordinal}\\s{1,2}){1,4}?(?:\\d{1,5}\\s)?(?:and|&|n)\\s(?:${word}|${ordinal})(?:\\s(?:${capitalised}|${eitherCase('street st avenue ave road rd boulevard blvd drive dr lane ln')})(?!\\p{L})){0,2}`,
    'gu',
  ),
  found =>
    /orner of .{0,60}\p{Lu}\p{Ll}/u.test(found) ||
    /\s(?:(?:st|street|ave|avenue|rd|road|blvd|dr|ln|lane)|\d{1,3}(?:st|nd|rd|th))(?!\p{L})/iu.test(found),
);

export const englishAddress: AddressStyle = {
  cues: words(
    `${kinds} highway route rte hwy county strand piccadilly cheapside mall apo fpo dpo corner cr fm sr interstate`,
  ),
  find: anyOf(street, alone, numbered, military, corner),
};

/** Streets of towns that are laid out as a grid. */
export const gridAddress: AddressStyle = { cues: words('n s e w ne nw se sw'), find: gridded };
