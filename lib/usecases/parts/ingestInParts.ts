import type { LoadErrorCode } from '../../ports/loadLedger.ts';
import type { LoadOutcome } from '../ingestObject.ts';
import type { PartsStep, StepResult } from './step.ts';

/** The object is not what it was: it is another load, and this one will not be finished. */
const lost: ReadonlySet<LoadErrorCode> = new Set(['object_missing', 'object_changed']);

const allSteps = async (
  run: (step: PartsStep) => Promise<StepResult>,
  options: { readonly again: boolean },
): Promise<LoadOutcome> => {
  /** The outcome, as soon as one of the steps has one. */
  const each = async (
    step: 'scan' | 'survey' | 'load',
    ranges: readonly number[],
  ): Promise<LoadOutcome | undefined> => {
    const outcomes = await Promise.all(
      ranges.map(async range => {
        for (;;) {
          const { done, outcome } = await run({ step, range });
          if (outcome || done) return outcome;
        }
      }),
    );
    return outcomes.find(outcome => outcome !== undefined);
  };

  const begun = await run({ step: 'begin', again: options.again });
  const ended = begun.outcome ?? (await each('scan', begun.ranges!));
  if (ended) return ended;
  for (;;) {
    const cut = await run({ step: 'cut' });
    const surveyed = cut.outcome ?? (await each('survey', cut.ranges!));
    if (surveyed) return surveyed;
    const laid = await run({ step: 'layOut' });
    if (laid.recut) continue;
    let { outcome, ranges } = laid;
    while (!outcome) {
      outcome = await each('load', ranges!);
      if (!outcome) ({ outcome, ranges } = await run({ step: 'finish' }));
    }
    return outcome;
  }
};

/**
 * Loads one object in parts: the order of the steps, as lib/state-machines/full-load.asl.json has it for AWS. `run` makes a
 * step, wherever; steps for several ranges are handed over at once.
 */
export const ingestInParts = async (
  run: (step: PartsStep) => Promise<StepResult>,
  options: { readonly again: boolean },
): Promise<LoadOutcome> => {
  const outcome = await allSteps(run, options);
  if (outcome.state === 'failed' && lost.has(outcome.code)) await run({ step: 'abandon' });
  return outcome;
};
