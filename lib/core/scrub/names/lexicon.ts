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
  /** What is known of the word in a slot, see `attribute`. */
  readonly attributesAt: (slot: number) => number;
  /** Its class, see `classes`; 0 is none. */
  readonly classAt: (slot: number) => number;
}

/** Reads sorted hashes as differences (7 bits a byte, low first), each followed by an index into the list of attributes. */
const decode = (base64: string): Lexicon => {
  const bytes = Buffer.from(base64, 'base64');
  // A hash and what is known of its word lie side by side: one look into memory for both.
  const table = new Uint32Array(slots * 2);
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
    while (table[slot * 2] !== 0 && table[slot * 2] !== hash) slot = (slot + 1) & mask;
    table[slot * 2] = hash;
    return slot;
  };
  const kinds = Uint16Array.from({ length: number() }, number);
  const count = number();
  let hash = 0;
  for (let i = 0; i < count; i++) {
    hash += number();
    table[insert(hash) * 2 + 1] = kinds[number()]!;
  }
  for (const [name, list] of Object.entries(wordClasses)) {
    for (const word of list.trim().split(/\s+/)) {
      const value = insert(hashOf(word)) * 2 + 1;
      // A word of a closed class is known, whether or not the frequencies have it.
      if (table[value] === 0) table[value] = (1 << 8) | (3 << 5);
      // The first class that lists a word has it.
      if (table[value]! >>> 16 === 0) table[value]! |= classes[name as WordClass] << 16;
    }
  }
  return {
    find: wanted => {
      let slot = wanted & mask;
      for (let key = table[slot * 2]!; key !== 0; key = table[slot * 2]!) {
        if (key === wanted) return slot;
        slot = (slot + 1) & mask;
      }
      return -1;
    },
    attributesAt: slot => table[slot * 2 + 1]! & 0xffff,
    classAt: slot => table[slot * 2 + 1]! >>> 16,
  };
};

let loaded: Lexicon | undefined;

/** Names and words with what is known of them. Decoded at first use: some 20 ms. */
export const lexicon = (): Lexicon => (loaded ??= decode(lexiconData));
