import { type Finding, labels, type Recognizer, type Scrubber } from './finding.ts';
import { foldedText } from './foldedText.ts';
import { identifiers } from './identifiers.ts';
import { person } from './recognizers/person.ts';

/** Everything that is looked for under these locales, e.g. `['en-US', 'es-US']`. */
const recognizersFor = (locales: readonly string[]): readonly Recognizer[] => [identifiers(locales), person];

/**
 * Findings in order and without overlaps. Where two overlap both are covered, under the label of the surer one: what
 * either saw must not stay.
 */
export const settled = (findings: readonly Finding[]): readonly Finding[] => {
  const inOrder = [...findings].sort((a, b) => a.start - b.start || b.end - a.end);
  const result: Finding[] = [];
  for (const finding of inOrder) {
    const last = result.at(-1);
    if (!last || finding.start >= last.end) {
      result.push(finding);
      continue;
    }
    const surer = finding.score > last.score ? finding : last;
    result[result.length - 1] = { ...surer, start: last.start, end: Math.max(last.end, finding.end) };
  }
  return result;
};

const placeholder = new RegExp(`\\[(?:${labels.join('|')})\\]`, 'g');

/** Stands for a character that has been dealt with: private use, so nothing looks for it. */
const mask = '\uE000';

/** What has been scrubbed already must not be found again. */
const withoutPlaceholders = (text: string): string =>
  text.includes('[') ? text.replace(placeholder, found => mask.repeat(found.length)) : text;

const withoutFindings = (text: string, findings: readonly Finding[]): string => {
  let masked = '';
  let from = 0;
  for (const { start, end } of findings) {
    masked += text.slice(from, start) + mask.repeat(end - start);
    from = end;
  }
  return masked + text.slice(from);
};

/**
 * What a finding hid can show once it is gone: in `jess2025550143` the number stands alone only after the name is found.
 * So the rest is searched again until nothing more is found, and scrubbing twice is scrubbing once.
 */
const mostRounds = 8;

const search = (recognizers: readonly Recognizer[], text: string): readonly Finding[] => {
  let rest = withoutPlaceholders(text);
  let all: readonly Finding[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const found = recognizers.flatMap(recognize => recognize(rest));
    if (found.length === 0) break;
    all = settled([...all, ...found]);
    rest = withoutFindings(rest, settled(found));
  }
  return all;
};

/** A scrubber for these locales. Pure; compiling it costs a few milliseconds, so make it once. */
export const scrubber = (locales: readonly string[]): Scrubber => {
  const recognizers = recognizersFor(locales);
  return text => {
    const { view, original } = foldedText(text);
    const findings = search(recognizers, view).map(finding => {
      const [start, end] = original(finding.start, finding.end);
      return { ...finding, start, end };
    });
    if (findings.length === 0) return { text, findings };
    let scrubbed = '';
    let from = 0;
    for (const { start, end, label } of findings) {
      scrubbed += `${text.slice(from, start)}[${label}]`;
      from = end;
    }
    return { text: scrubbed + text.slice(from), findings };
  };
};
