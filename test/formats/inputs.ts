import type { SourceRow } from '../../lib/core/rows.ts';
import { readRows } from '../../lib/formats/read.ts';

export const limits = { maxRowBytes: 1 << 20, maxExpansionRatio: 100 };

/** All rows of these bytes, cut into chunks of a size that finds borders in awkward places. */
export const read = async (
  name: string,
  content: string | Uint8Array,
  chunkBytes = 7,
  bounds = limits,
): Promise<SourceRow[]> => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const rows: SourceRow[] = [];
  const input = {
    name,
    size: bytes.length,
    defaultFormat: 'jsonl',
    bytes: async function* () {
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
    },
    range: async (start: number, end: number) => bytes.subarray(start, end),
  } as const;
  for await (const batch of readRows(input, bounds)) rows.push(...batch);
  return rows;
};

/** Rows as a test wants to see them: the record, or the fault's code. */
export const seen = (rows: readonly SourceRow[]): unknown[] =>
  rows.map(row => ('fault' in row ? row.fault.code : row.record));
