import { Worker } from 'node:worker_threads';
import { loadIdOf } from '../core/loadId.ts';
import type { ObjectVersion } from '../ports/objectStore.ts';
import { ingestObject, type LoadOutcome } from '../usecases/ingestObject.ts';
import { ingestInParts } from '../usecases/parts/ingestInParts.ts';
import type { PartLimits } from '../usecases/parts/notes.ts';
import { type PartsStep, partsStep, type StepResult } from '../usecases/parts/step.ts';
import type { IngestReply, IngestTask, IngestWorkerData, StepTask } from './ingestWorker.ts';
import type { LocalLake } from './localLake.ts';

type OnBytes = (read: number) => void;

export interface IngestPool {
  /** Loads one object: a large one in parts, on every worker that is free. */
  ingest(task: IngestTask, onBytes?: OnBytes): Promise<LoadOutcome>;
  /** How many objects, or parts of one, are loaded at once. */
  readonly size: number;
  close(): Promise<void>;
}

/** How many threads are of use for these objects: no more than there are, unless one is large, which is work for all. */
export const usefulThreads = (
  most: number,
  objects: readonly { readonly size: number }[],
  { splitSize }: PartLimits,
): number => (objects.some(({ size }) => size > splitSize) ? most : Math.min(most, objects.length));

const threadDied: LoadOutcome = { state: 'failed', code: 'internal_error', detail: 'the worker thread died' };

/**
 * A living thread says so every few seconds. Libraries that read foreign formats can be made to loop: one that has been
 * silent for so long is ended, and its load has failed.
 */
const longestSilenceMs = 120_000;

/** One worker: a thread that does one task after another. A thread that dies fails its task, and the next one gets a new thread. */
const worker = (data: IngestWorkerData, silenceMs: number) => {
  let thread: Worker | undefined;
  const living = (): Worker => {
    if (thread) return thread;
    const started = new Worker(new URL('./ingestWorker.ts', import.meta.url), { workerData: data });
    // An 'error' nobody listens to would end the process; the 'exit' that follows is what the task waits for.
    started.on('error', () => {});
    started.on('exit', () => {
      if (thread === started) thread = undefined;
    });
    thread = started;
    return started;
  };
  return {
    /** Undefined when the thread died. */
    run: (task: IngestTask | StepTask, onBytes?: OnBytes): Promise<LoadOutcome | StepResult | undefined> =>
      new Promise(resolve => {
        const current = living();
        const watch = setTimeout(() => void current.terminate(), silenceMs);
        const finish = (ended: LoadOutcome | StepResult | undefined): void => {
          clearTimeout(watch);
          current.off('message', answered).off('exit', died);
          resolve(ended);
        };
        const answered = (reply: IngestReply): void => {
          watch.refresh();
          if ('ended' in reply) finish(reply.ended);
          else onBytes?.(reply.bytes);
        };
        const died = (): void => finish(undefined);
        current.on('message', answered).on('exit', died);
        current.postMessage(task);
      }),
    close: async (): Promise<void> => {
      await thread?.terminate();
    },
  };
};

/** A thread that died could not say so itself. */
const recordDeath = async (lake: LocalLake, { object }: IngestTask): Promise<void> => {
  const loadId = loadIdOf(object.uri, object.version);
  const record = await lake.ledger.get(loadId);
  if (record?.state === 'started') await lake.ledger.fail(loadId, record.revision, 'internal_error', lake.now());
};

/** Whether the object is read by a library that a damaged file can make loop, or take all memory. */
const mayLoop = async ({ store }: LocalLake, object: ObjectVersion): Promise<boolean> => {
  const magic = await store.readRange(object, 0, 4).catch(() => new Uint8Array());
  return Buffer.from(magic).toString('latin1') === 'PAR1';
};

/**
 * Worker threads for loading; with a size of one, the calling thread does the work itself, Parquet left aside.
 * @throws ClassifierUnavailable when the workspace has a second stage that cannot work: better now than in every load
 */
export const ingestPool = async (
  lake: LocalLake,
  workspace: string,
  limits: PartLimits,
  size: number,
  silenceMs = longestSilenceMs,
): Promise<IngestPool> => {
  await lake.classifier?.ready();
  const data = { root: lake.root, workspace, limits, secondStage: lake.secondStage };
  const isLarge = ({ object }: IngestTask): boolean => object.size > limits.splitSize;
  /** On threads: `run` gives undefined when one died. */
  const onThreads = async (
    run: (task: IngestTask | StepTask, onBytes?: OnBytes) => Promise<LoadOutcome | StepResult | undefined>,
    task: IngestTask,
    onBytes?: OnBytes,
  ): Promise<LoadOutcome> => {
    const { contract, object, again } = task;
    const step = async (made: PartsStep): Promise<StepResult> =>
      ((await run({ contract, object, step: made }, onBytes)) as StepResult | undefined) ?? { outcome: threadDied };
    const outcome = isLarge(task)
      ? await ingestInParts(step, { again })
      : (((await run(task, onBytes)) as LoadOutcome | undefined) ?? threadDied);
    if (outcome === threadDied) await recordDeath(lake, task);
    return outcome;
  };
  /** One after the other: many at once would each hold a row group, and be no faster in one thread. */
  const turns = () => {
    let before: Promise<unknown> = Promise.resolve();
    return <T>(make: () => Promise<T>): Promise<T> => {
      const made = before.then(make);
      before = made.catch(() => {});
      return made;
    };
  };
  if (size <= 1) {
    const inTurn = turns();
    const aside = worker(data, silenceMs);
    const asideInTurn: typeof aside.run = (task, onBytes) => inTurn(() => aside.run(task, onBytes));
    return {
      size: 1,
      ingest: async (task, onBytes) => {
        if (await mayLoop(lake, task.object)) return onThreads(asideInTurn, task, onBytes);
        const { contract, object, again } = task;
        const told = onBytes ? { onBytes } : {};
        return isLarge(task)
          ? ingestInParts(step => inTurn(() => partsStep(lake, limits, contract, object, step, told)), { again })
          : ingestObject(lake, limits, contract, object, { again, ...told });
      },
      close: aside.close,
    };
  }
  await lake.classifier?.close();
  const workers = Array.from({ length: size }, () => worker(data, silenceMs));
  const idle = [...workers];
  const waiting: ((free: (typeof workers)[number]) => void)[] = [];
  const run = async (task: IngestTask | StepTask, onBytes?: OnBytes) => {
    const free = idle.pop() ?? (await new Promise<(typeof workers)[number]>(resolve => waiting.push(resolve)));
    const ended = await free.run(task, onBytes);
    const next = waiting.shift();
    if (next) next(free);
    else idle.push(free);
    return ended;
  };
  return {
    size,
    ingest: (task, onBytes) => onThreads(run, task, onBytes),
    close: async () => {
      await Promise.all(workers.map(w => w.close()));
    },
  };
};
