import type { Recognizer } from '../finding.ts';
import { anyOf, pattern } from '../pattern.ts';

/** From 5 to 109, as digits or as an English word up to twenty-nine. */
const years =
  '(?:1?\\d{2}|[5-9])(?![\\d%]|[.,:/]\\d)|(?:thir|four|fif|six|seven|eigh|nine)teen|eleven|twelve|twenty(?:[\\s-](?:one|two|three|four|five|six|seven|eight|nine))?';
const notCounted =
  '(?!\\s{0,2}(?:%|\\p{Sc}|(?:am|pm|mg|ml|kg|km|lbs?|miles?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|times?|steps?|points?|percent|dollars|weeks|semaines?|mois|jours?|heures?|minutos?|horas?|d[ií]as?|semanas?|meses|veces|pesos|feet|ft|in|to|of|or|out)(?!\\p{L})))';

const behindCue = pattern(
  'AGE',
  0.7,
  new RegExp(
    `(?<!\\p{L})(?:i['’]?m|i\\sam|he['’]?s|she['’]?s|they['’]?re|(?:he|she|who)\\sis|was|am|aged?|turn(?:s|ed|ing)?|j['’]?ai|[aâ]ge\\sde|tengo|tiene|cumpl[ií])\\s{1,2}(?:(?:only|just|like|now|a|almost|about|about\\sto\\sturn|turning|seulement|solo|apenas|casi)\\s{1,2}){0,2}(?<it>(?:${years})(?![\\p{L}\\d]))${notCounted}`,
    'giu',
  ),
);
const withUnit = pattern(
  'AGE',
  0.75,
  /(?<![\p{L}\p{N}$£€.,:/-])(?:1?\d{2}|[3-9])\s{0,2}-?(?:y\/?o|yrs?[\s-]old|years?[\s-]old|year[\s-]olds?|yr[\s-]olds?|ans|a[nñ]os)(?![\p{L}])/giu,
  (found, match) =>
    !/^(?:ans|a[nñ]os)$/i.test(found.replace(/^[\d\s-]+/, '')) ||
    /(?:ai|[aà]|as|tengo|tiene|tienes|de|con)\s(?:\p{L}{2,9}\s)?$/iu.test(
      match.input.slice(Math.max(0, match.index - 20), match.index),
    ),
);
/** `17f`, `f17`, `17 m`: as people introduce themselves in chats. */
const withGender = pattern(
  'AGE',
  0.7,
  /(?<![\p{L}\p{N}$£€.,:/-])(?:1[0-9]|[2-7]\d)\s?\/?\s?(?:f|nb|enby|ftm|mtf|m(?!\p{L}))(?![\p{L}\p{N}'’])|(?<![\p{L}\p{N}])[fm]\s?\/?\s?(?:1[0-9]|[2-7]\d)(?![\p{L}\p{N}%]|[.,:/]\d)/giu,
);

const hint = /\d|teen|eleven|twel|twenty/i;
const anyAge = anyOf(behindCue, withUnit, withGender);

/**
 * Ages of people: `im 17`, `17 yo`, `17f`, `turning 16`, `j'ai 15 ans`. Not looked for by default: an age alone tells nobody
 * apart, unless it is above 89 (45 CFR 164.514(b)(2)(i)(C), Safe Harbor).
 */
export const age: Recognizer = text => (hint.test(text) ? anyAge(text) : []);
