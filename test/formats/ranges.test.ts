import fc from 'fast-check';
import { inference, joinedInference } from '../../lib/core/infer.ts';
import type { SourceRow } from '../../lib/core/rows.ts';
import { rangesOfCsv, rangesOfLines, scanOf, stretches } from '../../lib/formats/cuts.ts';
import { countRows, divisibleText, readRange } from '../../lib/formats/divisibleText.ts';
import { type RawInput, readRows } from '../../lib/formats/read.ts';
import { contract } from '../contracts.ts';
import { csvText, jsonLinesText } from './content.ts';

const limits = { maxRowBytes: 200, maxExpansionRatio: 100 };

const inputOf = (name: string, content: string | Uint8Array, chunkBytes: number): RawInput => {
  const bytes = Buffer.from(content as string);
  return {
    name,
    size: bytes.length,
    defaultFormat: 'jsonl',
    bytes: async function* (start = 0, end = bytes.length) {
      for (let at = start; at < end; at += chunkBytes) yield bytes.subarray(at, Math.min(end, at + chunkBytes));
    },
    range: async (start, end) => bytes.subarray(start, end),
  };
};

const all = async (batches: AsyncIterable<readonly SourceRow[]>): Promise<SourceRow[]> => {
  const rows: SourceRow[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
};
const seen = (rows: readonly SourceRow[]) =>
  rows.map(row => ({
    ...('fault' in row ? { fault: row.fault } : { record: row.record }),
    number: row.number,
    text: row.text(),
  }));

/** The object's rows, read range by range; undefined where it cannot be cut. */
const inRanges = async (input: RawInput, stretchBytes: number) => {
  const text = await divisibleText(input, limits);
  if (!text) return undefined;
  const parts = stretches(text, input.size, stretchBytes);
  const ranges =
    text.kind === 'csv'
      ? rangesOfCsv(input, text, await Promise.all(parts.map(part => scanOf(input, text.delimiter, part))))
      : await rangesOfLines(input, text, parts);
  const rows: SourceRow[][] = [];
  let before = 0;
  for (const range of ranges) {
    const count = await countRows(input, text, range, limits);
    const read = await all(readRange(input, text, range, limits, { before, from: before + 1 }));
    expect(read).toHaveLength(count);
    const later = await all(readRange(input, text, range, limits, { before, from: before + 3 }));
    expect(seen(later)).toEqual(seen(read.slice(2)));
    rows.push(read);
    before += count;
  }
  return { rows, ranges: ranges.length };
};

const sizes = fc.record({ stretch: fc.integer({ min: 1, max: 150 }), chunk: fc.integer({ min: 1, max: 100 }) });

describe('the rows of all ranges are the rows of the object', () => {
  test.each([
    ['a.jsonl', jsonLinesText],
    ['a.csv', csvText],
  ])('%s', async (name, content) => {
    await fc.assert(
      fc.asyncProperty(content, sizes, async (text, { stretch, chunk }) => {
        const input = inputOf(name, text, chunk);
        const whole = await all(readRows(input, limits));
        const split = await inRanges(input, stretch);
        if (!split) return;
        expect(seen(split.rows.flat())).toEqual(seen(whole));
        const open = contract({ shortForm: true });
        const found = split.rows.map(rows => {
          const part = inference(open);
          part.add(rows);
          return part.inferred();
        });
        const together = inference(open);
        together.add(whole);
        const joined = joinedInference(found);
        if (joined) expect([...inference(open, joined).columns()]).toEqual([...together.columns()]);
      }),
      { numRuns: 300 },
    );
  });

  test('cuts are where they can be: rows of a hundred bytes in stretches of a thousand', async () => {
    const lines = Array.from({ length: 100 }, (_, i) => `${JSON.stringify({ id: i, m: 'x'.repeat(80) })}\n`).join('');
    const csv = `id,m\n${Array.from({ length: 100 }, (_, i) => `${i},"${'x\n'.repeat(40)}"\n`).join('')}`;
    expect((await inRanges(inputOf('a.jsonl', lines, 64), 1000))!.ranges).toBe(10);
    expect((await inRanges(inputOf('a.csv', csv, 64), 1000))!.ranges).toBe(9);
  });

  test('a row that is longer than many ranges is one row', async () => {
    const long = `{"id":1}\n{"id":2,"m":"${'y'.repeat(180)}"}\n{"id":3}\n`;
    const split = await inRanges(inputOf('a.jsonl', long, 50), 20);
    expect(split!.rows.flat().map(row => row.number)).toEqual([1, 2, 3]);
  });

  test.each([
    ['a JSON array', 'a.json', '[{"id":1},{"id":2}]'],
    ['gzip', 'a.jsonl', Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0])],
    ['zstd', 'a.csv', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0])],
    ['Parquet', 'a.parquet', 'PAR1....'],
    ['a picture', 'a.jsonl', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['CSV without a header that could be one', 'a.csv', 'a,a\n1,2\n'],
  ])('%s is read from its beginning', async (_what, name, content) => {
    expect(await divisibleText(inputOf(name, content, 64), limits)).toBeUndefined();
  });
});

describe('what only the whole object can tell is told by no part of it', () => {
  const open = contract({ shortForm: true });
  const partOf = (...records: object[]) => {
    const part = inference(open);
    part.add(records.map((record, i) => ({ number: i + 1, record: record as never, text: () => '' })));
    return part.inferred();
  };

  test('types widen and identities are counted over all parts', () => {
    const joined = joinedInference([
      partOf({ id: 1, a: 1 }, { id: 2 }),
      partOf({ id: 'x', a: 'y', b: null }),
      partOf({ b: true }),
    ]);
    expect(Object.fromEntries(inference(open, joined).columns())).toEqual({
      id: { kind: 'bigint' },
      a: { kind: 'string' },
      b: { kind: 'boolean' },
    });
  });

  test('names that differ in case only, in one part or in two', () => {
    expect(joinedInference([partOf({ a: 1, A: 1 })])).toBeUndefined();
    expect(joinedInference([partOf({ a: 1 }), partOf({ A: 1 })])).toBeUndefined();
  });

  test('more columns than a table may get', () => {
    const many = (from: number) =>
      partOf(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`c${from + i}`, 1])));
    expect(joinedInference([many(0), many(200)])).toBeDefined();
    expect(joinedInference([many(0), many(300)])).toBeUndefined();
  });
});
