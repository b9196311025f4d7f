import { csvTransitions, type QuoteScan, recordStarts, scanQuotes } from './csvQuoting.ts';
import type { ByteRange, DivisibleText } from './divisibleText.ts';
import type { RawInput } from './read.ts';

const newline = 0x0a;
/** Bytes looked at first behind a border, and at most at once. */
const [firstWindow, longestWindow] = [16 << 10, 8 << 20];

/** Stretches of about `bytes` each, wherever their borders fall. */
export const stretches = ({ start }: DivisibleText, size: number, bytes: number): readonly ByteRange[] => {
  const found: ByteRange[] = [];
  for (let at = start; at < size; at += bytes) found.push({ start: at, end: Math.min(size, at + bytes) });
  return found;
};

/** The first place after a newline that lies at `from` or later. */
const afterNewline = async (input: RawInput, from: number): Promise<number | undefined> => {
  let window = firstWindow;
  for (let at = from; at < input.size; ) {
    const bytes = await input.range(at, Math.min(input.size, at + window));
    const found = bytes.indexOf(newline);
    if (found >= 0) return at + found + 1;
    at += bytes.length;
    window = Math.min(longestWindow, window * 2);
  }
  return undefined;
};

/** Ranges that begin where these records do. */
const between = (text: DivisibleText, size: number, starts: readonly number[]): readonly ByteRange[] => {
  const cuts = [text.start, ...starts.filter(start => start >= text.rowsFrom && start < size), size];
  const ranges: ByteRange[] = [];
  for (let i = 1; i < cuts.length; i++) {
    if (cuts[i]! > cuts[i - 1]!) ranges.push({ start: cuts[i - 1]!, end: cuts[i]! });
  }
  return ranges;
};

/** The ranges of JSON lines: each stretch begins anew after its first newline. */
export const rangesOfLines = async (
  input: RawInput,
  text: DivisibleText,
  parts: readonly ByteRange[],
): Promise<readonly ByteRange[]> => {
  const starts: number[] = [];
  for (const { start } of parts.slice(1)) {
    // A line that is longer than a stretch: its end is known already.
    if (start < (starts.at(-1) ?? 0)) continue;
    const found = await afterNewline(input, start);
    if (found === undefined) break;
    starts.push(found);
  }
  return between(text, input.size, starts);
};

/** What one stretch of CSV says of the quotes in it. */
export const scanOf = (input: RawInput, delimiter: string, { start, end }: ByteRange): Promise<QuoteScan> =>
  scanQuotes(input.bytes(start, end), start, csvTransitions(delimiter.charCodeAt(0)));

/** The ranges of CSV: no cut lies within quotes, which only all stretches together can tell. */
export const rangesOfCsv = (input: RawInput, text: DivisibleText, scans: readonly QuoteScan[]): readonly ByteRange[] =>
  between(text, input.size, recordStarts(scans));
