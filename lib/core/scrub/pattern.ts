import type { Finding, Label, Recognizer } from './finding.ts';

/**
 * A recognizer from a global regular expression. The finding is the group `it` where the expression has one, which then
 * must end what is matched; else the whole match. `accept` looks at what was found and may refuse it. Every repetition
 * must be bounded: `npm run lint:regex` sees to it.
 */
export const pattern =
  (
    label: Label,
    score: number,
    expression: RegExp,
    accept: (found: string, match: RegExpExecArray) => boolean = () => true,
  ): Recognizer =>
  text => {
    const findings: Finding[] = [];
    expression.lastIndex = 0;
    for (let match = expression.exec(text); match; match = expression.exec(text)) {
      const end = match.index + match[0].length;
      const found = match.groups?.['it'] ?? match[0];
      if (found !== '' && accept(found, match)) findings.push({ start: end - found.length, end, label, score });
      else expression.lastIndex = match.index + 1;
    }
    return findings;
  };

/** All findings of several recognizers. */
export const anyOf =
  (...recognizers: readonly Recognizer[]): Recognizer =>
  text =>
    recognizers.length === 1 ? recognizers[0]!(text) : recognizers.flatMap(recognizer => recognizer(text));

/** Alternatives of an expression, from words parted by white space; `_` stands for a gap between words. */
export const oneOf = (words: string): string =>
  `(?:${words
    .trim()
    .split(/\s+/)
    .map(word => word.replaceAll('_', '\\s{1,2}'))
    .join('|')})`;
