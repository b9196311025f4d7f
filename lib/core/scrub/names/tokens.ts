import { isHidden } from '../hidden.ts';
import { foldedCode, hashPrime, hashStart, hashStep, isUpper, kind, kindOf } from './characters.ts';

/** How a token is written. */
export const shape = {
  lower: 0,
  capital: 1,
  upper: 2,
  mixed: 3,
  initial: 4,
  number: 5,
  hidden: 6,
  hiddenName: 7,
} as const;

/** What stands before a token, the strongest of it. */
export const gap = {
  start: 0,
  space: 1,
  comma: 2,
  stop: 3,
  line: 4,
  colon: 5,
  hyphen: 6,
  dash: 7,
  apostrophe: 8,
  slash: 9,
  quote: 10,
  other: 11,
  hash: 12,
  at: 13,
  joined: 14,
} as const;

/**
 * The words and numbers of a text, in arrays that are used again for the next text: a tagger that allocates per word is
 * slow. Offsets are UTF-16.
 */
export interface Tokens {
  count: number;
  start: Int32Array;
  end: Int32Array;
  /** Of the folded word: lower case, no accents, no apostrophes. */
  hash: Uint32Array;
  shape: Uint8Array;
  gap: Uint8Array;
  /** Followed by a possessive 's. */
  possessive: Uint8Array;
  /** Where the folded letters begin and end in `letters`. */
  from: Int32Array;
  to: Int32Array;
  letters: Uint16Array;
}

export const emptyTokens = (size = 256): Tokens => ({
  count: 0,
  start: new Int32Array(size),
  end: new Int32Array(size),
  hash: new Uint32Array(size),
  shape: new Uint8Array(size),
  gap: new Uint8Array(size),
  possessive: new Uint8Array(size),
  from: new Int32Array(size),
  to: new Int32Array(size),
  letters: new Uint16Array(size * 4),
});

/** Bits of what was seen since the token before. */
const seen = {
  space: 1,
  comma: 2,
  stop: 4,
  line: 8,
  colon: 16,
  hyphen: 32,
  apostrophe: 64,
  slash: 128,
  quote: 256,
  other: 512,
  hash: 1024,
  at: 2048,
} as const;

const seenTable = new Uint16Array(128).fill(seen.other);
for (const [characters, bit] of [
  [' \t', seen.space],
  [',;', seen.comma],
  ['.!?', seen.stop],
  ['\n\r', seen.line],
  [':=', seen.colon],
  ['-_', seen.hyphen],
  ["'`", seen.apostrophe],
  ['/&+|', seen.slash],
  ['"([{<', seen.quote],
  ['#', seen.hash],
  ['@', seen.at],
  [')]}>', seen.space],
] as const)
  for (const character of characters) seenTable[character.charCodeAt(0)] = bit;

const seenOf = (code: number): number => {
  if (code < 128) return seenTable[code]!;
  if (code === 0xa0) return seen.space;
  if (code === 0x2019 || code === 0x2018 || code === 0xb4) return seen.apostrophe;
  if (code === 0x2013 || code === 0x2014) return seen.hyphen;
  if (code === 0x2026) return seen.stop;
  if (code === 0x201c || code === 0x201d || code === 0xab || code === 0xbf || code === 0xa1) return seen.quote;
  return seen.other;
};

/** By all bits that were seen: the strongest kind of gap. */
const gapTable = Uint8Array.from({ length: 4096 }, (_, bits) => {
  if (bits & seen.line) return gap.line;
  if (bits & seen.at) return gap.at;
  if (bits & seen.hash) return gap.hash;
  if (bits & seen.stop) return gap.stop;
  if (bits & seen.other) return gap.other;
  if (bits & seen.colon) return gap.colon;
  if (bits & seen.quote) return gap.quote;
  if (bits & seen.comma) return gap.comma;
  if (bits & seen.slash) return gap.slash;
  if (bits & seen.hyphen) return bits & seen.space ? gap.dash : gap.hyphen;
  if (bits === seen.apostrophe) return gap.apostrophe;
  if (bits & seen.apostrophe) return gap.quote;
  if (bits & seen.space) return gap.space;
  return gap.joined;
});

const code = (character: string): number => character.charCodeAt(0);
const [S, M, T, D, R, E, V, L, N] = [...'smtdrevln'].map(code) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

const isApostrophe = (unit: number): boolean => unit === 39 || unit === 0x2019 || unit === 0xb4 || unit === 96;

/** Words before an 's that is no possessive: it's, that's, he's, what's, name's. */
const contracted = new Set(
  ['it', 'that', 'he', 'she', 'what', 'who', 'where', 'there', 'here', 'how', 'name', 'let', 'when', 'why', 'this'].map(
    word => [...word].reduce((hash, character) => hashStep(hash, code(character)), hashStart),
  ),
);

const grown = (tokens: Tokens, size: number): void => {
  const bigger = emptyTokens(size);
  bigger.start.set(tokens.start);
  bigger.end.set(tokens.end);
  bigger.hash.set(tokens.hash);
  bigger.shape.set(tokens.shape);
  bigger.gap.set(tokens.gap);
  bigger.from.set(tokens.from);
  bigger.to.set(tokens.to);
  bigger.possessive.set(tokens.possessive);
  const { letters } = tokens;
  Object.assign(tokens, bigger, { count: tokens.count, letters });
};

/** Splits a text into `tokens`, in one pass. */
export const tokenize = (text: string, tokens: Tokens): void => {
  tokens.count = 0;
  const { length } = text;
  if (tokens.letters.length < length * 2 + 2) tokens.letters = new Uint16Array(length * 2 + 256);
  const { letters } = tokens;
  let written = 0;
  let before = 0;
  let inHashtag = false;
  let i = 0;
  while (i < length) {
    const unit = text.charCodeAt(i);
    if (unit === 32) {
      before |= seen.space;
      i++;
      continue;
    }
    const k = kindOf(unit);
    const masked = isHidden(unit);
    if (k !== kind.letter && k !== kind.digit && !masked) {
      before |= k === kind.mark ? 0 : seenOf(unit);
      i++;
      continue;
    }
    const at = tokens.count;
    if (at >= tokens.start.length) grown(tokens, tokens.start.length * 2);
    tokens.start[at] = i;
    tokens.gap[at] = at === 0 && before === 0 ? gap.start : gapTable[before]!;
    tokens.from[at] = written;
    tokens.possessive[at] = 0;
    tokens.count++;
    before = 0;
    if (masked) {
      while (i < length && text.charCodeAt(i) === unit) i++;
      tokens.end[at] = i;
      tokens.to[at] = written;
      tokens.hash[at] = 0;
      tokens.shape[at] = unit === 0xe000 ? shape.hidden : shape.hiddenName;
      const after = i + 2 < length ? kindOf(text.charCodeAt(i + 2)) : kind.other;
      if (
        i + 1 < length &&
        isApostrophe(text.charCodeAt(i)) &&
        foldedCode(text.charCodeAt(i + 1)) === S &&
        after !== kind.letter
      ) {
        tokens.possessive[at] = 1;
        i += 2;
      }
      continue;
    }
    if (k === kind.digit) {
      while (i < length && kindOf(text.charCodeAt(i)) === kind.digit) i++;
      tokens.end[at] = i;
      tokens.to[at] = written;
      tokens.hash[at] = 0;
      tokens.shape[at] = shape.number;
      continue;
    }
    let hash = hashStart | 0;
    let capitals = 0;
    let count = 0;
    const firstUpper = isUpper(unit);
    const g = tokens.gap[at]!;
    if (g !== gap.joined) inHashtag = g === gap.hash;
    for (; i < length; i++) {
      const c = text.charCodeAt(i);
      if (c >= 97 && c <= 122) {
        letters[written++] = c;
        hash = Math.imul(hash ^ c, hashPrime);
        count++;
        continue;
      }
      const kc = kindOf(c);
      if (kc === kind.letter) {
        // #GarethThomas: two words.
        if (inHashtag && count > 1 && isUpper(c) && !isUpper(text.charCodeAt(i - 1))) break;
        const plain = foldedCode(c);
        const low = plain & 0xffff;
        letters[written++] = low;
        hash = Math.imul(hash ^ low, hashPrime);
        if (plain >>> 16) {
          letters[written++] = plain >>> 16;
          hash = Math.imul(hash ^ (plain >>> 16), hashPrime);
        }
        if (isUpper(c)) capitals++;
        count++;
        continue;
      }
      if (kc === kind.mark) continue;
      if (!isApostrophe(c)) break;
      // don't, I'm, they're: one word; jess's: a possessive; d'emma, O'Brien: two.
      const a = i + 1 < length ? foldedCode(text.charCodeAt(i + 1)) : 0;
      const b = i + 2 < length ? text.charCodeAt(i + 2) : 0;
      const one = kindOf(b) !== kind.letter;
      const two = b !== 0 && !one && (i + 3 >= length || kindOf(text.charCodeAt(i + 3)) !== kind.letter);
      if (one && a === S) {
        if (contracted.has(hash >>> 0)) continue;
        tokens.possessive[at] = 1;
        break;
      }
      if (one && (a === M || a === D || a === T)) continue;
      if (
        two &&
        ((a === R && foldedCode(b) === E) ||
          (a === V && foldedCode(b) === E) ||
          (a === L && foldedCode(b) === L) ||
          (a === N && foldedCode(b) === T))
      )
        continue;
      break;
    }
    tokens.end[at] = i;
    tokens.to[at] = written;
    tokens.hash[at] = hash;
    tokens.shape[at] =
      capitals === 0
        ? shape.lower
        : count === 1
          ? shape.initial
          : capitals === count
            ? shape.upper
            : firstUpper && capitals === 1
              ? shape.capital
              : shape.mixed;
    if (tokens.possessive[at] === 1) i += 2;
    else if (i < length && isApostrophe(text.charCodeAt(i))) {
      // marcus' house
      const last = letters[written - 1]!;
      if (last === S && (i + 1 >= length || text.charCodeAt(i + 1) === 32)) tokens.possessive[at] = 1;
    }
  }
};

/** Of the word with each run of a letter cut to `most`: `soooo` → `so`, `jesss` → `jess`. Zero when nothing was cut. */
export const unstretched = (tokens: Tokens, at: number, most: number): number => {
  let hash = hashStart;
  let run = 0;
  let cut = false;
  const { letters } = tokens;
  const from = tokens.from[at]!;
  for (let i = from; i < tokens.to[at]!; i++) {
    run = i > from && letters[i] === letters[i - 1] ? run + 1 : 1;
    if (run <= most) hash = hashStep(hash, letters[i]!);
    else cut = true;
  }
  return cut ? hash : 0;
};

const vowels = new Set([...'aeiouyh'].map(code));
const eliding = new Set([...'jldmtscn'].map(code));

/** French as it is typed: `jecris`, `dambition` without the letter of `j'`, `d'`. Zero where nothing is elided. */
export const withoutElided = (tokens: Tokens, at: number): number => {
  const from = tokens.from[at]!;
  const to = tokens.to[at]!;
  const { letters } = tokens;
  if (to - from < 3 || !eliding.has(letters[from]!)) return 0;
  // `jpeux`: je loses its vowel before consonants too.
  if (letters[from] !== 106 && !vowels.has(letters[from + 1]!)) return 0;
  let hash = hashStart;
  for (let i = from + 1; i < to; i++) hash = hashStep(hash, letters[i]!);
  return hash;
};

/** Spanish as it is typed, in full: k as qu or c. None where there is no k. */
export const spelledWithQ = (tokens: Tokens, at: number): readonly number[] => {
  const from = tokens.from[at]!;
  const to = tokens.to[at]!;
  const { letters } = tokens;
  let found = false;
  let hash = hashStart;
  for (let i = from; i < to; i++) {
    if (letters[i] !== 107) {
      hash = hashStep(hash, letters[i]!);
      continue;
    }
    found = true;
    const next = letters[i + 1];
    if (i + 1 < to && (next === 101 || next === 105)) hash = hashStep(hashStep(hash, 113), 117);
    else hash = hashStep(hash, 99);
  }
  return found ? [hash] : [];
};

const laughing = new Set([...'haeijkx'].map(code));

/** `hahaha`, `jajaja`, `ahahah`, `hhhh`: laughter of any length. */
export const isLaughter = (tokens: Tokens, at: number): boolean => {
  const from = tokens.from[at]!;
  const to = tokens.to[at]!;
  if (to - from < 4) return false;
  let breath = 0;
  let other = 0;
  let third = 0;
  for (let i = from; i < to; i++) {
    const letter = tokens.letters[i]!;
    if (!laughing.has(letter)) return false;
    // Two letters by turns, rarely three.
    if (letter !== tokens.letters[from]) {
      if (other === 0) other = letter;
      else if (letter !== other) {
        if (third !== 0 && letter !== third) return false;
        third = letter;
      }
    }
    if (letter === 104 || letter === 106 || letter === 107 || letter === 120) breath++;
  }
  return breath * 3 >= to - from;
};

/** One or two first letters, folded. */
export const prefix = (tokens: Tokens, at: number, length: number): number => {
  const from = tokens.from[at]!;
  const to = Math.min(tokens.to[at]!, from + length);
  let hash = hashStart;
  for (let i = from; i < to; i++) hash = hashStep(hash, tokens.letters[i]!);
  return hash;
};

/** The last letters, folded. */
export const suffix = (tokens: Tokens, at: number, length: number): number => {
  const to = tokens.to[at]!;
  let hash = hashStart;
  for (let i = Math.max(tokens.from[at]!, to - length); i < to; i++) hash = hashStep(hash, tokens.letters[i]!);
  return hash;
};
