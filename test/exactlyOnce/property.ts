import fc from 'fast-check';
import { compare, type Tally } from './compare.ts';
import { play } from './play.ts';
import { type Step, steps } from './steps.ts';
import { worlds } from './world.ts';

export interface Played extends Tally {
  readonly sequences: number;
  readonly seed: number;
  /** What went wrong, with the smallest sequence that shows it; undefined where nothing did. */
  readonly failure?: string;
}

/**
 * Random sequences of events, faults and people, each on an empty lake of its own; afterwards all must be as the model
 * says. Silver is built, in DuckDB, in one sequence of `silverEvery`.
 */
export const exactlyOnce = async (options: {
  readonly sequences: number;
  readonly seed?: number;
  readonly silverEvery: number;
  /** After each sequence that went well. */
  readonly onSequence?: (steps: readonly Step[]) => void;
}): Promise<Played> => {
  const lakes = worlds();
  const total = { rows: 0, lost: 0, doubled: 0 };
  const withSilver = fc.nat({ max: options.silverEvery - 1 }).map(n => n === 0);
  try {
    const result = await fc.check(
      fc.asyncProperty(steps, withSilver, async (all, silver) => {
        const world = await lakes.next(silver);
        const { rows, lost, doubled } = await compare(world, await play(world, all));
        total.rows += rows;
        total.lost += lost;
        total.doubled += doubled;
        options.onSequence?.(all);
      }),
      {
        numRuns: options.sequences,
        includeErrorInReport: true,
        // A sequence takes milliseconds: one that does not end is a failure too.
        timeout: 60_000,
        ...(options.seed === undefined ? {} : { seed: options.seed }),
      },
    );
    const { seed, numRuns: sequences, failed } = result;
    if (!failed) return { ...total, sequences, seed };
    return { ...total, sequences, seed, failure: await fc.asyncDefaultReportMessage(result) };
  } finally {
    await lakes.close();
  }
};
