import type { TableContract } from '../../config/tableContract.ts';
import { loadIdOf } from '../../core/loadId.ts';
import { divisibleText } from '../../formats/divisibleText.ts';
import type { RawInput } from '../../formats/read.ts';
import type { LoadRecord } from '../../ports/loadLedger.ts';
import type { ObjectVersion } from '../../ports/objectStore.ts';
import { OutOfTime } from '../loadErrors.ts';
import { type Reading, rawInput } from '../rawInput.ts';
import type { IngestPorts } from '../writeRows.ts';
import { type PartLimits, type PlanNotes, partRowsOf, planNotes, planOf } from './notes.ts';

/** How a step is watched, and how long it may take. */
export interface StepOptions {
  readonly onBytes?: (read: number) => void;
  /** Milliseconds that are left to this process; for ever where it is not given. */
  readonly timeLeft?: () => number;
}

/** So long before its end a process stops reading, to leave things in order. */
const reserveMs = 15_000;

/** One object that is loaded in parts, as every step of it sees it. */
export interface PartsLoad {
  readonly ports: IngestPorts;
  readonly limits: PartLimits;
  readonly contract: TableContract;
  readonly object: ObjectVersion;
  readonly loadId: string;
  readonly plan: string;
  readonly partRows: number;
  readonly notes: PlanNotes;
  readonly input: RawInput;
  readonly reading: Reading;
  readonly record: () => Promise<LoadRecord>;
  readonly timeLeft: () => number;
}

export const partsLoad = (
  ports: IngestPorts,
  limits: PartLimits,
  contract: TableContract,
  object: ObjectVersion,
  { onBytes, timeLeft = () => Number.POSITIVE_INFINITY }: StepOptions = {},
): PartsLoad => {
  const loadId = loadIdOf(object.uri, object.version);
  const plan = planOf(contract, limits);
  const reading: Reading = {
    ...(onBytes ? { onBytes } : {}),
    mayGoOn: () => {
      if (timeLeft() < reserveMs) throw new OutOfTime();
    },
  };
  return {
    ports,
    limits,
    contract,
    object,
    loadId,
    plan,
    partRows: partRowsOf(contract, limits),
    notes: planNotes(ports.ledger, loadId, plan),
    input: rawInput(ports.store, object, contract.format, reading),
    reading,
    record: async () => (await ports.ledger.get(loadId))!,
    timeLeft,
  };
};

/** A note that must be there by now is not: steps were called in another order, or somebody else has finished the load. */
export class NoteMissing extends Error {
  constructor(name: string) {
    super(`the load has no note of its ${name}`);
  }
}

/** How the ranges of the object are read; undefined where it is read from its beginning. */
export const textOf = async ({ input, limits, notes }: PartsLoad) =>
  (await notes.isWhole()) ? undefined : divisibleText(input, limits);
