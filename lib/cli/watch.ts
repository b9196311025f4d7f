import { mkdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../config/load.ts';
import { findArrivals } from '../usecases/arrivals.ts';
import type { LocalLake } from './localLake.ts';
import { type RunOptions, runOnce } from './runOnce.ts';
import type { RunReport } from './runReport.ts';

/** Even without an event the lake is looked at this often: events get lost on network folders. */
const lookEveryMs = 5000;
/** How often freshness is checked while nothing arrives. */
const checkEveryMs = 60_000;

/** Runs again whenever files arrive, until the signal. A run that has begun is finished first. */
export const runAndWatch = async (
  lake: LocalLake,
  workspace: Workspace,
  options: RunOptions,
  signal: AbortSignal,
  onReport: (report: RunReport) => void,
): Promise<void> => {
  const raw = join(lake.root, 'raw');
  mkdirSync(raw, { recursive: true });
  let wake = (): void => {};
  const watcher = watch(raw, { recursive: true }, () => wake());
  signal.addEventListener('abort', () => wake());
  try {
    let checkedAt = 0;
    while (!signal.aborted) {
      const { arrivals, unsettled } = await findArrivals(lake, workspace.tables, lake.now());
      const arrived = arrivals.length + unsettled > 0;
      if (arrived || Date.now() - checkedAt > checkEveryMs) {
        const report = await runOnce(lake, workspace, options);
        if (arrived || checkedAt === 0) onReport(report);
        checkedAt = Date.now();
      }
      if (signal.aborted) break;
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, lookEveryMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  } finally {
    watcher.close();
  }
};
