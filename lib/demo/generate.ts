import type { DemoFile } from './demoFile.ts';
import { otherFiles } from './otherSources.ts';
import { plantedInMessages, platformDbFiles } from './platformDb.ts';
import { type Planted, world } from './world.ts';

export interface DemoOptions {
  readonly seed: number;
  readonly messages: number;
  /** The present of the demo; everything happened in the days before. */
  readonly now: Date;
}

/** The raw files of the demo, for every table of workspace ctl-dev. The same options give the same bytes. */
export const demoFiles = function* ({ seed, messages, now }: DemoOptions): Iterable<DemoFile> {
  const all = world(seed, messages, now);
  yield* platformDbFiles(all);
  yield* otherFiles(all);
};

/** The identifiers that the messages of the demo hold: none may be found outside raw. */
export const plantedIdentifiers = ({ seed, messages, now }: DemoOptions): Iterable<Planted> =>
  plantedInMessages(world(seed, messages, now));
