import { capitalised, counted, houseNumber, numberStart, word } from '../address.ts';
import { after, before } from '../context.ts';
import { type Detector, words } from '../detector.ts';
import type { Finding, Recognizer } from '../finding.ts';
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

const compound = pattern(
  'ADDRESS',
  0.8,
  new RegExp(
    `(?<!\\p{L})(?:\\d{1,6}\\s{1,2})?(?!brigade|renegade|tailgate|colgate|watergate|floodgate|segregate|navigate|delegate|investigate|irrigate|mitigate|delgate|aggregate|surrogate|billigate|norwegian)(?:\\p{Lu}[\\p{L}.'’-]{0,24}\\s){0,2}\\p{L}[\\p{L}'’-]{2,20}${endings}\\s{1,2}\\d{1,4}\\s?[a-d]?(?!\\p{L})${noCount}`,
    'giu',
  ),
  found => !/(?:strate|tigate|igate|egate|agate|tie) \d/i.test(found) || /^\p{Lu}/u.test(found),
);
const kindBehind = pattern(
  'ADDRESS',
  0.8,
  new RegExp(
    `(?<!\\p{L})(?:\\d{1,6}\\s{1,2})?\\p{L}[\\p{L}'’.-]{2,24}(?:\\s${word}){0,2}?\\s{1,2}${behind}\\s{1,2}\\d{1,4}\\.?(?![\\p{L}])${noCount}`,
    'giu',
  ),
  found => !counted.test(found),
);
const kindBefore = pattern(
  'ADDRESS',
  0.8,
  new RegExp(
    `(?<!\\p{L})(?:\\d{1,6}\\s{1,2})?${leading}\\s{1,2}(?:${word}\\s{1,2}){1,4}?\\d{1,5}[a-z]?(?!\\p{L})${noCount}`,
    'giu',
  ),
  found => !counted.test(found),
);
/** `17 Rua do Arenque`, `63 Via Roma`: the number before the kind. */
const numberBefore = pattern(
  'ADDRESS',
  0.75,
  new RegExp(
    `${numberStart}\\d{1,5}\\s{1,2}(?:rua|via|viale|rue|ulica|ul\\.|calle|avenida|piazza|avenue)\\s(?:(?:de|do|da|du|des|la|le|di|del)\\s){0,2}${word}(?:\\s${capitalised}){0,4}`,
    'giu',
  ),
);

/** Capitalised words between two numbers, `6688 Jahu 80`: the second is the house's. */
const between = pattern(
  'ADDRESS',
  0.75,
  new RegExp(
    `${numberStart}\\d{1,6},?\\s{1,2}(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|AM|PM|Q)\\p{L}*)(?:\\p{Lu}[\\p{L}'’-]{2,24}|\\p{Lu}\\.)(?:\\s{1,2}(?:${capitalised}|de|do|da|di|la|le|del|van|der|den|of|the|al|el)){0,4}\\s{1,2}\\d{1,4}[a-z]?(?!\\p{L})${noCount}`,
    'gu',
  ),
);

/** Where somebody is or something stands, then words and a number: `lives at 333 Golfskálinn 78`, `is on Pod Floriánem 1677`. */
const places = pattern(
  'ADDRESS',
  0.7,
  new RegExp(
    `(?<!\\p{L})(?:address|lives?|living|stay(?:s|ing)?|located|is|are|meet|enter|house|moved)\\s{0,2}:?\\s{1,2}(?:(?:is|at|on|in|to)\\s{1,2}){0,2}(?<it>(?:\\d{1,6}\\s{1,2})?(?!(?:Channel|Route|Level|Room|Page|Chapter|Season|Episode|Day|Week|Grade|Year|Step|Number|Line|Version|Netflix|Floor|Gate|Platform|Track|Table|Row|Seat|Unit|Ward|Bus|Flight|Highway|Interstate|Exit|Mile|Phase|Stage|Part|Volume|Round|Game|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|I|Section|Sector|Area|Zone|Formula|Xbox|Windows|Covid|COVID|Type|Stage)\\p{L}{0,6}(?!\\p{L}))\\p{Lu}[\\p{L}'’.-]{0,24}(?:\\s{1,2}(?:${capitalised}|de|do|da|di|la|le|del|van|der|den|al|el)){0,4}\\s{1,2}\\d{1,5}[a-z]?(?!\\p{L}))${noCount}`,
    'gu',
  ),
);

/** Behind `lives at` a number and two words are an address, whatever kind of street: `i live at 14 rosemary`. */
const livingAt = pattern(
  'ADDRESS',
  0.7,
  new RegExp(
    `(?<!\\p{L})(?:liv(?:e|es|ing)\\sat|stay(?:s|ing)?\\sat|resid(?:e|es|ing)\\sat|located\\sat|addr?e?ss?(?:\\sis|\\s?:)|addy(?:\\sis|\\s?:)|house\\s(?:is|number\\sis)|restaurant\\sis\\sat|send\\s(?:help|someone|somebody|cops|police|an\\sambulance|it)\\sto|mail\\s(?:it|me)\\sto|ship\\s(?:it\\s)?to)\\s{0,3}(?<it>(?:\\d{1,6}\\s{1,2})?${houseNumber},?\\s{1,2}(?<name>${word}(?:\\s(?!${oneOf('and but or so if im i my the with for to in at on pls please')}(?!\\p{L}))${word})?(?:\\s\\d{1,4}(?!\\d))?))(?![\\p{L}'’])${noCount}`,
    'giu',
  ),
  (_found, match) => !counted.test(match.groups!['name']!),
);

const core = anyOf(poBox, compound, kindBehind, kindBefore, numberBefore, between, places, livingAt);

/** Parts of a building, before a house's number or behind a street. */
const parts =
  'apt|apartment|appartement|appt|app|suite|ste|unit|flat|floor|fl|room|rm|building|bldg|block|blk|tower|wing|level|lot|villa|shop|int|interior|depto|dpto|departamento|piso|edificio|edif|b[aâ]t|b[aâ]timent|[eé]tage|esc|escalier|porte|cama|torre|casa|lote|manzana';
const partValue = '(?:\\d{1,4}(?:st|nd|rd|th)?[\\p{L}]?(?:[-/]\\d{1,3})?|\\p{L}-?\\d{1,4}|\\p{L})(?![\\p{L}\\p{N}])';
const partBefore = new RegExp(
  `(?<!\\p{L})(?:(?:${parts}|no|number|h|house|plot|door)\\.?\\s{0,2}(?:no\\.?\\s?|#\\s?)?${partValue}\\s{0,2},?\\s{1,2}|\\d{1,6}\\s){1,2}$`,
  'iu',
);
const partBehind = new RegExp(
  `^[\\s,.-]{0,4}(?:(?:${parts})\\.?\\s{0,2}(?:no\\.?\\s?)?[#:]?\\s{0,2}${partValue}|#\\s?${partValue}|\\d{1,2}(?:st|nd|rd|th)\\s(?:floor|fl)(?!\\p{L}))`,
  'iu',
);

const postcode =
  '(?:\\d{5}(?:-\\d{4})?|[a-z]{1,2}\\d[a-z\\d]?\\s?\\d[a-z]{2}|[a-z]\\d[a-z][\\s-]?\\d[a-z]\\d|[a-z]\\d{2}\\s?[a-z\\d]{4}|\\d{6}|\\d{3}\\s\\d{3}|(?!19[5-9]\\d|20[12]\\d)\\d{4}|(?:nsw|vic|qld|sa|wa|tas|nt|act)\\s\\d{4})';
/** City, region and code: at most four words, what stands between them is a comma or a line's end. */
const cityAndCode = new RegExp(
  `^(?:[\\s]{0,2},[\\s]{0,3}|\\s{0,2}\\n\\s{0,3}|\\s{1,2}|\\.\\s)(?<name>(?:${word}[\\s,]{1,3}){1,5}?)[-–]?\\s{0,2}${postcode}(?![\\p{L}\\p{N}%-]|[.,:/]\\d)(?!\\s?(?:years?|times|people|dollars|miles|mins?|minutes|hours|days|weeks|months|pesos|euros)(?!\\p{L}))`,
  'iu',
);
const codeAndCity = new RegExp(
  `^[\\s,]{1,3}${postcode}(?![\\p{L}\\p{N}%]|[.:/]\\d)(?:,?\\s{1,2}${capitalised}(?:[\\s-]${capitalised}){0,2})?`,
  'u',
);
const codeOnly = new RegExp(
  `^[\\s,.]{1,3}(?:(?:cp|c\\.p\\.|zip|postcode|pin(?:code)?)[\\s:.]{0,3})?${postcode}(?![\\p{L}\\p{N}%]|[.:/]\\d)`,
  'iu',
);
/** A line, or a part between commas, of nothing but capitalised words; two letters for a region. */
const capitalPart = new RegExp(
  `^(?:\\s{0,2},\\s{0,3}|\\s{0,2}\\n\\s{0,3},?\\s{0,2}|\\s)(?<name>(?:${capitalised}|of|de|del|la|le|and|sur|les|\\([\\p{L}]{2,20}\\)|\\d{1,2}(?=\\n))(?:[ ](?:${capitalised}|\\([\\p{L}]{2,20}\\)|of|de|del|la|le|sur|les|\\d{1,4})){0,4})(?=\\s{0,2}(?:$|[\\n,.!?;)]|\\d{4,6}|(?:${parts})(?!\\p{L})))`,
  'u',
);
/** `col. juárez`, `colonia roma norte`, `barrio …` */
const quarter = new RegExp(
  `^[\\s,]{1,3}(?:col|colonia|fracc|fraccionamiento|barrio|unidad|urb|urbanizaci[oó]n|residencial)\\.?\\s{1,2}${word}(?:\\s${capitalised}){0,3}`,
  'iu',
);
const lowerLocality =
  /^\s{0,2},\s{0,2}\p{L}{4,20}(?:\s(?:nagar|layout|colony|road|east|west|north|south))?(?=\s{0,2}(?:$|[\n,.!]))/u;
const sentenceStart =
  /^(?:I|Im|I['’]m|My|The|And|But|So|Please|Pls|Help|Thanks?|Thank|Ok|Okay|Yes|No|Hurry|Come|Send|Call|Text|He|She|We|They|It|Its|It['’]s|This|That|There|Then|Now|When|What|Where|Why|How|Who|If|Just|Let|Can|Could|Do|Don['’]t|Is|Are|Was|At|In|On|For|With|Not|You|Your|Tell|Je|Mon|Il|Elle|Mi|Yo|Por|Merci|Gracias|Name|Phone|Email|Tel|Date)(?![\p{L}])/u;

const longestTail = 120;
const mostSegments = 6;

/** An address goes on with flats, quarters, cities, codes, over lines too. */
const tailed = (text: string, finding: Finding): Finding => {
  let { start, end } = finding;
  const prior = before(text, start, 40);
  const unit = partBefore.exec(prior);
  if (unit) start -= unit[0].length;
  const shown = /\p{Lu}/u.test(text.slice(start, end));
  for (let segment = 0; segment < mostSegments; segment++) {
    const rest = after(text, end, longestTail);
    const match =
      partBehind.exec(rest) ??
      quarter.exec(rest) ??
      named(cityAndCode.exec(rest)) ??
      codeAndCity.exec(rest) ??
      codeOnly.exec(rest) ??
      (shown ? capitals(capitalPart.exec(rest)) : null) ??
      locality(lowerLocality.exec(rest));
    if (!match) break;
    end += match[0].length;
  }
  return { ...finding, start, end };
};
const named = (match: RegExpExecArray | null): RegExpExecArray | null =>
  match && !counted.test(match.groups!['name']!) && !/^\s{0,4}(?:owe|paid|pay)/i.test(match.groups!['name']!)
    ? match
    : null;
const capitals = (match: RegExpExecArray | null): RegExpExecArray | null =>
  match && !sentenceStart.test(match.groups!['name']!) ? match : null;
const locality = (match: RegExpExecArray | null): RegExpExecArray | null =>
  match &&
  !counted.test(match[0]) &&
  !/(?<!\p{L})(?:help|okay?|sorry|thanks|hurry|lol|right|alone|near|come|maybe|yeah|merci|gracias|porfa|ayuda)(?!\p{L})/iu.test(
    match[0],
  )
    ? match
    : null;

const cueWords = words(
  `box bag apartado postal str strasse straße gasse allee platz weg vej vei utca út tér köz terrasse plads torg dreef kade ul ulica via viale vicolo
   corso piazza piazzale largo strada rua travessa avenida praça plaza paseo calle rue avenue jalan jl ulitsa leoforos live lives living stay stays staying reside
   resides residing located address adress addy house restaurant send mail ship lives`,
);

/** Street addresses in these styles and in those of other countries, with flat, city and code; capitals are not needed. */
export const streetAddress = (styles: readonly AddressStyle[]): Detector => {
  const all: Recognizer = anyOf(...new Set(styles.map(({ find }) => find)));
  return {
    cues: [...new Set([...cueWords, ...styles.flatMap(({ cues }) => cues)])],
    worth: ({ digits, capital }, cued) => digits > 0 && (cued || capital),
    find: text => [...all(text), ...core(text)].map(finding => tailed(text, finding)),
  };
};
