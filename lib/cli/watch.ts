import { mkdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { SilverBusy } from '../adapters/local/duckdb.ts';
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
  // Where the system has no watches left, looking again has to do.
  watcher.on('error', () => {});
  signal.addEventListener('abort', () => wake());
  try {
    let checkedAt = 0;
    /** What a round has tried: an object that fails is tried again with the next check, not every few seconds. */
    let tried: ReadonlySet<string> = new Set();
    while (!signal.aborted) {
      const { arrivals, unsettled } = await findArrivals(lake, workspace.tables, lake.now());
      const ids = arrivals.map(({ object }) => `${object.uri} ${object.version}`);
      const arrived = unsettled > 0 || ids.some(id => !tried.has(id));
      tried = new Set(ids);
      if (arrived || Date.now() - checkedAt > checkEveryMs) {
        const report = await runOnce(lake, workspace, options).catch((error: unknown) => {
          // Somebody else writes silver just now: what was loaded is merged by the next round.
          if (!(error instanceof SilverBusy)) throw error;
          process.stderr.write(`${error.message}\n`);
          return undefined;
        });
        if (report && (arrived || checkedAt === 0)) onReport(report);
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
