import type { DemoRow, Identifier, Sheet } from './demoFile.ts';
import { type DemoPlan, dateOf, days } from './plan.ts';

/** A slice of a table's rows that arrives as one file. */
interface Slice {
  readonly date: string;
  readonly first: number;
  readonly rows: number;
}

/** Rows cut into as many files of about equal size; the date of each is the date of its first row. */
export const slices = (total: number, files: number, timeOf: (row: number) => number): readonly Slice[] => {
  const count = Math.min(total, files);
  return Array.from({ length: count }, (_, i) => {
    const first = Math.floor((total * i) / count);
    return { date: dateOf(timeOf(first)), first, rows: Math.floor((total * (i + 1)) / count) - first };
  });
};

/** Files for so many rows: a few a day, more when they would grow beyond 50,000 rows. */
export const filesFor = (rows: number, least: number = days): number => Math.max(least, Math.ceil(rows / 50_000));

/** Gives each file its name: `<folder>/<date>/<name>-0001.<ending>`, counted within the day. */
export const sheets = (
  place: { readonly folder: string; readonly name: string; readonly ending: (file: number) => string },
  files: readonly (Slice & { readonly row: (row: number) => DemoRow })[],
): readonly Sheet[] => {
  const inDay = new Map<string, number>();
  return files.map(({ date, first, rows, row }, i) => {
    const number = (inDay.get(date) ?? 0) + 1;
    inDay.set(date, number);
    const key = `raw/${place.folder}/${date}/${place.name}-${String(number).padStart(4, '0')}.${place.ending(i)}`;
    return { key, rows, row: index => row(first + index) };
  });
};

/** Moments that lie evenly over the plan's days. */
export const evenly =
  (plan: DemoPlan, total: number) =>
  (index: number): number =>
    Math.floor(plan.from + ((plan.to - plan.from) * index) / Math.max(1, total));

/** A cell that is an identifier as a whole. */
export const only = (label: Identifier['label'], value: string): readonly Identifier[] => [{ label, value }];
