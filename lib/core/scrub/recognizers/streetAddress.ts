import { withTail } from '../addressTail.ts';
import { capitalised, counted, eitherCase, houseNumber, numberStart, word } from '../addressWords.ts';
import { before, wordsBefore } from '../context.ts';
import { type Detector, detector, words } from '../detector.ts';
import type { Recognizer } from '../finding.ts';
import type { AddressStyle } from '../locale.ts';
import { anyOf, oneOf, pattern } from '../pattern.ts';

const poBox = pattern(
  'ADDRESS',
  0.9,
  /(?<![\p{L}\p{N}])(?:p\.?\s?o\.?\s?box|post\soffice\sbox|apartado(?:\spostal)?|gpo\sbox|locked\sbag|private\sbag)\s{0,2}(?:no\.?\s|#\s?)?\d{1,6}(?!\d)/giu,
);

/** What streets are called elsewhere: as an ending (`hersnapvej 18`), a word behind (`Villacher Strasse 89`) or before (`ul. Jesionowa 127`). */
const endings =
  '(?:stra(?:ss|ß)e|str|gasse|allee|platz|damm|weg|vej|veien|vegen|gata|gatan|gade|v[aä]gen|gr[aä]nd|laan|straat|plein|steenweg|utca|katu|tie|braut|str[aæ]ti|holt|ga[dð]a|g[oö]tu|gate|bakken|backen|stien)';
const behind = oneOf(
  'strasse straße str\\.? gasse allee platz weg vej vei utca [uú]t u\\. t[eé]r k[oö]z terrasse plads torg dreef kade mnt pst tn',
);
const leading =
  '(?:ul\\.?|ulica|via|viale|vicolo|corso|piazza|piazzale|largo|strada|rua|travessa|avenida|pra[cç]a|plaza|paseo|calle|rue|jalan|jl\\.?|ulitsa|str\\.|λεωφόρος|οδός|leof\\.?|leoforos)';
const noCount =
  '(?![\\d%]|[.,:/]\\d|\\s?(?:%|am|pm|mins?|minutes?|hours?|hrs?|days?|weeks?|months?|years?|times|people|mg|ml|km|miles?|kg|lbs?|points?|dollars|euros|min|uhr|st|nd|rd|th)(?!\\p{L}))';

const houseBehind = `\\s{1,2}\\d{1,4}(?:\\s?[a-d])?(?!\\p{L})${noCount}`;

/** The name goes with it: the word it ends or follows, words with capitals before that. */
const withName = (recognizer: Recognizer, most: number, lower: number): Recognizer => {
  return text =>
    recognizer(text).flatMap(finding => {
      let count = 0;
      const start = wordsBefore(text, finding.start, most, word => {
        count++;
        return !counted.test(word) && (count <= lower || /^\p{Lu}/u.test(word));
      });
      return start < finding.start ? [{ ...finding, start }] : [];
    });
};
/** `brigade 5`, `navigate 3` */
const noStreet = /(?:bri|rene|navi|dele|tail|investi|irri|miti|lit?i|aggre|surro|segre|flood|col|water)$/i;
const compoundEnd = pattern(
  'ADDRESS',
  0.8,
  new RegExp(`(?<=\\p{L}{3})${endings}${houseBehind}`, 'gu'),
  (_found, match) => !noStreet.test(before(match.input, match.index, 8)),
);
const compound = withName(compoundEnd, 3, 1);
const kindBehind = withName(
  pattern('ADDRESS', 0.8, new RegExp(`(?<=\\p{L}{2}\\s)${behind}${houseBehind}`, 'giu')),
  3,
  1,
);
const kindBefore = pattern(
  'ADDRESS',
  0.8,
  new RegExp(`(?<![\\p{L}.'’-])${leading}\\s{1,2}(?:${word}\\s{1,2}){1,4}?\\d{1,5}[a-z]?(?!\\p{L})${noCount}`, 'giu'),
  found => !counted.test(found),
);
/** `17 Rua do Arenque`, `63 Via Roma`: the number before the kind. */
const numberBefore = pattern(
  'ADDRESS',
  0.75,
  new RegExp(
    `${numberStart}\\d{1,5}\\s{1,2}${eitherCase('rua via viale rue ulica calle avenida piazza avenue')}\\s(?:(?:de|do|da|du|des|la|le|di|del)\\s){0,2}${capitalised}(?:\\s${capitalised}){0,4}`,
    'gu',
  ),
);

/** Words before a number that is no house's. */
const notStreet = oneOf(
  `Channel Route Level Room Page Chapter Season Episode Days? Weeks? Grade Years? Steps? Numbers? Line Version Netflix Floor Gate Platform Track Table
   Row Seat Unit Ward Bus Flight Highway Interstate Exit Mile Phase Stage Part Volume Vol Round Game Section Sector Area Zone Formula Xbox
   PlayStation PS Windows iOS iPhone Galaxy Covid COVID Type Apollo Catch Studio Blink Sum Maroon Top Fast Super Bowl Form Article Psalms? Romans
   Corinthians Matthew Luke Mark John Proverbs Isaiah Genesis Genesis AM PM Q I Im The My
   January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sept? Oct Nov Dec
   Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat Sun`,
);

/** Capitalised words between two numbers, `6688 Jahu 80`: the second is the house's. */
const between = pattern(
  'ADDRESS',
  0.75,
  new RegExp(
    `${numberStart}\\d{1,6},?\\s{1,2}(?!${notStreet}(?!\\p{L}))(?:\\p{Lu}[\\p{L}'’-]{2,24}|\\p{Lu}\\.)(?:\\s{1,2}(?:${capitalised}|de|do|da|di|la|le|del|van|der|den|of|the|al|el)){0,4}\\s{1,2}\\d{1,4}[a-z]?(?!\\p{L})${noCount}`,
    'gu',
  ),
);

/** Where somebody is or something stands, then words and a number: `lives at 333 Golfskálinn 78`, `is on Pod Floriánem 1677`. */
const places = pattern(
  'ADDRESS',
  0.7,
  new RegExp(
    `(?<!\\p{L})(?:address|lives?|living|stay(?:s|ing)?|located|is|are|meet|enter|house|moved)\\s{0,2}:?\\s{1,2}(?:(?:is|at|on|in|to)\\s{1,2}){0,2}(?<it>(?:\\d{1,6}\\s{1,2})?(?!${notStreet}(?!\\p{L}))\\p{Lu}[\\p{L}'’.-]{0,24}(?:\\s{1,2}(?:${capitalised}|de|do|da|di|la|le|del|van|der|den|al|el)){0,4}\\s{1,2}\\d{1,5}[a-z]?(?!\\p{L}))${noCount}`,
    'gu',
  ),
);

/** Behind `lives at` a number and two words are an address, whatever kind of street: `i live at 14 rosemary`. */
const livingAt = pattern(
  'ADDRESS',
  0.7,
  new RegExp(
    `(?<!\\p{L})(?:liv(?:e|es|ing)(?:\\sat)?|stay(?:s|ing)?\\sat|resid(?:e|es|ing)\\sat|located\\sat|addr?e?ss?(?:\\sis|\\s?:)|addy(?:\\sis|\\s?:)|house\\s(?:is|number\\sis)|restaurant\\sis\\sat|send\\s(?:help|someone|somebody|cops|police|an\\sambulance|it)\\sto|mail\\s(?:it|me)\\sto|ship\\s(?:it\\s)?to)\\s{0,3}(?<it>(?:\\d{1,6}\\s{1,2})?${houseNumber},?\\s{1,2}(?<name>${word}(?:\\s(?!${oneOf('and but or so if im i my the with for to in at on pls please')}(?!\\p{L}))${word})?(?:\\s\\d{1,4}(?!\\d))?))(?![\\p{L}'’])${noCount}`,
    'giu',
  ),
  (_found, match) => !counted.test(match.groups!['name']!),
);

const cueWords = words(
  `apt apartment box bag apartado postal str strasse straße gasse allee platz weg vej vei utca út tér köz terrasse plads torg dreef kade ul ulica via viale vicolo
   corso piazza piazzale largo strada rua travessa avenida praça plaza paseo calle rue avenue jalan jl ulitsa leoforos live lives living stay stays staying reside
   resides residing located address adress addy house restaurant send mail ship lives`,
);

/** `apt 4b` by itself */
const apartment = pattern(
  'ADDRESS',
  0.6,
  new RegExp(
    `(?<!\\p{L})(?:apt|apartment)\\.?\\s{0,2}(?:no\\.?\\s?|#\\s?)?\\d{1,4}[a-z]?(?![\\p{L}\\d])${noCount}`,
    'giu',
  ),
);

const elsewhere = anyOf(poBox, apartment, kindBehind, kindBefore, numberBefore, livingAt);
/** Their capitals tell them. */
const capitals = anyOf(compound, between, places);

const addressDetector = (cues: readonly string[], worth: Detector['worth'], find: Recognizer): Detector =>
  detector(worth, text => find(text).map(finding => withTail(text, finding)), cues);

/**
 * Street addresses in these styles and in those of other countries (Universal Postal Union, postal addressing systems), with
 * flat, city and code; capitals are not needed.
 */
export const streetAddress = (styles: readonly AddressStyle[]): readonly Detector[] => [
  ...styles.map(({ cues, find }) => addressDetector(cues, ({ digits }, cued) => digits > 0 && cued, find)),
  addressDetector(cueWords, ({ digits }, cued) => digits > 0 && cued, elsewhere),
  addressDetector([], ({ digits, capital }) => digits > 0 && capital, capitals),
];
