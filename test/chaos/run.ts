/**
 * What the pipeline survives, one line for each class of faults (docs/reliability.md). Exits 1 where a row is lost or
 * there twice.
 */
import { parseArgs } from 'node:util';
import { lineOf, type Outcome } from './faultClass.ts';
import { disks, killed, strangeTimes, together } from './processes.ts';
import { sequences } from './sequences.ts';

const { values: flags } = parseArgs({
  options: {
    sequences: { type: 'string', default: '5000' },
    kills: { type: 'string', default: '12' },
    seed: { type: 'string' },
    only: { type: 'string' },
    help: { type: 'boolean' },
  },
});

const help = `npm run test:chaos -- [--sequences N] [--kills N] [--seed N] [--only sequences|processes]

Random sequences of events, faults, erasures and replays in memory, compared with a model; then real processes that are
killed, run at once, and run out of disk, on lakes in temporary folders.

Example: npm run test:chaos -- --only processes --kills 50
`;

/** Numbers from 0 to 1 that follow from the seed (Marsaglia, "Xorshift RNGs", 2003). */
const chance = (seed: number) => {
  let state = seed | 1;
  return (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
};

const main = async (): Promise<number> => {
  if (flags.help) {
    process.stdout.write(help);
    return 0;
  }
  const seed = flags.seed === undefined ? undefined : Number(flags.seed);
  const outcomes: Outcome[] = [];
  if (flags.only !== 'processes') outcomes.push(...(await sequences(Number(flags.sequences), seed)));
  if (flags.only !== 'sequences') {
    const moments = seed ?? Date.now() % 2 ** 31;
    process.stdout.write(`moments of kills: seed ${moments}\n`);
    const random = chance(moments);
    outcomes.push(await killed(Number(flags.kills), random));
    outcomes.push(await together(3, random));
    outcomes.push(await strangeTimes());
    outcomes.push(...(await disks()));
  }
  process.stdout.write(`${outcomes.map(lineOf).join('\n')}\n`);
  const bad = outcomes.filter(({ tried, survived, lost, doubled }) => survived < tried || lost + doubled > 0);
  return bad.length > 0 ? 1 : 0;
};

process.exitCode = await main();
