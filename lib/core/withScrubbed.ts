import type { TableContract } from '../config/tableContract.ts';
import { type Batch, type StoredValue, type Transform, withColumns } from './batch.ts';
import type { CellKeys } from './cellKeys.ts';
import type { Layout } from './layout.ts';
import { consistentPlaceholders, type Placeholders } from './scrub/consistent.ts';
import type { Scrubber } from './scrub/finding.ts';
import { redacted } from './scrub/redacted.ts';
import { textOf } from './valueText.ts';

const scrubbedNames = (layout: Layout): readonly string[] =>
  layout.source.filter(column => column.scrubbed).map(column => column.name);

/** The texts of a conformed batch that scrubbing will read, each once. */
export const textsToScrub = (layout: Layout, batch: Batch): ReadonlySet<string> => {
  const texts = new Set<string>();
  for (const name of scrubbedNames(layout))
    for (const value of batch.columns.get(name)!.values) if (value !== null) texts.add(value as string);
  return texts;
};

/** The placeholders of a row: undefined for the labels alone. */
export type RowPlaceholders = (row: number) => Placeholders | undefined;

/**
 * By conversation, as the contract asks for: the column's original values decide, whatever becomes of them in bronze. A row
 * of no conversation has the labels alone.
 */
export const rowPlaceholders = (contract: TableContract, keys: CellKeys, conformed: Batch): RowPlaceholders => {
  const column = contract.scrubOptions?.consistentWithin;
  if (column === undefined) return () => undefined;
  const { placeholderSecret: secret } = keys;
  if (!secret) throw new Error('consistent placeholders need the placeholder secret');
  const conversations = conformed.columns.get(column);
  if (!conversations) return () => undefined;
  const placeholders = consistentPlaceholders(secret, [contract.workspace, contract.source]);
  const text = textOf(conversations.type);
  return row => {
    const value = conversations.values[row]!;
    return value === null ? undefined : placeholders(text(value));
  };
};

/** Puts the scrubbed text in the place of each scrubbed column's value, and counts the findings by label. */
export const withScrubbed = (layout: Layout, scrub: Scrubber, placeholdersOf: RowPlaceholders): Transform => {
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
        const placeholders = result.findings.length > 0 ? placeholdersOf(row) : undefined;
        scrubbed[row] = placeholders ? redacted(value as string, result.findings, placeholders) : result.text;
        for (const { label } of result.findings) findings[label] = (findings[label] ?? 0) + 1;
      }
      return { name, type, values: scrubbed };
    });
    return { ...withColumns(batch, columns), findings };
  };
};
