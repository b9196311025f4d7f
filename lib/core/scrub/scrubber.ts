import type { ScrubOptions } from '../../config/tableContract.ts';
import type { Finding, Recognizer, Scrubbed, Scrubber } from './finding.ts';
import { foldedText } from './foldedText.ts';
import { identifiers } from './identifiers.ts';
import { age } from './recognizers/age.ts';
import { people } from './recognizers/person.ts';
import { redacted, withoutFindings, withoutPlaceholders } from './redacted.ts';

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

/**
 * What a finding hid can show once it is gone: in `jess2025550143` the number stands alone only after the name is found.
 * So the rest is searched again until nothing more is found, and scrubbing twice is scrubbing once.
 */
const mostRounds = 8;

const search = (recognizers: readonly Recognizer[], text: string): Omit<Scrubbed, 'text'> => {
  let rest = withoutPlaceholders(text);
  let all: readonly Finding[] = [];
  let unsure = false;
  for (let round = 0; round < mostRounds; round++) {
    const names = people(rest);
    unsure = names.unsure;
    const found = [...recognizers.flatMap(recognize => recognize(rest)), ...names.findings];
    if (found.length === 0) break;
    all = settled([...all, ...found]);
    rest = withoutFindings(rest, settled(found));
  }
  return { findings: all, unsure };
};

/** A scrubber for these locales. Pure; compiling it costs a few milliseconds, so make it once. */
export const scrubber = (locales: readonly string[], { ages = 'keep' }: Pick<ScrubOptions, 'ages'> = {}): Scrubber => {
  const recognizers = [identifiers(locales), ...(ages === 'redact' ? [age] : [])];
  return text => {
    const { view, original } = foldedText(text);
    const found = search(recognizers, view);
    const { unsure } = found;
    if (found.findings.length === 0) return { text, findings: [], unsure };
    const findings = found.findings.map(finding => {
      const [start, end] = original(finding.start, finding.end);
      return { ...finding, start, end };
    });
    return { text: redacted(text, findings), findings, unsure };
  };
};
