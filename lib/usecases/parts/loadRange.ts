import { inference, needsInference } from '../../core/infer.ts';
import { layoutOf } from '../../core/layout.ts';
import { bronzeKeyOf, partName, quarantineKeyOf } from '../../core/loadId.ts';
import { readRange } from '../../formats/divisibleText.ts';
import { readRows } from '../../formats/read.ts';
import { OutOfTime } from '../loadErrors.ts';
import { guardedRows } from '../rawInput.ts';
import { removeStrays } from '../strays.ts';
import { rowWriter } from '../writeRows.ts';
import type { LayoutNote, PartNote } from './notes.ts';
import { NoteMissing, type PartsLoad, textOf } from './partsLoad.ts';
import { rowQueue } from './rowQueue.ts';

/** The columns of the load's files: the same in all of them. */
export const layoutOfLoad = ({ contract }: PartsLoad, { inferred }: LayoutNote) =>
  layoutOf(contract, needsInference(contract) ? inference(contract, inferred).columns() : undefined);

/** How often people were erased so far: what is derived from rows is good as long as that stays. */
export const erasuresNow = async ({ ports, contract }: PartsLoad): Promise<number> =>
  contract.subject ? ports.subjects.erasures() : 0;

/**
 * The first row of the first part of a range that is still to be written, and those that are; the range is done when the
 * former is undefined.
 */
export const partsOfRange = (
  { partRows }: PartsLoad,
  firstRow: number,
  parts: ReadonlyMap<number, PartNote>,
  isGood: (part: PartNote) => boolean,
): { readonly next: number | undefined; readonly written: readonly (readonly [number, PartNote])[] } => {
  const written: (readonly [number, PartNote])[] = [];
  for (let row = firstRow; ; row += partRows) {
    const part = parts.get(row);
    if (!part || !isGood(part)) return { next: row, written };
    written.push([row, part]);
    if (part.last) return { next: undefined, written };
  }
};

/** A further part is begun only when there is time for one that takes so many times as long as the longest so far. */
const slack = 1.5;

/**
 * Writes the parts of a range that are not written yet, one after the other. False where the time is over before the range
 * is: the next call goes on with the first part that is missing. Parts that are there already are passed over, so a call
 * that died may be made again.
 * @throws OutOfTime when the time was too short for a single part
 */
export const loadRange = async (load: PartsLoad, i: number): Promise<boolean> => {
  const { ports, contract, notes, input, reading, limits, loadId, plan, partRows, timeLeft } = load;
  const layoutNote = await notes.layout();
  if (!layoutNote) throw new NoteMissing('layout');
  const range = layoutNote.ranges[i]!;
  const text = layoutNote.whole ? undefined : await textOf(load);
  const record = await load.record();
  const { source, table, arrivedAt, revision } = record;

  /** Writes parts from this row on, until the range, the time or the peace is over. */
  const writeFrom = async (firstRow: number): Promise<'again' | 'later'> => {
    const batches = text
      ? readRange(input, text, range, limits, { before: range.firstRow - 1, from: firstRow })
      : readRows(input, limits, firstRow);
    const rows = rowQueue(guardedRows(batches, reading));
    let longest = 0;
    // Made anew for each attempt: it remembers people as they were.
    const write = await rowWriter(ports, contract, layoutOfLoad(load, layoutNote), record);
    try {
      for (let row = firstRow; ; row += partRows) {
        const began = performance.now();
        const erasures = await erasuresNow(load);
        const name = partName(loadId, plan, row);
        await notes.setBegun(row, { revision });
        const written = await write(
          rows.take(partRows),
          {
            bronzeKey: bronzeKeyOf(source, table, arrivedAt, name),
            quarantineKey: quarantineKeyOf(source, table, name),
          },
          { 'hushlake.first_row': String(row) },
        );
        const last = await rows.isEmpty();
        await notes.setPart(row, { revision, erasures, written, last });
        // What was read of somebody before they were erased must not stay: the part is written again, without them.
        if (last || (await erasuresNow(load)) !== erasures) return 'again';
        longest = Math.max(longest, performance.now() - began);
        if (timeLeft() < slack * longest) return 'later';
      }
    } catch (error) {
      if (error instanceof OutOfTime && longest > 0) return 'later';
      throw error;
    } finally {
      await rows.close();
    }
  };

  for (;;) {
    const now = await load.record();
    if (now.state === 'committed') {
      // Somebody else was first; what this call has written since may belong to nothing.
      await removeStrays(ports, now);
      return true;
    }
    const erasures = await erasuresNow(load);
    const isGood = (part: PartNote) => part.revision === revision && part.erasures === erasures;
    const { next } = partsOfRange(load, range.firstRow, await notes.parts(), isGood);
    if (next === undefined) return true;
    if ((await writeFrom(next)) === 'later') return false;
  }
};
