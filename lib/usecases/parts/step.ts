import type { TableContract } from '../../config/tableContract.ts';
import type { ObjectVersion } from '../../ports/objectStore.ts';
import { failLoad, identityOf, type LoadOutcome } from '../ingestObject.ts';
import { abandonParts, removeStrays } from '../strays.ts';
import type { IngestPorts } from '../writeRows.ts';
import { cutObject, scanStretch, stretchesToScan } from './cut.ts';
import { finishParts } from './finish.ts';
import { loadRange } from './loadRange.ts';
import type { PartLimits } from './notes.ts';
import { type PartsLoad, partsLoad, type StepOptions } from './partsLoad.ts';
import { layOut, surveyRange } from './survey.ts';

/** A step of a load in parts. Each may be made again, by anybody; what one finds out, the next reads in the ledger's notes. */
export type PartsStep =
  | { readonly step: 'begin'; readonly again: boolean }
  | { readonly step: 'cut' | 'layOut' | 'finish' | 'abandon' }
  | { readonly step: 'scan' | 'survey' | 'load'; readonly range: number };

/** What a step says of the ones after it; JSON. */
export interface StepResult {
  /** How the load ended: nothing is to be done any more. */
  readonly outcome?: LoadOutcome;
  /** What the next step is to be made for, one by one. */
  readonly ranges?: readonly number[];
  /** False where the time was over: the same step goes on where it was. */
  readonly done?: boolean;
  /** The object must be cut anew. */
  readonly recut?: boolean;
}

const begin = async (load: PartsLoad, again: boolean): Promise<StepResult> => {
  const { ports, contract, object } = load;
  const record = await ports.ledger.start(identityOf(contract, object, ports.now()), contract.version, ports.now(), {
    again,
  });
  if (record.state === 'committed') {
    // A process may have died between its commit and this.
    await removeStrays(ports, record);
    return { outcome: { state: 'skipped', record } };
  }
  return { ranges: await stretchesToScan(load) };
};

/** A load that goes on for hours would look like one that hangs, if nobody said so. */
const stillAtIt = async ({ ports, contract, object, record }: PartsLoad): Promise<void> => {
  if ((await record()).state !== 'started') return;
  await ports.ledger.start(identityOf(contract, object, ports.now()), contract.version, ports.now());
};

const make = async (load: PartsLoad, step: PartsStep): Promise<StepResult> => {
  switch (step.step) {
    case 'begin':
      return begin(load, step.again);
    case 'scan':
      await scanStretch(load, step.range);
      return { done: true };
    case 'cut':
      return { ranges: await cutObject(load) };
    case 'survey':
      await stillAtIt(load);
      return { done: await surveyRange(load, step.range) };
    case 'layOut': {
      const ranges = await layOut(load);
      return ranges ? { ranges } : { recut: true };
    }
    case 'load':
      await stillAtIt(load);
      return { done: await loadRange(load, step.range) };
    case 'abandon':
      await abandonParts(load.ports, load.loadId);
      return { done: true };
    case 'finish': {
      const finished = await finishParts(load);
      return 'outcome' in finished ? finished : { ranges: finished.again };
    }
  }
};

/** Makes one step. A failure is recorded, and is the outcome: whoever calls may make the step again. */
export const partsStep = async (
  ports: IngestPorts,
  limits: PartLimits,
  contract: TableContract,
  object: ObjectVersion,
  step: PartsStep,
  options?: StepOptions,
): Promise<StepResult> => {
  const load = partsLoad(ports, limits, contract, object, options);
  try {
    return await make(load, step);
  } catch (error) {
    const record = await ports.ledger.get(load.loadId);
    // Before there is a record nothing can be recorded of it.
    if (!record) throw error;
    return { outcome: await failLoad(ports, contract, record, error) };
  }
};
