import { type Finding, type Label, labels } from './finding.ts';
import { hidden } from './hidden.ts';

/** `[PERSON]`, and `[PERSON_K7Q2MX]` where the contract wants the same person to stay the same (consistent.ts). */
const placeholder = new RegExp(`\\[(${labels.join('|')})(?:_[A-Z2-7]{6})?\\]`, 'g');

/** A part of a text and what it is. */
export type Labelled = Pick<Finding, 'start' | 'end' | 'label'>;

/** Where a text holds labels in brackets already, in order. */
export const placeholdersOf = (text: string): readonly Labelled[] =>
  text.includes('[')
    ? Array.from(text.matchAll(placeholder), found => ({
        start: found.index,
        end: found.index + found[0].length,
        label: found[1] as Label,
      }))
    : [];

const replaced = <R extends Labelled>(text: string, ranges: readonly R[], by: (range: R) => string): string => {
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
export const withoutFindings = (text: string, findings: readonly Labelled[]): string =>
  replaced(text, findings, ({ start, end, label }) =>
    (label === 'PERSON' ? hidden.name : hidden.other).repeat(end - start),
  );

/** What has been scrubbed already must not be found again. */
export const withoutPlaceholders = (text: string): string => withoutFindings(text, placeholdersOf(text));

/** The text with each finding replaced, by its label alone if not told otherwise. The findings must be in order and apart. */
export const redacted = (
  text: string,
  findings: readonly Labelled[],
  placeholderOf: (found: string, label: Label) => string = (_found, label) => `[${label}]`,
): string => replaced(text, findings, ({ start, end, label }) => placeholderOf(text.slice(start, end), label));
