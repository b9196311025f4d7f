import { capitalised, counted, eitherCase, word } from './addressWords.ts';
import { after, before } from './context.ts';
import type { Finding } from './finding.ts';

/** Parts of a building, before a house's number or behind a street. */
const parts =
  'apt|apartment|appartement|appt|app|suite|ste|unit|flat|floor|fl|room|rm|building|bldg|block|blk|tower|wing|level|lot|villa|shop|int|interior|depto|dpto|departamento|piso|edificio|edif|b[aâ]t|b[aâ]timent|[eé]tage|esc|escalier|porte|cama|torre|casa|lote|manzana';
const partValue = '(?:\\d{1,4}(?:st|nd|rd|th)?[\\p{L}]?(?:[-/]\\d{1,3})?|\\p{L}-?\\d{1,4}|\\p{L})(?![\\p{L}\\p{N}])';
const partBefore = new RegExp(
  `(?<!\\p{L})(?:(?:${parts}|no|number|h|house|plot|door)\\.?\\s{0,2}(?:no\\.?\\s?|#\\s?)?${partValue}\\s{0,2},?\\s{1,2}|(?:house|plot|door|shop|unit|flat|apt|apartment|suite|villa|block|blk|lot)\\s(?:no\\.?\\s|number\\s)?|\\d{1,6}\\s){1,2}$`,
  'iu',
);
const partBehind = new RegExp(
  `^[\\s,.-]{0,4}(?:(?:${parts})(?!\\p{L})\\.?\\s{0,2}(?:no\\.?\\s?)?[#:]?\\s{0,2}${partValue}|#\\s?${partValue}|\\d{1,2}(?=\\s{1,2}#\\d)|\\d{1,3}(?:st|nd|rd|th)\\s(?:floor|fl|cross|main|block|stage|phase|sector)(?!\\p{L}))`,
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
  `^[\\s,]{1,3}${postcode}(?![\\p{L}\\p{N}%]|[.:/]\\d)(?:,?\\s{1,2}${capitalised}(?:[\\s-]${capitalised}){0,2}|\\s\\p{L}{4,20}(?=$|[\\n,.!?]))?`,
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
/** A town between the comma and the rest of the sentence: `, Galway if they come`. */
const town = new RegExp(`^\\s{0,2},\\s{1,3}(?<name>${capitalised}(?:[\\s-]${capitalised}){0,2})(?=\\s\\p{Ll})`, 'u');
/** `col. juárez`, `colonia roma norte`, `barrio …` */
const quarter = new RegExp(
  `^[\\s,]{1,3}${eitherCase('col colonia fracc fraccionamiento barrio unidad urb urbanización urbanizacion residencial')}\\.?\\s{1,2}${word}(?:\\s${capitalised}){0,3}`,
  'u',
);
const lowerLocality =
  /^\s{0,2},\s{0,2}(?:\p{L}{4,20}|\p{L}{2,20}\s(?:nagar|layout|colony|hills|vihar|puram|enclave|extension|road|rd|east|west|north|south))(?=\s{0,2}(?:$|[\n,.!]|(?:near|opp|opposite|behind)\s))/u;
const sentenceStart =
  /^(?:I|Im|I['’]m|My|The|And|But|So|Please|Pls|Help|Thanks?|Thank|Ok|Okay|Yes|No|Hurry|Come|Send|Call|Text|He|She|We|They|It|Its|It['’]s|This|That|There|Then|Now|When|What|Where|Why|How|Who|If|Just|Let|Can|Could|Do|Don['’]t|Is|Are|Was|At|In|On|For|With|Not|You|Your|Tell|Je|Mon|Il|Elle|Mi|Yo|Por|Merci|Gracias|Name|Phone|Mom|Mum|Dad|God|Also|Because|Or|Nobody|Everyone|Someone|Everybody|Hi|Hey|Hello|Sorry|Email|Tel|Date)(?![\p{L}])/u;

const longestTail = 120;
const mostSegments = 6;

/** An address goes on with flats, quarters, cities, codes, over lines too. */
export const withTail = (text: string, finding: Finding): Finding => {
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
      (shown ? capitals(capitalPart.exec(rest) ?? town.exec(rest)) : null) ??
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
  !/(?<!\p{L})(?:mg(?! )|help|okay?|sorry|thanks|hurry|lol|right|alone|near|come|maybe|yeah|merci|gracias|porfa|ayuda)(?!\p{L})/iu.test(
    match[0],
  )
    ? match
    : null;
