import type { Finding } from './finding.ts';

/** Letters and digits of scripts that part words by spaces: in the others a word's end cannot be seen. */
const inWord =
  /(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{M}\p{N}]/u;
const letterOrDigit = /[\p{L}\p{N}]/u;
/** What may stand within a name: `Ann Lee`, `O'Brien`, `Jean-Luc`, `J. Lee`. */
const withinName = /^[ '’.-]{0,2}$/;

/** The code point that ends at `end`, or begins at `start`. */
const before = (text: string, end: number): string => {
  const low = text[end - 1] ?? '';
  return /[\udc00-\udfff]/.test(low) ? text.slice(Math.max(0, end - 2), end) : low;
};
const after = (text: string, start: number): string => {
  const code = text.codePointAt(start);
  return code === undefined ? '' : String.fromCodePoint(code);
};

/** Some tokenizers count the space before a word to it. */
const withoutSpace = (text: string, token: Finding): Finding => {
  let { start, end } = token;
  while (start < end && /\s/.test(text[start]!)) start++;
  while (start < end && /\s/.test(text[end - 1]!)) end--;
  return { ...token, start, end };
};

/** The token with the rest of its word, but for what lies before `from`. */
const widened = (text: string, token: Finding, from: number): Finding => {
  let { start, end } = token;
  if (inWord.test(after(text, start)))
    for (let c = before(text, start); start > from && inWord.test(c); c = before(text, start)) start -= c.length;
  if (inWord.test(before(text, end)))
    for (let c = after(text, end); inWord.test(c); c = after(text, end)) end += c.length;
  return { ...token, start, end };
};

/**
 * What a model says of tokens as findings: whole words, for half a name tells the other half, and neighbours of one label
 * as one. Offsets are UTF-16 units of the text; tokens may come in any order and may overlap. Linear in the text's length.
 */
export const entitiesOf = (text: string, tokens: readonly Finding[]): readonly Finding[] => {
  const inOrder = tokens
    .map(token => withoutSpace(text, token))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const found: Finding[] = [];
  for (const token of inOrder) {
    const last = found.at(-1);
    if (last && token.end <= last.end) {
      const { label, score } = token.score > last.score ? token : last;
      found[found.length - 1] = { ...last, label, score };
      continue;
    }
    const word = widened(text, token, last?.end ?? 0);
    if (last && word.label === last.label && withinName.test(text.slice(last.end, word.start)))
      found[found.length - 1] = { ...last, end: Math.max(last.end, word.end), score: Math.max(last.score, word.score) };
    else found.push(word);
  }
  return found.filter(({ start, end }) => letterOrDigit.test(text.slice(start, end)));
};
