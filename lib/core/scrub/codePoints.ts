import type { Finding, Label } from './finding.ts';

/** A finding as other programs read it: offsets in Unicode code points, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly label: Label;
}

/** UTF-16 offsets to code points. The findings must be in order. */
export const codePointSpans = (text: string, findings: readonly Finding[]): readonly Span[] => {
  let units = 0;
  let points = 0;
  const pointAt = (unit: number): number => {
    while (units < unit) {
      units += text.codePointAt(units)! > 0xffff ? 2 : 1;
      points++;
    }
    return points;
  };
  return findings.map(({ start, end, label }) => ({ start: pointAt(start), end: pointAt(end), label }));
};
