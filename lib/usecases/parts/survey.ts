import { inference, joinedInference, needsInference } from '../../core/infer.ts';
import { countRows, readRange } from '../../formats/divisibleText.ts';
import { readRows } from '../../formats/read.ts';
import { OutOfTime } from '../loadErrors.ts';
import { guardedRows } from '../rawInput.ts';
import { NoteMissing, type PartsLoad, textOf } from './partsLoad.ts';

/**
 * Finds out how many rows a range has, and where the contract leaves columns open, which ones and of which types. False
 * where the time was over before: the next call goes on from there.
 */
export const surveyRange = async (load: PartsLoad, i: number): Promise<boolean> => {
  const { notes, input, reading, limits, contract } = load;
  const range = (await notes.ranges())?.ranges[i];
  if (!range) return true;
  const before = await notes.survey(range);
  if (before?.done) return true;
  const text = await textOf(load);
  if (text && !needsInference(contract)) {
    await notes.setSurvey(range, { rows: await countRows(input, text, range, limits), done: true });
    return true;
  }
  let rows = before?.rows ?? 0;
  const found = inference(contract, before?.inferred);
  const note = (done: boolean) => notes.setSurvey(range, { rows, inferred: found.inferred(), done });
  const from = rows + 1;
  try {
    const batches = text ? readRange(input, text, range, limits, { before: 0, from }) : readRows(input, limits, from);
    for await (const batch of guardedRows(batches, reading)) {
      found.add(batch);
      rows += batch.length;
    }
  } catch (error) {
    if (!(error instanceof OutOfTime) || rows < from) throw error;
    await note(false);
    return false;
  }
  await note(true);
  return true;
};

/**
 * Puts together what was found out of the ranges. Returns the ranges to load; undefined where only all of the object
 * together can tell its columns: then it must be cut anew, as one range.
 */
export const layOut = async ({ notes, contract }: PartsLoad): Promise<readonly number[] | undefined> => {
  const cut = await notes.ranges();
  if (!cut) throw new NoteMissing('ranges');
  const { whole, ranges } = cut;
  const surveys = whole && !needsInference(contract) ? [] : await Promise.all(ranges.map(range => notes.survey(range)));
  if (surveys.some(survey => !survey?.done)) throw new NoteMissing('survey');
  const found = surveys.flatMap(survey => (survey?.inferred ? [survey.inferred] : []));
  const inferred = whole ? found[0] : joinedInference(found);
  if (needsInference(contract) && !inferred) {
    await notes.setWhole();
    return undefined;
  }
  let firstRow = 1;
  // A range without a row, as between blank lines, has no row to be named after.
  const laid = ranges.flatMap((range, i) => {
    const rows = whole ? undefined : surveys[i]!.rows;
    if (rows === 0) return [];
    const placed = { ...range, firstRow, ...(rows === undefined ? {} : { rows }) };
    firstRow += rows ?? 0;
    return [placed];
  });
  await notes.setLayout({ whole, ranges: laid, ...(inferred ? { inferred } : {}) });
  return laid.map((_, i) => i);
};
