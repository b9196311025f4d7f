import { type Batch, type StoredValue, type Transform, withColumns } from './batch.ts';
import type { Layout } from './layout.ts';
import type { Scrubber } from './scrub/finding.ts';

const scrubbedNames = (layout: Layout): readonly string[] =>
  layout.source.filter(column => column.scrubbed).map(column => column.name);

/** The texts of a conformed batch that scrubbing will read, each once. */
export const textsToScrub = (layout: Layout, batch: Batch): ReadonlySet<string> => {
  const texts = new Set<string>();
  for (const name of scrubbedNames(layout))
    for (const value of batch.columns.get(name)!.values) if (value !== null) texts.add(value as string);
  return texts;
};

/** Puts the scrubbed text in the place of each scrubbed column's value, and counts the findings by label. */
export const withScrubbed = (layout: Layout, scrub: Scrubber): Transform => {
  const names = scrubbedNames(layout);
  if (names.length === 0) return batch => batch;
  return batch => {
    const findings: Record<string, number> = { ...batch.findings };
    const columns = names.map(name => {
      const { type, values } = batch.columns.get(name)!;
      const scrubbed: StoredValue[] = new Array(batch.length);
      for (let row = 0; row < batch.length; row++) {
        const value = values[row]!;
        if (value === null) {
          scrubbed[row] = null;
          continue;
        }
        const result = scrub(value as string);
        scrubbed[row] = result.text;
        for (const { label } of result.findings) findings[label] = (findings[label] ?? 0) + 1;
      }
      return { name, type, values: scrubbed };
    });
    return { ...withColumns(batch, columns), findings };
  };
};
