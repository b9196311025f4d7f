import { parentPort, workerData } from 'node:worker_threads';
import type { TableContract } from '../config/tableContract.ts';
import type { SecondStageModel } from '../config/workspace.ts';
import type { ObjectVersion } from '../ports/objectStore.ts';
import { ingestObject, type LoadOutcome } from '../usecases/ingestObject.ts';
import type { PartLimits } from '../usecases/parts/notes.ts';
import { type PartsStep, partsStep, type StepResult } from '../usecases/parts/step.ts';
import { openLocalLake } from './localLake.ts';

/** What the pool sends: one object to load. */
export interface IngestTask {
  readonly contract: TableContract;
  readonly object: ObjectVersion;
  readonly again: boolean;
}

/** Or one step of the load of an object that is taken in parts. */
export interface StepTask {
  readonly contract: TableContract;
  readonly object: ObjectVersion;
  readonly step: PartsStep;
}

/** What a worker answers: bytes read since the last message, and at the end how it went. */
export type IngestReply = { readonly bytes: number } | { readonly ended: LoadOutcome | StepResult };

export interface IngestWorkerData {
  readonly root: string;
  readonly workspace: string;
  readonly limits: PartLimits;
  readonly secondStage: SecondStageModel | undefined;
}

/** Progress is told at most this often: a message for each chunk would cost more than the chunk. */
const tellEveryBytes = 4 << 20;
/** … and at least this often, as a sign of life. */
const tellEveryMs = 5000;

const port = parentPort;
if (port) {
  const { root, workspace, limits, secondStage } = workerData as IngestWorkerData;
  const lake = openLocalLake(root, workspace, secondStage);
  port.on('message', async (task: IngestTask | StepTask) => {
    const { contract, object } = task;
    let untold = 0;
    const tell = (): void => {
      port.postMessage({ bytes: untold } satisfies IngestReply);
      untold = 0;
    };
    const onBytes = (read: number): void => {
      untold += read;
      if (untold >= tellEveryBytes) tell();
    };
    const alive = setInterval(tell, tellEveryMs);
    const ended =
      'step' in task
        ? await partsStep(lake, limits, contract, object, task.step, { onBytes })
        : await ingestObject(lake, limits, contract, object, { again: task.again, onBytes });
    clearInterval(alive);
    port.postMessage({ ended } satisfies IngestReply);
  });
}
