import { ingestPorts } from './environment.ts';
import { guarded } from './guarded.ts';
import { load } from './load.ts';

interface Batch {
  /** As the state machine's map lists the raw bucket. */
  readonly Items: readonly { readonly Key: string; readonly LastModified: number | string }[];
  readonly BatchInput: { readonly bucket: string; readonly again: boolean };
}

const ports = ingestPorts();

class LoadsFailed extends Error {
  override readonly name = 'LoadsFailed';
}

/** Seconds since 1970, as the map writes them, or a text. */
const moment = (time: number | string): Date => new Date(typeof time === 'number' ? time * 1000 : time);

/** Loads one batch of the full load. Objects that are loaded already are skipped, so a batch may be tried again. */
export const handler = guarded(async ({ Items, BatchInput }: Batch) => {
  let failed = 0;
  for (const { Key, LastModified } of Items) {
    const event = { key: `raw/${Key}`, uri: `s3://${BatchInput.bucket}/${Key}`, at: moment(LastModified) };
    if (await load(ports, event, BatchInput.again)) failed++;
  }
  if (failed > 0) throw new LoadsFailed();
  return { objects: Items.length };
});
