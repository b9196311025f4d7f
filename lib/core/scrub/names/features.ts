import { hashOf, hashStep } from './characters.ts';
import { attribute, lexicon } from './lexicon.ts';
import {
  emptyTokens,
  gap,
  isLaughter,
  prefix,
  shape,
  spelledWithQ,
  suffix,
  type Tokens,
  tokenize,
  unstretched,
  withoutElided,
} from './tokens.ts';

/** Weights are found by hash: 2^18 of them, one byte each. */
export const weightBits = 18;
/** At most so many features has a token. */
export const mostFeatures = 48;

/** A text as the tagger sees it. Arrays are used again for the next text. */
export interface Annotated {
  readonly tokens: Tokens;
  /** What the lexicon knows, see `attribute`. */
  attributes: Uint16Array;
  /** 1 when the lexicon has the word. */
  known: Uint8Array;
  classes: Uint8Array;
  /** What a neighbour sees of the token: the word itself, or only that it is a name, a number, unknown. */
  context: Uint32Array;
  /** 1 where the tagger decided that the token belongs to a name. */
  name: Uint8Array;
  /** A capital says nothing: 0 no capitals at all, 1 as usual, 2 all capitals, 3 most words begin with one. */
  style: number;
  /** 0 English, 1 Spanish, 2 French, by the words that only one of them has; 3 unknown. */
  language: number;
  /** Whose dictionaries count, as `attribute.word` has them. */
  dictionaries: number;
}

export const emptyAnnotated = (): Annotated => ({
  tokens: emptyTokens(),
  attributes: new Uint16Array(256),
  known: new Uint8Array(256),
  classes: new Uint8Array(256),
  context: new Uint32Array(256),
  name: new Uint8Array(256),
  style: 0,
  language: 0,
  dictionaries: 1,
});

/** Stand for a neighbour that is a name, unknown, a number, or not there. */
const sees = { name: 0x11111111, unknown: 0x22222222, number: 0x33333333, edge: 0x44444444, capital: 0x55555555 };

/** Nothing but a name: in a list of first names, in no dictionary. */
const isClearName = (bits: number): boolean => attribute.first(bits) > 0 && attribute.word(bits) === 0;

const begins = (annotated: Annotated, at: number): boolean => {
  const g = annotated.tokens.gap[at]!;
  return at === 0 || g === gap.stop || g === gap.line || g === gap.colon || g === gap.quote || g === gap.other;
};

/** Seen in texts, but in no dictionary and no list of first names. */
const isVague = (bits: number): boolean =>
  attribute.word(bits) === 0 && attribute.first(bits) === 0 && attribute.thing(bits) === 0;

const laughter = hashOf('haha');

/** Whose dictionaries count in a text of a language: English words are everywhere. */
const languageWords = [1, 3, 5, 7] as const;
/** So many words of another language, and a text is in both. */
const mixedFrom = 2;

/** Where the lexicon has the word, perhaps as it is without stretched letters; -1 where it has not. */
const slotOf = (tokens: Tokens, at: number): number => {
  const { find, attributesAt } = lexicon();
  const slot = find(tokens.hash[at]!);
  const length = tokens.to[at]! - tokens.from[at]!;
  // tylers house: a possessive without its apostrophe.
  if (length > 4 && tokens.letters[tokens.to[at]! - 1] === 115 && (slot < 0 || isVague(attributesAt(slot)))) {
    const owner = find(prefix(tokens, at, length - 1));
    if (owner >= 0 && isClearName(attributesAt(owner)) && attribute.first(attributesAt(owner)) > 2) {
      tokens.possessive[at] = 1;
      return owner;
    }
  }
  if (slot >= 0 || length < 3) return slot;
  for (const most of [2, 1]) {
    const shorter = unstretched(tokens, at, most);
    const found = shorter === 0 ? -1 : find(shorter);
    if (found >= 0) return found;
  }
  // shakin, messin
  const { letters } = tokens;
  const to = tokens.to[at]!;
  if (length > 4 && letters[to - 1] === 110 && letters[to - 2] === 105) {
    const full = find(hashStep(prefix(tokens, at, length), 103));
    if (full >= 0 && attribute.word(attributesAt(full)) & 1) return full;
  }
  return isLaughter(tokens, at) ? find(laughter) : -1;
};

/** Where the lexicon has an unknown word of a Spanish or French text as it is spelled in full: `kieren`, `jecris`. */
const respelledSlot = (tokens: Tokens, at: number, language: number): number => {
  const { find, attributesAt } = lexicon();
  const wanted = language === 1 ? 2 : 4;
  for (const hash of language === 1 ? spelledWithQ(tokens, at) : [withoutElided(tokens, at)]) {
    const slot = hash === 0 ? -1 : find(hash);
    if (slot >= 0 && attribute.word(attributesAt(slot)) & wanted) return slot;
  }
  return -1;
};

/** Tokens of a text with what the lexicon knows of them. `forget` hides a token from the lexicon: for training. */
export const annotate = (text: string, annotated: Annotated, forget?: (at: number) => boolean): void => {
  const { tokens } = annotated;
  tokenize(text, tokens);
  const { count } = tokens;
  if (annotated.attributes.length < count) {
    const size = tokens.start.length;
    annotated.attributes = new Uint16Array(size);
    annotated.known = new Uint8Array(size);
    annotated.classes = new Uint8Array(size);
    annotated.context = new Uint32Array(size);
    annotated.name = new Uint8Array(size);
  }
  const { attributesAt, classAt } = lexicon();
  let upper = 0;
  let capital = 0;
  let lower = 0;
  let spanish = 0;
  let french = 0;
  let english = 0;
  for (let at = 0; at < count; at++) {
    annotated.name[at] = 0;
    const s = tokens.shape[at]!;
    if (s >= shape.number) {
      annotated.attributes[at] = 0;
      annotated.known[at] = 1;
      annotated.classes[at] = 0;
      annotated.context[at] = s === shape.hiddenName ? sees.name : sees.number;
      if (s === shape.hiddenName) annotated.name[at] = 1;
      continue;
    }
    const slot = forget?.(at) ? -1 : slotOf(tokens, at);
    const bits = slot < 0 ? 0 : attributesAt(slot);
    annotated.attributes[at] = bits;
    annotated.known[at] = slot < 0 ? 0 : 1;
    annotated.classes[at] = slot < 0 ? 0 : classAt(slot);
    annotated.context[at] =
      slot < 0 ? sees.unknown : isClearName(bits) && classAt(slot) === 0 ? sees.name : tokens.hash[at]!;
    if (s === shape.upper) upper++;
    else if (s === shape.capital || s === shape.mixed) capital++;
    else if (s === shape.lower) lower++;
    const word = attribute.word(bits);
    if (word === 1) english++;
    else if (word === 2) spanish++;
    else if (word === 4) french++;
  }
  const all = upper + capital + lower;
  annotated.style =
    upper + capital === 0 ? 0 : upper > 2 && upper * 2 > all ? 2 : all > 3 && (capital + upper) * 10 > all * 6 ? 3 : 1;
  const most = Math.max(english, spanish, french);
  annotated.language = most === 0 ? 3 : english === most ? 0 : spanish > french ? 1 : spanish < french ? 2 : 3;
  annotated.dictionaries =
    languageWords[annotated.language]! | (spanish >= mixedFrom ? 2 : 0) | (french >= mixedFrom ? 4 : 0);
  if (annotated.language !== 1 && annotated.language !== 2) return;
  for (let at = 0; at < count; at++) {
    if (annotated.known[at] === 1 || forget?.(at)) continue;
    const slot = respelledSlot(tokens, at, annotated.language);
    if (slot < 0) continue;
    annotated.attributes[at] = attributesAt(slot);
    annotated.known[at] = 1;
    annotated.classes[at] = classAt(slot);
    annotated.context[at] = tokens.hash[at]!;
  }
};

const particles = new Set(
  [
    'de',
    'del',
    'la',
    'las',
    'los',
    'da',
    'di',
    'van',
    'von',
    'der',
    'den',
    'bin',
    'al',
    'el',
    'y',
    'le',
    'du',
    'ni',
    'nic',
    'ui',
  ].map(hashOf),
);

/** After a name: any word that is not as common as `is` and `que`, and the particles before another name. */
const continues = (annotated: Annotated, at: number): boolean => {
  const { tokens, attributes, known, classes } = annotated;
  const bits = attributes[at]!;
  if (known[at] === 0 || tokens.shape[at] !== shape.lower) return true;
  if (particles.has(tokens.hash[at]!)) {
    const next = at + 1;
    return (
      next < tokens.count &&
      tokens.gap[next] === gap.space &&
      (tokens.shape[next] === shape.capital ||
        known[next] === 0 ||
        attribute.word(attributes[next]!) === 0 ||
        particles.has(tokens.hash[next]!))
    );
  }
  return classes[at] === 0 && (attribute.used(bits) < 6 || attribute.first(bits) > 2);
};

const self = hashOf('i');

/** `R Kowalczyk`, `M. Begay`: a letter that is a word of chats too, before what may be a surname. Never `I`. */
const beforeSurname = ({ tokens, attributes, known, classes, style }: Annotated, at: number): boolean => {
  const next = at + 1;
  if (style === 2 || next >= tokens.count || tokens.hash[at] === self) return false;
  const g = tokens.gap[next]!;
  if ((g !== gap.space && g !== gap.stop) || tokens.to[next]! - tokens.from[next]! < 3) return false;
  return classes[next] === 0 && (known[next] === 0 || attribute.last(attributes[next]!) > 0);
};

/** Most used words that are in no list of names, written small, are no names: they are not even looked at. */
export const isCandidate = (annotated: Annotated, at: number): boolean => {
  const { tokens } = annotated;
  const s = tokens.shape[at]!;
  if (s >= shape.number) return false;
  const bits = annotated.attributes[at]!;
  const length = tokens.to[at]! - tokens.from[at]!;
  const known = annotated.known[at] === 1;
  if (s === shape.lower && length < 2) return false;
  if (at > 0 && annotated.name[at - 1] === 1) return continues(annotated, at);
  if (s === shape.initial) return annotated.classes[at] === 0 || beforeSurname(annotated, at);
  if (length < 2) return false;
  if (!known) return true;
  const c = annotated.classes[at]!;
  if (c !== 0 && attribute.first(bits) < 2) return false;
  if (attribute.first(bits) > 0) return attribute.used(bits) < 7 || attribute.first(bits) > 3;
  if (attribute.word(bits) === 0 && c === 0) return true;
  // A word with a capital within a sentence, unless all have one.
  if (s !== shape.lower && annotated.style !== 2) return !begins(annotated, at) || attribute.last(bits) > 0;
  // What follows `my name is` may be any word.
  return at > 0 && annotated.classes[at - 1] !== 0 && attribute.used(bits) < 6;
};

const mixed = (template: number, value: number): number => {
  let h = Math.imul(value ^ Math.imul(template + 1, 0x9e3779b1), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  return (h ^ (h >>> 13)) >>> (32 - weightBits);
};

const joined = (a: number, b: number): number => Math.imul(a, 0x01000193) ^ Math.imul(b, 0x27d4eb2f);

/** Words that the tagger has an opinion of their own about: those of the dictionary. */
const isWord = (bits: number): boolean => attribute.word(bits) !== 0 || attribute.thing(bits) !== 0;

/** Fills `into` with the features of a token and returns how many there are. */
export const featuresOf = (annotated: Annotated, at: number, into: Uint32Array): number => {
  const { tokens, attributes, context, name } = annotated;
  const { count } = tokens;
  let n = 0;
  const bits = attributes[at]!;
  const known = annotated.known[at]!;
  const first = attribute.first(bits);
  const last = attribute.last(bits);
  const word = attribute.word(bits) & annotated.dictionaries;
  const surplus = attribute.surplus(bits);
  const s = tokens.shape[at]!;
  const start = begins(annotated, at) ? 1 : 0;
  const { style, language } = annotated;
  const length = Math.min(tokens.to[at]! - tokens.from[at]!, 9);

  // What kind of word it is, coarse to fine.
  const lexical =
    known === 0
      ? 0
      : word === 0
        ? first > 0
          ? 1 + (first > 3 ? 1 : 0) + (surplus > 2 ? 2 : 0)
          : last > 0
            ? 5
            : 6
        : first > 0
          ? 7 + Math.min(surplus, 6)
          : last > 0
            ? 14
            : 15;
  const sort = lexical * 2 + attribute.thing(bits) + (attribute.place(bits) ? 40 : 0);
  const look = s * 8 + start * 4 + style;
  const full = bits + (known << 16);

  const p1 = at > 0 ? context[at - 1]! : sees.edge;
  const p2 = at > 1 ? context[at - 2]! : sees.edge;
  const n1 = at + 1 < count ? context[at + 1]! : sees.edge;
  const n2 = at + 2 < count ? context[at + 2]! : sees.edge;
  const g0 = tokens.gap[at]!;
  const g1 = at + 1 < count ? tokens.gap[at + 1]! : gap.start;
  // A class tells over a space or comma, not over the end of a sentence.
  const c1 = at > 0 ? annotated.classes[at - 1]! + 32 * (g0 === gap.space ? 1 : g0 === gap.comma ? 2 : g0) : 31;
  const c2 = at > 1 ? annotated.classes[at - 2]! + 32 * (tokens.gap[at - 1] === gap.space ? 1 : 0) : 31;
  const d1 = at + 1 < count ? annotated.classes[at + 1]! + 32 * g1 : 31;
  const before = at > 0 ? name[at - 1]! : 0;
  const before2 = at > 1 ? name[at - 2]! : 0;
  const possessive = tokens.possessive[at]!;

  into[n++] = mixed(0, 0);
  into[n++] = mixed(1, sort * 64 + look);
  into[n++] = mixed(2, full);
  into[n++] = mixed(3, full * 64 + look);
  into[n++] = mixed(4, sort * 16 + length);
  into[n++] = mixed(5, joined(p1, g0));
  into[n++] = mixed(6, joined(n1, g1));
  into[n++] = mixed(7, joined(joined(p1, p2), g0));
  into[n++] = mixed(8, joined(joined(n1, n2), g1));
  into[n++] = mixed(9, joined(joined(p1, 3), n1));
  into[n++] = mixed(10, joined(joined(p1, g0), sort));
  into[n++] = mixed(11, joined(joined(n1, g1), sort));
  into[n++] = mixed(12, joined(joined(p1, p2), sort));
  into[n++] = mixed(13, g0 * 16 + g1);
  into[n++] = mixed(14, (g0 * 16 + g1) * 128 + sort);
  into[n++] = mixed(15, before * 2048 + before2 * 1024 + sort * 8 + s);
  into[n++] = mixed(16, before * 256 + g0 * 8 + s);
  into[n++] = mixed(17, possessive * 128 + sort);
  into[n++] = mixed(18, c1 * 128 + sort);
  into[n++] = mixed(19, joined(c1 * 1024 + c2, sort));
  into[n++] = mixed(20, d1 * 128 + sort);
  into[n++] = mixed(21, joined(c1 * 1024 + d1, sort));
  into[n++] = mixed(22, (Math.min(count, 6) * 8 + Math.min(at, 2) * 3 + Math.min(count - 1 - at, 2)) * 128 + sort);
  into[n++] = mixed(23, language * 128 + sort);
  into[n++] = mixed(24, joined(joined(p2, 5), sort));
  into[n++] = mixed(25, joined(joined(n2, 7), sort));
  // A name that is found already is a name, whatever the lexicon knows of it.
  if (at > 0)
    into[n++] = mixed(26, joined(before ? 77 : attributes[at - 1]! * 8 + tokens.shape[at - 1]!, sort * 8 + s) + g0);
  if (at + 1 < count) into[n++] = mixed(27, joined(attributes[at + 1]! * 8 + tokens.shape[at + 1]!, sort * 8 + s) + g1);
  if (isWord(bits)) {
    const self = tokens.hash[at]!;
    into[n++] = mixed(28, self);
    into[n++] = mixed(40, joined(self, language + 1));
    into[n++] = mixed(29, joined(self, s * 4 + start * 2 + (style === 1 ? 1 : 0)));
    into[n++] = mixed(30, joined(joined(self, p1), 11));
    into[n++] = mixed(31, joined(joined(self, n1), 13));
    into[n++] = mixed(32, joined(self, c1));
    into[n++] = mixed(33, joined(self, d1));
  }
  if (word === 0) {
    const group = lexical * 8 + s;
    into[n++] = mixed(34, suffix(tokens, at, 2) + group);
    into[n++] = mixed(35, suffix(tokens, at, 3) + group);
    into[n++] = mixed(36, suffix(tokens, at, 1) + group);
    into[n++] = mixed(37, prefix(tokens, at, 2) + group);
    into[n++] = mixed(38, prefix(tokens, at, 3) + group);
    into[n++] = mixed(39, suffix(tokens, at, 4) + group);
  }
  return n;
};
