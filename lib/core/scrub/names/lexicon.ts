import { hashOf } from './characters.ts';
import { lexiconData } from './lexiconData.ts';
import { type WordClass, wordClasses } from './words.ts';

/**
 * What is known of a word, in 16 bits. Frequencies are logarithmic: bucket n holds about ten times what n - 1 holds in
 * two steps.
 */
export const attribute = {
  /** Bits 0-2: first name; 0 none, 1 only in a list, 2 to 7 by births. */
  first: (bits: number): number => bits & 7,
  /** Bits 3-4: surname; 0 none, 1 only in a list, 2 and 3 by the census. */
  last: (bits: number): number => (bits >> 3) & 3,
  /** Bits 5-7: how often the word is used in texts (wordfreq); 0 unknown, 7 most. */
  used: (bits: number): number => (bits >> 5) & 7,
  /** Bits 8-10: a dictionary has it in lower case: English, Spanish, French. */
  word: (bits: number): number => (bits >> 8) & 7,
  /** Bit 11: a city, country or region. */
  place: (bits: number): number => (bits >> 11) & 1,
  /** Bit 12: written with a capital, and no person: brands, months, languages, organisations. */
  thing: (bits: number): number => (bits >> 12) & 1,
  /** Bits 13-15: how much oftener the word is used than the births would explain; 0 no more, 7 ten million times. */
  surplus: (bits: number): number => (bits >> 13) & 7,
} as const;

/** Numbers of the classes; 0 is none. */
export const classes = Object.fromEntries(
  (Object.keys(wordClasses) as WordClass[]).map((name, at) => [name, at + 1]),
) as Readonly<Record<WordClass, number>>;

const slots = 1 << 19;
const mask = slots - 1;

/** Open addressing by the hash of the folded word. Two words in 100,000 share a hash with another: harmless here. */
export interface Lexicon {
  /** Slot of the word, or -1. */
  readonly find: (hash: number) => number;
  readonly attributes: Uint16Array;
  readonly classes: Uint8Array;
}

/** Reads sorted hashes as differences (7 bits a byte, low first), each followed by an index into the list of attributes. */
const decode = (base64: string): Lexicon => {
  const bytes = Buffer.from(base64, 'base64');
  const keys = new Uint32Array(slots);
  const attributes = new Uint16Array(slots);
  const wordClass = new Uint8Array(slots);
  let at = 0;
  const number = (): number => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  const insert = (hash: number): number => {
    let slot = hash & mask;
    while (keys[slot] !== 0 && keys[slot] !== hash) slot = (slot + 1) & mask;
    keys[slot] = hash;
    return slot;
  };
  const kinds = Uint16Array.from({ length: number() }, number);
  const count = number();
  let hash = 0;
  for (let i = 0; i < count; i++) {
    hash += number();
    attributes[insert(hash)] = kinds[number()]!;
  }
  for (const [name, list] of Object.entries(wordClasses)) {
    for (const word of list.trim().split(/\s+/)) {
      const slot = insert(hashOf(word));
      // The first class that lists a word has it.
      if (wordClass[slot] === 0) wordClass[slot] = classes[name as WordClass];
      // A word of a closed class is known, whether or not the frequencies have it.
      if (attributes[slot] === 0) attributes[slot] = (1 << 8) | (3 << 5);
    }
  }
  const find = (wanted: number): number => {
    let slot = wanted & mask;
    while (keys[slot] !== 0) {
      if (keys[slot] === wanted) return slot;
      slot = (slot + 1) & mask;
    }
    return -1;
  };
  return { find, attributes, classes: wordClass };
};

let loaded: Lexicon | undefined;

/** Names and words with what is known of them. Decoded at first use: some 20 ms. */
export const lexicon = (): Lexicon => (loaded ??= decode(lexiconData));
