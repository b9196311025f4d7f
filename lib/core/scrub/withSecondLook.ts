import type { Finding, Scrubbed, Scrubber } from './finding.ts';
import { placeholdersOf, redacted, withoutFindings } from './redacted.ts';
import { settled } from './scrubber.ts';

/** The findings without the parts that lie in these ranges. Both in order and without overlaps. */
const outside = (
  findings: readonly Finding[],
  ranges: readonly Pick<Finding, 'start' | 'end'>[],
): readonly Finding[] => {
  const parts: Finding[] = [];
  let next = 0;
  for (const finding of findings) {
    while (next < ranges.length && ranges[next]!.end <= finding.start) next++;
    let from = finding.start;
    for (let i = next; i < ranges.length && ranges[i]!.start < finding.end; i++) {
      if (from < ranges[i]!.start) parts.push({ ...finding, start: from, end: ranges[i]!.start });
      from = ranges[i]!.end;
    }
    if (from < finding.end) parts.push({ ...finding, start: from });
  }
  return parts;
};

/** A name that goes can show a number that it touched; what that shows in turn is found by the scrubber's own rounds. */
const mostRounds = 8;

/**
 * What a second stage found, added to what the first one did: where two overlap both are covered, under the label of the
 * surer one. Labels that stand in the text already are left alone, and `scrub` finds nothing more in the result.
 */
export const withSecondLook = (
  text: string,
  first: Scrubbed,
  second: readonly Finding[],
  scrub: Scrubber,
): Scrubbed => {
  const added = outside(settled(second), placeholdersOf(text));
  if (added.length === 0) return first;
  let findings = settled([...first.findings, ...added]);
  for (let round = 0; round < mostRounds; round++) {
    const more = scrub(withoutFindings(text, findings)).findings;
    if (more.length === 0) break;
    findings = settled([...findings, ...more]);
  }
  return { text: redacted(text, findings), findings, unsure: first.unsure };
};
