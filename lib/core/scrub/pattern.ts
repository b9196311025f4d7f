import type { Finding, Label, Recognizer } from './finding.ts';

/**
 * A recognizer from a regular expression. The finding is the group `it` where the expression has one, else the whole
 * match. `accept` looks at what was matched and may refuse it. Expressions must be linear: no nested repetition.
 */
export const pattern = (
  label: Label,
  score: number,
  expression: RegExp,
  accept: (found: string, match: RegExpExecArray) => boolean = () => true,
): Recognizer => {
  const global = new RegExp(
    expression.source,
    expression.flags.includes('d') ? expression.flags : `${expression.flags}d`,
  );
  return text => {
    const findings: Finding[] = [];
    global.lastIndex = 0;
    for (let match = global.exec(text); match; match = global.exec(text)) {
      if (match[0] === '') {
        global.lastIndex++;
        continue;
      }
      const [start, end] = match.indices?.groups?.['it'] ?? match.indices![0]!;
      if (accept(text.slice(start, end), match)) findings.push({ start, end, label, score });
      // What follows a cue may itself hold a cue: go on right after the finding.
      global.lastIndex = Math.max(end, match.index + 1);
    }
    return findings;
  };
};

/** Runs a recognizer only on texts that can hold what it looks for. */
export const onlyIf =
  (possible: RegExp, recognizer: Recognizer): Recognizer =>
  text =>
    possible.test(text) ? recognizer(text) : [];

/** All findings of several recognizers. */
export const anyOf =
  (...recognizers: readonly Recognizer[]): Recognizer =>
  text =>
    recognizers.flatMap(recognizer => recognizer(text));
