import { type Detector, detector, words } from '../detector.ts';
import type { Recognizer } from '../finding.ts';
import { hidden } from '../hidden.ts';
import { anyOf, pattern } from '../pattern.ts';

const months =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janvier|f[eé]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[eé]cembre';
const gap = '\\s{0,2}';
const year = `(?:,?${gap}(?:del?\\s{1,2}|of\\s{1,2})?(?:19|20)\\d{2}|,?${gap}['’]?\\d{2}(?!\\d))?`;
const numeric = '\\d{1,4}\\s?[-/. ]\\s?\\d{1,2}\\s?[-/. ]\\s?\\d{2,4}';
const withMonth = `(?:${months})\\.?\\s{1,2}(?:the\\s{1,2})?\\d{1,2}(?:st|nd|rd|th)?(?!\\d)${year}|\\d{1,2}(?:st|nd|rd|th|er)?\\s{0,2}(?:of\\s{1,2}|de\\s{1,2})?(?:${months})(?!\\p{L})\\.?${year}|\\d{1,2}-(?:${months})-\\d{2,4}`;
const date = `(?:${numeric}|${withMonth}|(?:${months})\\s{1,2}(?:of\\s{1,2}|de\\s{1,2})?(?:19|20)\\d{2}|\\d{1,2}[/-]\\d{1,2}|(?:0?[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\\d{2}|(?:19|20)\\d{2})`;
const cues =
  'born|birth\\s?days?|b-?day|bday|birth\\s?date|date\\sof\\sbirth|d\\.?o\\.?b|nac[ií]|naci[oó]|nacid[oa]|nacimiento|cumple(?:a[nñ]os)?|n[eé]{1,2}e?\\s{1,2}le|naissance|anniv(?:ersaire)?|ddn';

const behindCue = pattern(
  'DATE_OF_BIRTH',
  0.9,
  new RegExp(
    `(?<!\\p{L})(?:${cues})(?!\\p{L})[^\\d\\n\\uE000\\uE001]{0,24}?(?<it>${date})(?![\\p{L}\\p{N}]|\\s?(?:days?|weeks?|months?|years?|hours?|minutes?)(?!\\p{L}))`,
    'giu',
  ),
);

/** `3/14/1999 is my birthday` */
const beforeCue = pattern(
  'DATE_OF_BIRTH',
  0.9,
  new RegExp(
    `(?<![\\p{L}\\p{N}/.-])(?:${numeric}|${withMonth})(?=\\s{0,2}[,(-]?\\s{0,2}(?:is|es|est|was|c['’]est|thats|that['’]s)?\\s{0,2}(?:my|mi|mon|her|his|the)?\\s{0,2}(?:birth\\s?day|b-?day|dob|d\\.o\\.b|date\\sof\\sbirth|birth\\s?date|cumple|anniv))`,
    'giu',
  ),
);

/** `i turned 16 on the 5th of feb` */
const turning = pattern(
  'DATE_OF_BIRTH',
  0.85,
  new RegExp(
    `(?<!\\p{L})turn(?:ed|ing|s)?\\s{1,2}\\d{1,3}\\s{1,2}(?:(?:on|this|last|next|the)\\s{1,2}){1,3}(?<it>${numeric}|${withMonth})(?![\\p{L}\\p{N}])`,
    'giu',
  ),
);

/** `Jane Roe, 1990-05-17`: right behind a name that was found, as in forms; too long ago for anything but a birth. */
const behindName = pattern(
  'DATE_OF_BIRTH',
  0.85,
  new RegExp(
    `(?<=${hidden.name}\\s{0,2}[,;:(/-]?\\s{0,2})(?:(?:19[3-9]\\d|200\\d|201[0-5])([-/.])(?:0?[1-9]|1[0-2])\\1(?:0?[1-9]|[12]\\d|3[01])|(?:0?[1-9]|[12]\\d|3[01])([-/.])(?:0?[1-9]|[12]\\d|3[01])\\2(?:19[3-9]\\d|200\\d|201[0-5]))(?![\\p{L}\\p{N}]|[-/.:]\\d)`,
    'gu',
  ),
);
const named: Recognizer = text => (text.includes(hidden.name) ? behindName(text) : []);
const cuedDates = anyOf(behindCue, beforeCue, turning);

/**
 * A date beside a word for birth, or right behind a name. Birth dates are identifiers (45 CFR 164.514(b)(2)(i)(C), Safe
 * Harbor); dates alone stay: `tonight` and `2 years` tell nobody apart. Names of months: Unicode CLDR.
 */
export const dateOfBirth: Detector = detector(
  ({ digits }, cued) => (cued && digits > 0) || digits >= 6,
  (text, cued) => (cued ? [...cuedDates(text), ...named(text)] : named(text)),
  words(
    'born birth birthday birthdays birthdate bday day b dob o nací naci nació nacio nacido nacida nacimiento cumple cumpleaños cumpleanos né née ne nee naissance anniv anniversaire ddn turn turned turning turns',
  ),
);
