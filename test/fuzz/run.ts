/**
 * Feeds hostile input to readers, keys, cells, configuration, scrubber and whole loads (docs/reliability.md, "Hostile
 * input"). Inputs follow from the seed. Each target runs in a thread that is watched: an input that takes too long or too
 * much memory is a failure, and named by its seed as any other.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Target } from './target.ts';
import type { Slice, SliceReply } from './worker.ts';

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string' },
    runs: { type: 'string' },
    seed: { type: 'string' },
    target: { type: 'string' },
    path: { type: 'string' },
    show: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

const help = `npm run fuzz -- [--seconds N | --runs N] [--seed N] [--target NAME] [--path PATH] [--show]

  --seconds N   go on for so long (default: 60)
  --runs N      … or for so many inputs, over all targets
  --seed N      where to begin (default: the time)
  --target NAME only this target
  --path PATH   only the input that a failure named
  --show        print the smallest input that fails

Example: npm run fuzz -- --runs 1000000 --seed 7
`;

const patienceMs = 30_000;
/** With a target that is known to loop. */
const shortPatienceMs = 2_000;
const mostHeapMb = 1024;
const mostResidentBytes = 3 * 2 ** 30;
const sliceMs = 400;

interface Dead {
  readonly dead: string;
  readonly path: string;
}

type Failure = Slice & { readonly error: string; readonly input?: string };

/** A thread with all targets, replaced when it hangs or dies. */
const thread = async () => {
  const beat = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: beat.buffer,
    resourceLimits: { maxOldGenerationSizeMb: mostHeapMb },
  });
  const [targets] = (await once(worker, 'message')) as [readonly Pick<Target, 'name' | 'stoppedBy'>[]];
  const run = (slice: Slice, patience: number): Promise<SliceReply | Dead> =>
    new Promise(resolve => {
      const begun = Atomics.load(beat, 0);
      let seen = -1;
      /** Where in the slice it went wrong. */
      const path = () => String(Atomics.load(beat, 0) - begun - 1);
      const end = (reply: SliceReply | Dead): void => {
        clearInterval(watch);
        worker.off('message', end).off('error', died);
        resolve(reply);
      };
      const died = (error: NodeJS.ErrnoException): void => end({ dead: error.code ?? error.message, path: path() });
      const look = (): void => {
        const now = Atomics.load(beat, 0);
        if (now === seen) end({ dead: `an input took longer than ${patience / 1000} s`, path: path() });
        else if (process.memoryUsage().rss > mostResidentBytes)
          end({ dead: 'an input took too much memory', path: path() });
        seen = now;
      };
      const watch = setInterval(look, patience);
      worker.on('message', end).on('error', died);
      worker.postMessage(slice);
    });
  return { targets, run, stop: () => worker.terminate() };
};

const main = async (): Promise<number> => {
  if (flags.help) {
    process.stdout.write(help);
    return 0;
  }
  const seed = flags.seed === undefined ? Date.now() % 2 ** 31 : Number(flags.seed);
  const wantedRuns = flags.runs === undefined ? Number.POSITIVE_INFINITY : Number(flags.runs);
  let worker = await thread();
  const until = flags.runs === undefined ? Date.now() + Number(flags.seconds ?? 60) * 1000 : Number.POSITIVE_INFINITY;
  const names = worker.targets
    .map(({ name }) => name)
    .filter(name => flags.target === undefined || name === flags.target);
  const loops = new Set(worker.targets.filter(({ stoppedBy }) => stoppedBy !== undefined).map(({ name }) => name));
  if (names.length === 0) {
    process.stderr.write(
      `there is no target ${flags.target}: it is one of ${worker.targets.map(({ name }) => name).join(', ')}\n`,
    );
    return 2;
  }
  process.stdout.write(`seed ${seed}\n`);
  const tally = new Map(names.map(name => [name, { runs: 0, ms: 0, next: 20, stopped: 0 }]));
  const failures: Failure[] = [];
  let total = 0;
  let told = Date.now();
  for (let round = 0; total < wantedRuns && Date.now() < until; round++) {
    for (const name of names) {
      const so = tally.get(name)!;
      const runs = flags.path === undefined ? Math.min(so.next, wantedRuns - total) : 1;
      if (runs <= 0 || Date.now() >= until) break;
      if (failures.some(failure => failure.target === name)) continue;
      // What had to be stopped has had its time.
      if (names.length > 1 && so.ms > (round + 1) * 2 * sliceMs) continue;
      const slice: Slice = {
        target: name,
        seed: seed + round,
        runs,
        ...(flags.path === undefined ? {} : { path: flags.path }),
      };
      const began = performance.now();
      const reply = await worker.run(slice, loops.has(name) ? shortPatienceMs : patienceMs);
      if ('dead' in reply) {
        if (loops.has(name)) so.stopped++;
        else failures.push({ ...slice, path: slice.path ?? reply.path, error: reply.dead });
        const tried = Number(reply.path) + 1;
        so.runs += tried;
        total += tried;
        await worker.stop();
        worker = await thread();
        so.ms += performance.now() - began;
        continue;
      }
      so.runs += reply.runs;
      so.ms += performance.now() - began;
      total += reply.runs;
      if ('path' in reply) failures.push({ ...slice, ...reply });
      // Slow targets get as much time as fast ones.
      so.next = Math.max(1, Math.min(5000, Math.round((so.runs / Math.max(1, so.ms)) * sliceMs)));
    }
    if (Date.now() - told > 30_000) {
      told = Date.now();
      process.stderr.write(`${total} inputs, ${failures.length} failures\n`);
    }
    if (flags.path !== undefined || failures.length === names.length) break;
  }
  await worker.stop();
  for (const [name, { runs, ms, stopped }] of tally) {
    const rate = ms > 0 ? Math.round((runs / ms) * 1000) : 0;
    const wrong = failures.filter(failure => failure.target === name).length;
    process.stdout.write(
      `${name.padEnd(26)} ${String(runs).padStart(9)} inputs ${String(rate).padStart(7)}/s  ${wrong} failures${stopped > 0 ? `, ${stopped} stopped` : ''}\n`,
    );
  }
  for (const { target, seed, path, error, input } of failures) {
    const again = `npm run fuzz -- --target '${target}' --seed ${seed}${path ? ` --path ${path}` : ''} --show`;
    process.stdout.write(`\n${target}: ${error}\n  again: ${again}\n${flags.show && input ? `  ${input}\n` : ''}`);
  }
  process.stdout.write(`${total} inputs, ${failures.length} failures, seed ${seed}\n`);
  return failures.length > 0 ? 1 : 0;
};

process.exitCode = await main();
