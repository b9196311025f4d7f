import { counted, houseNumber, numberStart, word } from '../../addressWords.ts';
import { words } from '../../detector.ts';
import type { AddressStyle } from '../../locale.ts';
import { anyOf, oneOf, pattern } from '../../pattern.ts';

/** What localities and streets are called (India Post, Bureau of Indian Standards IS 15942). */
const kinds = `nagar marg layout colony enclave sector phase bagh vihar puram pura puri gali galli chowk society apartments? apts? residency extension extn bazaar
  bazar peth wadi mohalla towers? heights complex chawl park gardens? ganj gunj compound palya pally salai theru garh kunj`;
/** Those that English addresses have too: they count where localities follow. */
const shared = 'road rd lane street st path circle';
const ordinal = '\\d{1,3}(?:st|nd|rd|th)';
const door =
  '(?:(?:h|d|f)\\.?\\s?no\\.?|(?:house|flat|plot|door|shop|room|bldg|building)(?:\\s{0,2}(?:no|number)\\.?)?|no\\.?)\\s{0,2}[:.#-]?\\s{0,2}';
const number = '#?(?:[a-z]{1,2}[-/]|[a-z])?\\d{1,5}[a-z]?(?:[-/]\\d{1,5}[a-z]?){0,3}';
const doorStart = `(?<![\\p{L}\\p{N}$£€₹]|\\d[.,:/-])`;

/** `#12 3rd cross`, `45, 5th block, koramangala` */
const cross = pattern(
  'ADDRESS',
  0.85,
  new RegExp(
    `${doorStart}(?:${door})?${number},?\\s{1,2}(?:${ordinal}\\s{1,2}(?:${word}\\s){0,1}?(?:cross|main|block|stage|phase|floor|street|lane|road|sector|avenue)(?!\\p{L})(?:\\s(?:road|rd|street))?[,\\s]{0,3}){1,3}(?<![,\\s])`,
    'giu',
  ),
);

/** `b-12 second floor, nehru nagar` */
const storey = /^(?:ground|first|second|third|fourth|top|\d{1,2}(?:st|nd|rd|th))\sfloor(?!\p{L})/iu;

/** `flat 302, sunshine apartments`, `45 nehru nagar`, `h.no 12-3-45/a, gandhi nagar` */
const locality = pattern(
  'ADDRESS',
  0.85,
  new RegExp(
    `${doorStart}(?:${door})?${number}[,\\s]{1,3}(?<name>(?:${word},?\\s{1,2}){0,3}?${word})\\s{0,1}(?:(?<=\\p{L}{3})|\\s)(?:(?<=\\s)(?:${oneOf(kinds)})|nagar|pura|puram)(?!\\p{L})(?:\\s(?:extension|extn|colony|layout|road|east|west|phase)(?!\\p{L}))?(?:\\s\\d{1,3}[a-z]?(?!\\p{L}))?`,
    'giu',
  ),
  (_found, match) => !counted.test(match.groups!['name']!.replace(storey, '')),
);

/** `h no 221, sector 15` */
const sector = pattern(
  'ADDRESS',
  0.85,
  new RegExp(
    `${doorStart}(?:${door})?${number}[,\\s]{1,3}(?:sector|phase|block|pocket|ward|gali|street|road(?=\\s{0,2}no))\\s{0,2}(?:no\\.?\\s{0,2})?[-#]?[a-z]?-?\\d{1,3}[a-z]?(?![\\p{L}\\d])`,
    'giu',
  ),
);

/** `plot no 45`, `flat no. b-204`: a door by itself. */
const doorAlone = pattern(
  'ADDRESS',
  0.75,
  /(?<!\p{L})(?:(?:h|d|f)\.?\s?no\.?|(?:house|flat|plot|door)\s{0,2}(?:no|number)\.?)\s{0,2}[:.#-]?\s{0,2}(?:[a-z]{1,2}-?)?\d{1,5}[a-z]?(?:[-/][a-z0-9]{1,4}){0,3}(?![\p{L}\d])/giu,
);

/** A row of localities, each between commas: `, indiranagar, bengaluru`. */
const tail =
  '(?:\\s{0,2},\\s{0,2}(?:near\\s|opp\\.?\\s|behind\\s)?' +
  word +
  '(?:\\s' +
  word +
  ')?(?=\\s{0,2}(?:[,.\\n-]|\\d{6}|$))){1,4}';
const withTail = pattern(
  'ADDRESS',
  0.8,
  new RegExp(
    `${numberStart}${houseNumber},?\\s{1,2}(?:${word}\\s){1,3}${oneOf(`${kinds} ${shared}`)}(?<name>${tail})`,
    'giu',
  ),
  (found, match) =>
    !counted.test(found.slice(0, found.length - match.groups!['name']!.length)) &&
    !counted.test(match.groups!['name']!),
);

export const indianAddress: AddressStyle = {
  cues: words(
    `nagar marg layout colony enclave sector phase bagh vihar puram pura puri gali galli chowk society apartment apartments apt apts residency extension extn
     bazaar bazar peth wadi mohalla road rd lane street st path tower towers heights complex chawl park garden gardens ganj gunj compound circle
     palya pally salai theru garh kunj cross main block stage floor avenue h d f hno dno fno house flat plot door pocket ward`,
  ),
  find: anyOf(cross, locality, sector, doorAlone, withTail),
};
