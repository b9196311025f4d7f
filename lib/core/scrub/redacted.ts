import { type Finding, labels } from './finding.ts';

const placeholder = new RegExp(`\\[(?:${labels.join('|')})\\]`, 'g');

/** Where a text holds labels in brackets already, in order. */
export const placeholdersOf = (text: string): readonly Pick<Finding, 'start' | 'end'>[] =>
  text.includes('[')
    ? Array.from(text.matchAll(placeholder), found => ({ start: found.index, end: found.index + found[0].length }))
    : [];

/** Stands for a character that has been dealt with: private use, so nothing looks for it. */
const mask = '\uE000';

const replaced = <R extends Pick<Finding, 'start' | 'end'>>(
  text: string,
  ranges: readonly R[],
  by: (range: R) => string,
): string => {
  if (ranges.length === 0) return text;
  let result = '';
  let from = 0;
  for (const range of ranges) {
    result += text.slice(from, range.start) + by(range);
    from = range.end;
  }
  return result + text.slice(from);
};

/** The text without what was found, in its length. The findings must be in order and without overlaps. */
export const withoutFindings = (text: string, findings: readonly Pick<Finding, 'start' | 'end'>[]): string =>
  replaced(text, findings, ({ start, end }) => mask.repeat(end - start));

/** What has been scrubbed already must not be found again. */
export const withoutPlaceholders = (text: string): string => withoutFindings(text, placeholdersOf(text));

/** The text with each finding replaced by its label. The findings must be in order and without overlaps. */
export const redacted = (text: string, findings: readonly Finding[]): string =>
  replaced(text, findings, ({ label }) => `[${label}]`);
