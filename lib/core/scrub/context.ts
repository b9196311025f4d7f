import { hidden } from './hidden.ts';

/**
 * The text before an offset, at most `length` characters, up to what was found already: what a recognizer makes of a text
 * must not depend on how long that was.
 */
export const before = (text: string, at: number, length: number): string => {
  const slice = text.slice(Math.max(0, at - length), at);
  return slice.slice(Math.max(slice.lastIndexOf(hidden.other), slice.lastIndexOf(hidden.name)) + 1);
};

const found = /[\uE000\uE001]/;

/** The text from an offset on, at most `length` characters, up to what was found already. */
export const after = (text: string, at: number, length: number): string => {
  const slice = text.slice(at, at + length);
  const end = slice.search(found);
  return end < 0 ? slice : slice.slice(0, end);
};

const letter = /[\p{L}\p{M}'’.-]/u;
const digit = /\d/;

/**
 * Where the words begin that end at an offset, at most `most` of them and none longer than 25 characters, each with a
 * space behind it. A word that is not accepted, and what is before it, is left out. A number of up to six digits counts as a
 * word.
 */
export const wordsBefore = (
  text: string,
  end: number,
  most: number,
  accept: (word: string) => boolean = () => true,
): number => {
  let start = end;
  for (let count = 0; count < most; count++) {
    let at = start;
    while (at > 0 && start - at < 2 && /[ \t]/.test(text[at - 1]!)) at--;
    if (at === start && count > 0) break;
    const wordEnd = at;
    const kind = digit.test(text[at - 1] ?? '') ? digit : letter;
    const longest = kind === digit ? 6 : 25;
    while (at > 0 && wordEnd - at < longest && kind.test(text[at - 1]!)) at--;
    if (at === wordEnd || letter.test(text[at - 1] ?? '') || digit.test(text[at - 1] ?? '')) break;
    if (!accept(text.slice(at, wordEnd))) break;
    start = at;
  }
  return start;
};
