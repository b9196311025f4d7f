import { Worker } from 'node:worker_threads';
import type { IngestLimits } from '../config/tableContract.ts';
import { loadIdOf } from '../core/loadId.ts';
import type { ObjectVersion } from '../ports/objectStore.ts';
import { ingestObject, type LoadOutcome } from '../usecases/ingestObject.ts';
import type { IngestReply, IngestTask, IngestWorkerData } from './ingestWorker.ts';
import type { LocalLake } from './localLake.ts';

type OnBytes = (read: number) => void;

export interface IngestPool {
  /** Loads one object on whichever worker is free. */
  ingest(task: IngestTask, onBytes?: OnBytes): Promise<LoadOutcome>;
  /** How many objects are loaded at once. */
  readonly size: number;
  close(): Promise<void>;
}

/**
 * A living thread says so every few seconds. Libraries that read foreign formats can be made to loop: one that has been
 * silent for so long is ended, and its load has failed.
 */
const longestSilenceMs = 120_000;

/** One worker: a thread that loads one object after another. A thread that dies fails its load, and the next one gets a new thread. */
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
    run: (task: IngestTask, onBytes?: OnBytes): Promise<LoadOutcome> =>
      new Promise(resolve => {
        const current = living();
        const watch = setTimeout(() => void current.terminate(), silenceMs);
        const finish = (outcome: LoadOutcome): void => {
          clearTimeout(watch);
          current.off('message', answered).off('exit', died);
          resolve(outcome);
        };
        const answered = (reply: IngestReply): void => {
          watch.refresh();
          if ('outcome' in reply) finish(reply.outcome);
          else onBytes?.(reply.bytes);
        };
        const died = (): void => finish({ state: 'failed', code: 'internal_error', detail: 'the worker thread died' });
        current.on('message', answered).on('exit', died);
        current.postMessage(task);
      }),
    close: async (): Promise<void> => {
      await thread?.terminate();
    },
  };
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
  limits: IngestLimits,
  size: number,
  silenceMs = longestSilenceMs,
): Promise<IngestPool> => {
  await lake.classifier?.ready();
  const data = { root: lake.root, workspace, limits, secondStage: lake.secondStage };
  /** A thread that died could not say so itself. */
  const recorded = async (outcome: LoadOutcome, { object }: IngestTask): Promise<LoadOutcome> => {
    if (outcome.state === 'failed' && outcome.code === 'internal_error') {
      const loadId = loadIdOf(object.uri, object.version);
      const record = await lake.ledger.get(loadId);
      if (record?.state === 'started') await lake.ledger.fail(loadId, record.revision, 'internal_error', lake.now());
    }
    return outcome;
  };
  if (size <= 1) {
    const aside = worker(data, silenceMs);
    return {
      size: 1,
      ingest: async (task, onBytes) => {
        if (await mayLoop(lake, task.object)) return recorded(await aside.run(task, onBytes), task);
        const { contract, object, again } = task;
        return ingestObject(lake, limits, contract, object, { again, ...(onBytes ? { onBytes } : {}) });
      },
      close: aside.close,
    };
  }
  await lake.classifier?.close();
  const workers = Array.from({ length: size }, () => worker(data, silenceMs));
  const idle = [...workers];
  const waiting: ((free: (typeof workers)[number]) => void)[] = [];
  return {
    size,
    ingest: async (task, onBytes) => {
      const free = idle.pop() ?? (await new Promise<(typeof workers)[number]>(resolve => waiting.push(resolve)));
      const outcome = await recorded(await free.run(task, onBytes), task);
      const next = waiting.shift();
      if (next) next(free);
      else idle.push(free);
      return outcome;
    },
    close: async () => {
      await Promise.all(workers.map(w => w.close()));
    },
  };
};
