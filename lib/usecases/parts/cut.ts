import { needsInference } from '../../core/infer.ts';
import { rangesOfCsv, rangesOfLines, scanOf, stretches } from '../../formats/cuts.ts';
import type { ByteRange, DivisibleText } from '../../formats/divisibleText.ts';
import { NoteMissing, type PartsLoad, textOf } from './partsLoad.ts';

/** A state machine's list of ranges, and their cuts in one note of the ledger, are kept short: larger objects get larger ranges. */
const mostRanges = 1000;

const stretchesOf = ({ object, limits }: PartsLoad, text: DivisibleText): readonly ByteRange[] =>
  stretches(text, object.size, Math.max(limits.splitSize, Math.ceil(object.size / mostRanges)));

const indexes = (items: readonly unknown[]): readonly number[] => items.map((_, i) => i);

/** The stretches in which quotes must be looked at before anybody can tell where a record begins: those of CSV. */
export const stretchesToScan = async (load: PartsLoad): Promise<readonly number[]> => {
  const text = await textOf(load);
  return text?.kind === 'csv' ? indexes(stretchesOf(load, text)) : [];
};

/** Looks at the quotes of one stretch. */
export const scanStretch = async (load: PartsLoad, i: number): Promise<void> => {
  const text = await textOf(load);
  const stretch = text?.kind === 'csv' ? stretchesOf(load, text)[i] : undefined;
  if (text?.kind === 'csv' && stretch) await load.notes.setScan(i, await scanOf(load.input, text.delimiter, stretch));
};

/** Decides where the object is cut. Returns the ranges that must be surveyed before any of them can be loaded. */
export const cutObject = async (load: PartsLoad): Promise<readonly number[]> => {
  const { notes, input, object, contract } = load;
  const text = await textOf(load);
  if (!text) {
    await notes.setRanges({ whole: true, ranges: [{ start: 0, end: object.size }] });
    return needsInference(contract) ? [0] : [];
  }
  const parts = stretchesOf(load, text);
  let ranges: readonly ByteRange[];
  if (text.kind === 'csv') {
    const scans = await notes.scans();
    if (scans.length !== parts.length) throw new NoteMissing('quotes');
    ranges = rangesOfCsv(input, text, scans);
  } else ranges = await rangesOfLines(input, text, parts);
  await notes.setRanges({ whole: false, ranges });
  return indexes(ranges);
};
