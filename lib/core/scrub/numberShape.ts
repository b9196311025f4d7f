import type { Finding, Label } from './finding.ts';
import { gapAfter, type WrittenNumber } from './numbers.ts';

/** An identifier of digits only. */
export interface NumberShape {
  readonly label: Label;
  readonly score: number;
  /** Lengths of the groups in which it is written: `[3, 2, 4]`; `[9]` when it is written in one. */
  readonly groups: readonly number[];
  /** Looks at all digits: check digits, ranges. */
  readonly accept: (digits: string) => boolean;
}

const glued = /[\p{L}\p{N}]/u;

/** Numbers of these shapes; all gaps within one must be alike. */
export const shapedNumbers = (
  shapes: readonly NumberShape[],
): ((text: string, numbers: readonly WrittenNumber[]) => readonly Finding[]) => {
  const byFirst = new Map<number, NumberShape[]>();
  for (const shape of shapes) byFirst.set(shape.groups[0]!, [...(byFirst.get(shape.groups[0]!) ?? []), shape]);

  const fits = (text: string, number: WrittenNumber, from: number, shape: NumberShape): boolean => {
    const to = from + shape.groups.length - 1;
    if (to >= number.groups.length) return false;
    for (let i = 1; i < shape.groups.length; i++) if (number.groups[from + i]!.length !== shape.groups[i]) return false;
    if (to > from) {
      const gap = gapAfter(text, number, from).trim() || ' ';
      if (!/^[ ./-]$/.test(gap)) return false;
      for (let i = from + 1; i < to; i++) if ((gapAfter(text, number, i).trim() || ' ') !== gap) return false;
    }
    if (glued.test(text[number.starts[from]! - 1] ?? '') || glued.test(text[number.ends[to]!] ?? '')) return false;
    return shape.accept(number.groups.slice(from, to + 1).join(''));
  };

  return (text, numbers) => {
    const findings: Finding[] = [];
    for (const number of numbers) {
      for (let from = 0; from < number.groups.length; from++) {
        for (const shape of byFirst.get(number.groups[from]!.length) ?? []) {
          if (!fits(text, number, from, shape)) continue;
          const { label, score } = shape;
          findings.push({
            start: number.starts[from]!,
            end: number.ends[from + shape.groups.length - 1]!,
            label,
            score,
          });
        }
      }
    }
    return findings;
  };
};
