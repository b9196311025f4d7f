import type { SourceRow } from '../../core/rows.ts';

/** Rows that come in batches of any size, taken in numbers that somebody else decides. */
export const rowQueue = (batches: AsyncIterable<readonly SourceRow[]>) => {
  const iterator = batches[Symbol.asyncIterator]();
  let waiting: readonly SourceRow[] = [];
  const fill = async (): Promise<boolean> => {
    while (waiting.length === 0) {
      const { value, done } = await iterator.next();
      if (done) return false;
      waiting = value;
    }
    return true;
  };
  return {
    /** The next so many rows, fewer at the end. */
    take: async function* (rows: number): AsyncGenerator<readonly SourceRow[]> {
      for (let wanted = rows; wanted > 0 && (await fill()); ) {
        const taken = waiting.length <= wanted ? waiting : waiting.slice(0, wanted);
        waiting = waiting.slice(taken.length);
        wanted -= taken.length;
        yield taken;
      }
    },
    isEmpty: async (): Promise<boolean> => !(await fill()),
    /** Gives the source back before its end. */
    close: async (): Promise<void> => {
      await iterator.return?.(undefined);
    },
  };
};
