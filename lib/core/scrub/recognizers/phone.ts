import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { digitsOf } from '../digits.ts';
import type { Finding, Recognizer } from '../finding.ts';
import { anyOf, onlyIf, pattern } from '../pattern.ts';

const candidate =
  /(?<![\p{L}\p{N}$£€#_]|\d[.,/:+-])(?:\+|00)?\(?\d(?:[\d ().–/\u00a0-]{4,22})\d(?![\p{L}\p{N}]|[.,:/-]\d|%)/gu;
const isDate = /^(?:\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ](?:\d{4}|\d{2}))$/;
const isYears = /^(?:19|20)\d{2}\s?[-–/]\s?(?:19|20)?\d{2}$/;
/** 555-0143, 555.0143: the form in which people give numbers of their own town. */
const isLocal = /^\d{3}[-.]\d{4}$/;
const cue =
  /(?:call|text|phone|cell|mobile|number|num|tel|reach|whats\s?app|ring|dial|contact|digits|llam\w*|n[uú]mero|tel[eé]fono|celular|appel\w*|num[eé]ro|t[eé]l\w*)\W+(?:\p{L}+\W+){0,4}$/iu;

const looksLikeNumber = (found: string, digits: string, before: string, regions: readonly CountryCode[]): boolean => {
  if (isDate.test(found) || isYears.test(found)) return false;
  if (isLocal.test(found)) return true;
  if (digits.length < 7 || digits.length > 15) return false;
  const cued = cue.test(before);
  // A bare run of digits is a phone number only where a valid one can be read, or a cue says so.
  if (regions.some(region => parsePhoneNumberFromString(found, region)?.isValid())) return true;
  if (cued) return true;
  const grouped = /^\+?\(?\d{1,4}\)?[ .–-]\(?\d{2,4}\)?[ .–-]\d{3,4}(?:[ .–-]\d{2,4})*$/.test(found);
  return grouped && digits.length >= 9;
};

const written =
  (regions: readonly CountryCode[]): Recognizer =>
  text => {
    const findings: Finding[] = [];
    for (const match of text.matchAll(candidate)) {
      // Several numbers may stand in one run: wide gaps part them.
      let from = 0;
      for (const piece of match[0].split(/(?<=\d) {2,}(?=[\d(+])| [/–-] (?=[\d(+])/)) {
        const at = match[0].indexOf(piece, from);
        from = at + piece.length;
        const found = piece.trim();
        const start = match.index + at + piece.indexOf(found);
        const before = text.slice(Math.max(0, start - 48), start);
        if (looksLikeNumber(found, digitsOf(found), before, regions)) {
          findings.push({ start, end: start + found.length, label: 'PHONE', score: 0.8 });
        }
      }
    }
    return findings;
  };

const spelledDigit =
  '(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|zéro|un|deux|trois|quatre|cinq|sept|huit|neuf|double|triple)';

/** Digits as words, at least seven of them: nobody counts like that. */
const spelled = onlyIf(
  /five|six|seven|eight|nine|zero|three|four|cinco|seis|siete|ocho|nueve|cuatro|cinq|sept|huit|neuf|quatre/i,
  pattern('PHONE', 0.8, new RegExp(`(?<!\\p{L})(?:${spelledDigit}[\\s,.-]{1,3}){6,}${spelledDigit}(?!\\p{L})`, 'giu')),
);

/** A cue and a short run of digits: `my number is 5550143`. */
const cued = pattern('PHONE', 0.75, /\b(?:call|text|reach)\s+me\s+(?:at|on|@)?\s*(?<it>\d{7,15})(?!\d)/giu);

/** Phone numbers of these regions and in international form (ITU-T E.164, metadata of libphonenumber). */
export const phone = (regions: readonly string[]): Recognizer =>
  anyOf(onlyIf(/\d[\d ().–/\u00a0-]{4,}\d/, anyOf(written(regions as CountryCode[]), cued)), spelled);
