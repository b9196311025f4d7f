import { parentPort, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import { targets } from './targets/all.ts';

/** A slice of work: inputs of one target, all that follow from one seed; with `path`, the one that went wrong. */
export interface Slice {
  readonly target: string;
  readonly seed: number;
  readonly runs: number;
  readonly path?: string;
}

export type SliceReply =
  | { readonly runs: number }
  | { readonly runs: number; readonly path: string; readonly error: string; readonly input: string };

/** Counts inputs: whoever watches sees whether one of them takes for ever. */
const beat = new Int32Array(workerData as SharedArrayBuffer);

parentPort!.on('message', async (slice: Slice) => {
  const { input, check } = targets.find(({ name }) => name === slice.target)!;
  const property = fc.asyncProperty(input, async value => {
    Atomics.add(beat, 0, 1);
    await check(value);
  });
  const { failed, numRuns, counterexamplePath, errorInstance, counterexample } = await fc.check(property, {
    seed: slice.seed,
    numRuns: slice.runs,
    ...(slice.path === undefined ? {} : { path: slice.path }),
  });
  const reply: SliceReply = failed
    ? {
        runs: numRuns,
        path: counterexamplePath ?? '',
        error: errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance),
        input: fc.stringify(counterexample),
      }
    : { runs: numRuns };
  parentPort!.postMessage(reply);
});
parentPort!.postMessage(targets.map(({ name, stoppedBy }) => ({ name, stoppedBy })));
