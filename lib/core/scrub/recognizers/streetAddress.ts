import type { Recognizer } from '../finding.ts';
import { anyOf, onlyIf, pattern } from '../pattern.ts';

const suffixes =
  'street|str|st|avenue|ave|av|road|rd|boulevard|blvd|drive|dr|lane|ln|court|ct|place|pl|terrace|ter|way|circle|cir|crescent|cres|close|parkway|pkwy|highway|hwy|square|sq|trail|trl|row|mews|grove|gardens|walk|loop|alley|park|hill|view|heights';
const word = "[\\p{L}][\\p{L}'’.-]{0,24}|\\d{1,3}(?:st|nd|rd|th)";
const unit = '(?:,?\\s*(?:apt|apartment|suite|ste|unit|flat|floor|fl|room|rm|#)\\.?\\s*#?\\s*[\\p{L}\\p{N}-]{1,6})?';

/** Words that a street has no business with: a number before them counts things. */
const counted =
  /\b(?:the|a|an|my|your|his|her|their|this|that|on|in|at|to|of|off|from|for|with|and|or|is|are|was|were|it|we|i|you|me|days?|weeks?|months?|years?|yrs?|hours?|hrs?|hr|mins?|minutes?|seconds?|times?|people|kids?|guys|girls|friends|miles?|blocks?|steps?|more|mg|ml|am|pm|percent|dollars|bucks|pills|points?|lol|so|but|if|when|who|what|every|no|not|per|out|down|up|into|about|by|just)\b/iu;

const english = onlyIf(
  new RegExp(`\\b(?:${suffixes})\\b`, 'iu'),
  pattern(
    'ADDRESS',
    0.85,
    new RegExp(
      `(?<![\\p{L}\\p{N}$£€.,:/-])(?<it>\\d{1,6}[a-z]?(?:[-/]\\d{1,5})?,?(?<name>(?:\\s+(?:${word})){1,4}?)\\s+(?:${suffixes})\\b\\.?${unit})`,
      'giu',
    ),
    (_found, match) => !counted.test(match.groups?.['name'] ?? ''),
  ),
);

const french = pattern(
  'ADDRESS',
  0.85,
  /(?<![\p{L}\p{N}])\d{1,4}(?:\s?(?:bis|ter|quater))?,?\s+(?:rue|avenue|av\.?|boulevard|bd\.?|place|chemin|impasse|all[eé]e|quai|cours|route|ruelle|mont[eé]e)(?:\s+(?:de|du|des|la|le|les|l['’]|d['’])){0,2}\s*(?:[\p{L}][\p{L}'’-]{1,24})(?:\s+(?:(?:de|du|des|la|le)\s+)?\p{Lu}[\p{L}'’-]{1,24}){0,3}/giu,
);

const spanish = pattern(
  'ADDRESS',
  0.85,
  /(?<![\p{L}\p{N}])(?:calle|avenida|av\.?|avda\.?|calzada|carretera|camino|paseo|privada|callej[oó]n|boulevard|blvd\.?|colonia)\s+(?:[\p{L}][\p{L}'’.-]{0,24}\s+){1,5}?(?:#|n[uú]m(?:ero)?\.?|no\.?)?\s?\d{1,5}(?:\s?[a-z](?![\p{L}]))?(?:,?\s*(?:int|interior|depto|piso)\.?\s*\w{1,5})?/giu,
);

const poBox = pattern('ADDRESS', 0.9, /(?<![\p{L}\p{N}])(?:p\.?\s?o\.?\s?box|apartado(?: postal)?)\s+\d{1,6}/giu);

/** Street addresses; capitals are not needed. */
export const streetAddress = (languages: readonly string[]): Recognizer =>
  onlyIf(
    /\d/,
    anyOf(
      english,
      poBox,
      ...(languages.includes('fr') ? [french] : []),
      ...(languages.includes('es') ? [spanish] : []),
    ),
  );
