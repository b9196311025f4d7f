/** Characters above this one are folded by rule, not by table: other scripts, emoji. */
const tabled = 0x250;

/** What NFD does not take apart. */
const special: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
  ĸ: 'k',
  ŧ: 't',
};

/** Lower case, without accents; up to two characters, the second in the upper half. Zero: no letter. */
const foldTable = new Uint32Array(tabled);
const upperTable = new Uint8Array(tabled);
for (let code = 0; code < tabled; code++) {
  const character = String.fromCharCode(code);
  if (!/\p{L}/u.test(character)) continue;
  const lower = character.toLowerCase();
  const plain = special[lower] ?? lower.normalize('NFD').replaceAll(/\p{M}/gu, '');
  foldTable[code] = plain.charCodeAt(0) | ((plain.charCodeAt(1) || 0) << 16);
  if (lower !== character) upperTable[code] = 1;
}

const letter = /\p{L}/u;
const mark = /\p{M}/u;

/** Kinds of characters as the tokenizer tells them apart. */
export const kind = { other: 0, letter: 1, digit: 2, mark: 3 } as const;

export const kindOf = (code: number): number => {
  if (code < tabled) return foldTable[code] !== 0 ? kind.letter : code >= 48 && code <= 57 ? kind.digit : kind.other;
  if (code >= 0x300 && code <= 0x36f) return kind.mark;
  // Emoji, private use and most symbols: half of a surrogate pair is no letter that a name here is made of.
  if (code >= 0x2000 && code <= 0x2fff) return kind.other;
  if (code >= 0xd800 && code <= 0xf8ff) return kind.other;
  const character = String.fromCharCode(code);
  return letter.test(character) ? kind.letter : mark.test(character) ? kind.mark : kind.other;
};

/** One or two UTF-16 units, the second in the upper half. */
export const foldedCode = (code: number): number =>
  code < tabled ? foldTable[code]! : String.fromCharCode(code).toLowerCase().charCodeAt(0);

export const isUpper = (code: number): boolean =>
  code < tabled ? upperTable[code] === 1 : String.fromCharCode(code).toLowerCase().charCodeAt(0) !== code;

/** FNV-1a over UTF-16 units (Fowler, Noll, Vo), one step. */
export const hashPrime = 0x01000193;
export const hashStep = (hash: number, unit: number): number => Math.imul(hash ^ unit, hashPrime) >>> 0;
export const hashStart = 0x811c9dc5;

/** Of a word that is folded already. */
export const hashOf = (folded: string): number => {
  let hash = hashStart;
  for (let i = 0; i < folded.length; i++) hash = hashStep(hash, folded.charCodeAt(i));
  return hash;
};

/** Lower case, without accents, letters only: `Zoë` → `zoe`, `I'm` → `im`. */
export const folded = (word: string): string => {
  let out = '';
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    if (kindOf(code) !== kind.letter) continue;
    const plain = foldedCode(code);
    out += String.fromCharCode(plain & 0xffff);
    if (plain >>> 16) out += String.fromCharCode(plain >>> 16);
  }
  return out;
};
