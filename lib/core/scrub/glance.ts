/** What one look over a text tells about it: enough to know which recognizers are worth running. */
export interface Glance {
  /** How many ASCII digits there are. */
  readonly digits: number;
  /** A letter and a digit touch: `m14`, `4b`. */
  readonly mixed: boolean;
  /** A capital after the first character, or a letter beyond Latin. */
  readonly capital: boolean;
  readonly at: boolean;
  /** A stop right before a letter, digit or slash: `example.com`, not the end of a sentence. */
  readonly dot: boolean;
  readonly slash: boolean;
  readonly colon: boolean;
  readonly hash: boolean;
  readonly underscore: boolean;
  /** A set of bits: the n-th says that a word of the n-th list may be there. */
  readonly cues: number;
  /** How many words for digits there may be. */
  readonly digitWords: number;
}

const tableSize = 1 << 13;
const firstSlot = (hash: number): number => (hash ^ (hash >>> 13)) & (tableSize - 1);
const lower = (code: number): number =>
  (code >= 65 && code <= 90) || (code >= 0xc0 && code <= 0xde && code !== 0xd7) ? code | 32 : code;
const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 0xdf && code < 0x250);

const hashOf = (word: string): number => {
  let hash = 0;
  for (let i = 0; i < word.length; i++) hash = (Math.imul(hash, 31) + lower(word.charCodeAt(i))) | 0;
  return hash;
};

/**
 * Looks at each character once. Words are looked up by a hash of 32 bits, so once in a while a cue is reported that is not
 * there, none is ever missed: most texts hold nothing, and this look is all that they cost. At most 30 lists of lower-case
 * words.
 */
export const glancer = (
  lists: readonly (readonly string[])[],
  digitWordList: readonly string[],
): ((text: string) => Glance) => {
  if (lists.length > 30) throw new RangeError('more lists of cues than bits');
  // A hash and the lists that have its word, side by side; open addressing.
  const table = new Int32Array(tableSize * 2);
  const slotOf = (hash: number): number => {
    let slot = firstSlot(hash) * 2;
    while (table[slot] !== hash && table[slot + 1] !== 0) slot = (slot + 2) & (tableSize * 2 - 1);
    return slot;
  };
  const digitBit = 1 << 30;
  const enter = (words: readonly string[], bit: number): void => {
    for (const word of words) {
      const slot = slotOf(hashOf(word));
      table[slot] = hashOf(word);
      table[slot + 1]! |= bit;
    }
  };
  for (const [index, words] of lists.entries()) enter(words, 1 << index);
  enter(digitWordList, digitBit);

  return text => {
    let digits = 0;
    let digitWords = 0;
    let cues = 0;
    let hash = 0;
    let inWord = false;
    let afterDigit = false;
    let mixed = false;
    let capital = false;
    let at = false;
    let dot = false;
    let slash = false;
    let colon = false;
    let hashMark = false;
    let underscore = false;
    for (let i = 0; i < text.length; i++) {
      const raw = text.charCodeAt(i);
      // Most characters, before anything else is asked.
      if (raw >= 97 && raw <= 122) {
        if (afterDigit) mixed = true;
        afterDigit = false;
        hash = (Math.imul(hash, 31) + raw) | 0;
        inWord = true;
        continue;
      }
      const code = lower(raw);
      if (isLetter(code)) {
        if (raw !== code && i > 0) capital = true;
        if (afterDigit) mixed = true;
        afterDigit = false;
        hash = (Math.imul(hash, 31) + code) | 0;
        inWord = true;
        continue;
      }
      if (inWord) {
        const bits = table[slotOf(hash) + 1]!;
        cues |= bits;
        if (bits & digitBit) digitWords++;
        hash = 0;
      }
      if (code >= 48 && code <= 57) {
        if (inWord) mixed = true;
        digits++;
        afterDigit = true;
      } else {
        afterDigit = false;
        if (code === 46) dot ||= text.charCodeAt(i + 1) > 46;
        else if (code === 64) at = true;
        else if (code === 47) slash = true;
        else if (code === 58) colon = true;
        else if (code === 35) hashMark = true;
        else if (code === 95) underscore = true;
        else if (code >= 0x250 && code < 0x2000) capital = true;
      }
      inWord = false;
    }
    if (inWord) {
      const bits = table[slotOf(hash) + 1]!;
      cues |= bits;
      if (bits & digitBit) digitWords++;
    }
    return {
      digits,
      mixed,
      capital,
      at,
      dot,
      slash,
      colon,
      hash: hashMark,
      underscore,
      cues: cues & ~digitBit,
      digitWords,
    };
  };
};
