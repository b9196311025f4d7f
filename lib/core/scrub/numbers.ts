/**
 * A number as it is written: groups of digits with little between them. `202 . 555-0143` has three. Digits typed apart
 * (`2 0 2 5 5 5`) are one group.
 */
export interface WrittenNumber {
  /** The digits of each group. */
  readonly groups: readonly string[];
  /** Where each group starts and ends in the text. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Space, tab, ( ) * , - . / _ and middle dot. */
const gapCodes = new Set([32, 9, 40, 41, 42, 44, 45, 46, 47, 95, 0xb7]);
const longestGap = 4;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** 1 2 3 4 and 5 4 3 2: somebody counts. */
export const counts = (values: readonly number[]): boolean => {
  const step = values[1]! - values[0]!;
  return Math.abs(step) === 1 && values.every((value, i) => i === 0 || value - values[i - 1]! === step);
};

const numberOf = (text: string, starts: readonly number[], ends: readonly number[]): WrittenNumber => {
  const merged = { groups: [] as string[], starts: [] as number[], ends: [] as number[] };
  for (let i = 0; i < starts.length; ) {
    let last = i;
    if (ends[i]! - starts[i]! === 1) {
      while (last + 1 < starts.length && ends[last + 1]! - starts[last + 1]! === 1) last++;
    }
    const single = starts.slice(i, last + 1).map(start => text[start]!);
    if (last - i >= 2 && !counts(single.map(Number))) {
      merged.groups.push(single.join(''));
      merged.starts.push(starts[i]!);
      merged.ends.push(ends[last]!);
    } else {
      for (let k = i; k <= last; k++) {
        merged.groups.push(text.slice(starts[k], ends[k]));
        merged.starts.push(starts[k]!);
        merged.ends.push(ends[k]!);
      }
    }
    i = last + 1;
  }
  return merged;
};

/** All numbers of a text, in order. */
export const writtenNumbers = (text: string): readonly WrittenNumber[] => {
  const numbers: WrittenNumber[] = [];
  let starts: number[] = [];
  let ends: number[] = [];
  const close = (): void => {
    if (starts.length > 0) numbers.push(numberOf(text, starts, ends));
    starts = [];
    ends = [];
  };
  let gap = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!isDigit(code)) {
      gap = gapCodes.has(code) ? gap + 1 : longestGap + 1;
      if (gap > longestGap) close();
      continue;
    }
    const start = i;
    while (i + 1 < text.length && isDigit(text.charCodeAt(i + 1))) i++;
    starts.push(start);
    ends.push(i + 1);
    gap = 0;
  }
  close();
  return numbers;
};

/** What stands between two neighbouring groups. */
export const gapAfter = (text: string, number: WrittenNumber, group: number): string =>
  text.slice(number.ends[group], number.starts[group + 1]);

/** Lengths of the groups from one to another: `3-3-4`. */
export const shapeOf = (number: WrittenNumber, from: number, to: number): string => {
  let shape = String(number.groups[from]!.length);
  for (let i = from + 1; i <= to; i++) shape += `-${number.groups[i]!.length}`;
  return shape;
};
