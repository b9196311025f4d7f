import { after, before } from '../context.ts';
import type { Detector } from '../detector.ts';
import { words } from '../detector.ts';
import { digitsOf } from '../digits.ts';
import type { Finding, Recognizer } from '../finding.ts';
import type { Postcode } from '../locale.ts';
import type { WrittenNumber } from '../numbers.ts';
import { anyOf, pattern } from '../pattern.ts';
import { endsWithPlace, startsWithPlace } from '../placeNames.ts';

/** A cue and a code, in any country. */
const cued = pattern(
  'ZIP',
  0.85,
  /(?<!\p{L})(?:zip(?:\s?codes?)?|post\s?codes?|postal(?:\scode)?|eir\s?codes?|pin(?=\D{0,8}\d{3}\s?\d{3}(?!\d))|pin\s?code|c[oó]digo\spostal|code\spostal|c\.?p\.?)(?:['’]s)?(?!\p{L})(?:\s{1,2}(?:is|its|it['’]s|was|es|est|for\sme\sis|c['’]est|number|here\sis|of))?\s{0,2}[:=#]?\s{0,2}(?<it>(?:[a-z]{1,2}\d[a-z\d]?|\d[a-z\d]{2,5})(?:[ -]?\d[a-z\d]{1,3})?)(?![\p{L}\p{N}])/giu,
  found => digitsOf(found).length >= 2 && (digitsOf(found).length >= 4 || /[a-z]/i.test(found)),
);

/** A code whose shape is found, and looked at in its context. */
const recognizerOf = (postcode: Postcode): Recognizer => {
  const { shape, before: befores = [], after: next, behindPlace, beforePlace, accept } = postcode;
  const byShape = befores.length === 0 && !next && !behindPlace && !beforePlace;
  return pattern('ZIP', 0.85, shape, (found, match) => {
    if (accept && !accept(found)) return false;
    if (byShape) return true;
    const end = match.index + match[0].length;
    const prior = before(match.input, end - found.length, 64);
    if (behindPlace && endsWithPlace(prior, behindPlace)) return true;
    if (befores.some(one => one.test(prior))) return true;
    const rest = after(match.input, end, 64);
    return (beforePlace !== undefined && startsWithPlace(rest, beforePlace)) || (next?.test(rest) ?? false);
  });
};

/** Capitalised words after `in`, as in `in Bjert 6091`: the code of a place, wherever in the world. */
const anywhere: Postcode = {
  shape: /(?<![\p{L}\p{N}$£€₹#.,:/-])(?:\d{4,5}|\d{3} \d{2}|\d{4}-\d{3})(?![\p{L}\p{N}%-]|[.,:/]\d)/gu,
  mixed: false,
  run: 3,
  before: [
    /(?<!\p{L})(?:in|from|near|live in|lives in)\s(?!(?:Rooms?|Building|Flight|Chapter|Page|Level|Floor|Unit|Suite|Gate|Hall|Block|Season|Episode|Volume|Grade|Year|Spring|Summer|Autumn|Fall|Winter|Early|Late|Mid|January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?!\p{L}))(?:\p{Lu}[\p{L}'’-]{2,24}\s)(?:(?:\p{Lu}[\p{L}'’-]{0,24}|de|do|da|di|la|le|del|am|an|der)\s){0,3}$/u,
  ],
  accept: found => !/^(?:19|20)\d{2}$|000$/.test(found),
};

const longestRun = (numbers: readonly WrittenNumber[]): number => {
  let longest = 0;
  for (const { groups } of numbers) for (const group of groups) longest = Math.max(longest, group.length);
  return longest;
};

/** Postcodes of these shapes, and any code behind a word for it (Universal Postal Union, postcodes by country). */
export const postcode = (postcodes: readonly Postcode[]): Detector => {
  const shapes = anyOf(...postcodes.filter(one => one.mixed).map(recognizerOf));
  const plain = [...postcodes.filter(one => !one.mixed), anywhere].map(one => ({
    run: one.run ?? 1,
    find: recognizerOf(one),
  }));
  const inDigits: (text: string, longest: number) => readonly Finding[] = (text, longest) =>
    plain.flatMap(({ run, find }) => (run <= longest ? find(text) : []));
  return {
    cues: words(
      'zip zipcode zipcodes post postcode postcodes postal eircode eircodes eir pin pincode código codigo code c cp',
    ),
    worth: ({ digits, mixed }, cue) => digits >= 4 || (digits >= 2 && (mixed || cue)),
    find: (text, numbers, { digits, mixed: letters }, cue): readonly Finding[] => [
      ...(cue ? cued(text) : []),
      ...(letters ? shapes(text) : []),
      ...(digits >= 4 ? inDigits(text, longestRun(numbers)) : []),
    ],
  };
};
