import type { Context } from 'aws-lambda';
import { loadIdOf } from '../lib/core/loadId.ts';
import { placeOf } from '../lib/usecases/arrivals.ts';
import { type PartsStep, partsStep } from '../lib/usecases/parts/step.ts';
import { abandonParts } from '../lib/usecases/strays.ts';
import { ingestPorts, workspace } from './environment.ts';
import { guarded } from './guarded.ts';
import { load, logOutcome } from './load.ts';

interface Batch {
  /** As the state machine's map lists the raw bucket. */
  readonly Items: readonly { readonly Key: string; readonly LastModified: number | string }[];
  readonly BatchInput: { readonly bucket: string; readonly again: boolean };
}

type Step = PartsStep & { readonly object: { readonly key: string; readonly uri: string; readonly version: string } };

const ports = ingestPorts();

class LoadsFailed extends Error {
  override readonly name = 'LoadsFailed';
}

/** Seconds since 1970, as the map writes them, or a text. */
const moment = (time: number | string): Date => new Date(typeof time === 'number' ? time * 1000 : time);

/** Loads one batch of the full load. Objects that are loaded already are skipped, so a batch may be tried again. */
const loadBatch = async ({ Items, BatchInput }: Batch, context: Context) => {
  let failed = 0;
  for (const { Key, LastModified } of Items) {
    const event = { key: `raw/${Key}`, uri: `s3://${BatchInput.bucket}/${Key}`, at: moment(LastModified) };
    if (await load(ports, event, context, BatchInput.again)) failed++;
  }
  if (failed > 0) throw new LoadsFailed();
  return { objects: Items.length };
};

/** Makes one step of the load of a large object. */
const makeStep = async ({ object: { key, uri, version }, ...step }: Step, context: Context) => {
  const place = placeOf(key);
  const object = await ports.store.head(key, version);
  const contract = workspace.tables.find(({ source, table }) => source === place.source && table === place.table);
  // Both were there when the object was handed over.
  if (!object) await abandonParts(ports, loadIdOf(uri, version));
  if (!object || !contract) throw new LoadsFailed();
  const { outcome, ...result } = await partsStep(ports, workspace.limits, contract, object, step, {
    timeLeft: () => context.getRemainingTimeInMillis(),
  });
  if (outcome) logOutcome(place, loadIdOf(uri, version), outcome);
  if (outcome?.state === 'failed') throw new LoadsFailed();
  return { ended: outcome !== undefined, recut: false, ...result };
};

export const handler = guarded(async (event: Batch | Step, context) =>
  'Items' in event ? loadBatch(event, context) : makeStep(event, context),
);
