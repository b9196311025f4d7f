import { parentPort, workerData } from 'node:worker_threads';
import type { IngestLimits, TableContract } from '../config/tableContract.ts';
import type { SecondStageModel } from '../config/workspace.ts';
import type { ObjectVersion } from '../ports/objectStore.ts';
import { ingestObject, type LoadOutcome } from '../usecases/ingestObject.ts';
import { openLocalLake } from './localLake.ts';

/** What the pool sends: one object to load. */
export interface IngestTask {
  readonly contract: TableContract;
  readonly object: ObjectVersion;
  readonly again: boolean;
}

/** What a worker answers: bytes read since the last message, and at the end the outcome. */
export type IngestReply = { readonly bytes: number } | { readonly outcome: LoadOutcome };

export interface IngestWorkerData {
  readonly root: string;
  readonly workspace: string;
  readonly limits: IngestLimits;
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
  port.on('message', async ({ contract, object, again }: IngestTask) => {
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
    const outcome = await ingestObject(lake, limits, contract, object, { again, onBytes });
    clearInterval(alive);
    port.postMessage({ outcome } satisfies IngestReply);
  });
}
