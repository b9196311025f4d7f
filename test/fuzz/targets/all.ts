import type { Target } from '../target.ts';
import { cells } from './cells.ts';
import { config } from './config.ts';
import { keys } from './keys.ts';
import { lakes } from './lake.ts';
import { parquet } from './parquet.ts';
import { readers } from './readers.ts';
import { scrubbing } from './scrub.ts';

export const targets: readonly Target[] = [
  ...readers,
  ...parquet,
  ...cells,
  ...keys,
  ...config,
  ...scrubbing,
  ...lakes,
];
