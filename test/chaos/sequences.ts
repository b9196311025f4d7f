import { exactlyOnce } from '../exactlyOnce/property.ts';
import type { Job, Step } from '../exactlyOnce/steps.ts';
import type { Outcome } from './faultClass.ts';

const jobsOf = (steps: readonly Step[]): readonly Job[] =>
  steps.flatMap(step => (step.kind === 'work' ? step.jobs : []));
const deliveries = (steps: readonly Step[]): readonly number[] => {
  const puts = steps.filter(({ kind }) => kind === 'put').length;
  return jobsOf(steps).flatMap(job => ('event' in job && puts > 0 ? [job.event % puts] : []));
};

/** What may be in a sequence. A sequence counts for each class that it has. */
const classes: readonly (readonly [string, (steps: readonly Step[]) => boolean])[] = [
  // Each event comes twice more when all comes to rest.
  ['event twice', steps => steps.some(({ kind }) => kind === 'put')],
  ['events late or out of order', steps => deliveries(steps).some((event, i, all) => i > 0 && event < all[i - 1]!)],
  ['object overwritten', steps => steps.filter(({ kind }) => kind === 'put').length > 2],
  ['process dies before or after any port call', steps => jobsOf(steps).some(({ fault }) => fault?.kind === 'dies')],
  ['port call fails before or after its effect', steps => jobsOf(steps).some(({ fault }) => fault?.kind === 'fails')],
  ['several workers at once, call by call', steps => steps.some(step => step.kind === 'work' && step.jobs.length > 1)],
  ['workers under two versions of a contract', steps => jobsOf(steps).some(({ otherContract }) => otherContract)],
  ['clock jumps, forward and back', steps => steps.some(({ kind }) => kind === 'clock')],
  ['replay and contract correction', steps => jobsOf(steps).some(({ does }) => does === 'replay' || does === 'derive')],
  ['erasure and readmission meanwhile', steps => jobsOf(steps).some(({ does }) => does === 'erase')],
];

/** Random sequences in memory, compared with a model. */
export const sequences = async (count: number, seed: number | undefined): Promise<readonly Outcome[]> => {
  const tried = new Map(classes.map(([name]) => [name, 0]));
  let done = 0;
  const played = await exactlyOnce({
    sequences: count,
    silverEvery: 20,
    ...(seed === undefined ? {} : { seed }),
    onSequence: steps => {
      for (const [name, has] of classes) if (has(steps)) tried.set(name, tried.get(name)! + 1);
      if (++done % 500 === 0) process.stderr.write(`${done} sequences\n`);
    },
  });
  const { lost, doubled, failure } = played;
  process.stdout.write(`${played.sequences} sequences, ${played.rows} rows, seed ${played.seed}\n`);
  if (failure)
    process.stdout.write(`${failure}\nagain: npm run test:chaos -- --only sequences --seed ${played.seed}\n`);
  return classes.map(([name]) => ({
    name,
    tried: tried.get(name)! + (failure ? 1 : 0),
    survived: tried.get(name)!,
    lost,
    doubled,
  }));
};
