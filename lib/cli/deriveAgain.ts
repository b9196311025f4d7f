import { availableParallelism } from 'node:os';
import type { Workspace } from '../config/load.ts';
import type { LoadCounts } from '../ports/loadLedger.ts';
import { checkFreshness } from '../usecases/checkFreshness.ts';
import { findReplayable, type Replayable, type WhichLoads } from '../usecases/replay.ts';
import { exit } from './exit.ts';
import { ingestPool, usefulThreads } from './ingestPool.ts';
import { holdLake, openExistingLake } from './localLake.ts';
import { progress } from './progress.ts';
import { buildSilverHere } from './silver.ts';
import { grouped } from './text.ts';

/** What became of one load. */
export interface DerivedLine {
  readonly source: string;
  readonly table: string;
  readonly key: string;
  readonly bronze_before: number;
  readonly quarantined_before: number;
  /** Null when the load was not derived: in a dry run, or because of `error`. */
  readonly bronze_after: number | null;
  readonly quarantined_after: number | null;
  readonly error: string | null;
}

const lineOf = ({ load }: Replayable, after: LoadCounts | undefined, error: string | null): DerivedLine => ({
  source: load.source,
  table: load.table,
  key: load.key,
  bronze_before: load.counts?.rowsBronze ?? 0,
  quarantined_before: load.counts?.rowsQuarantined ?? 0,
  bronze_after: after?.rowsBronze ?? null,
  quarantined_after: after?.rowsQuarantined ?? null,
  error,
});

const sentence = (line: DerivedLine): string => {
  const before = `${grouped(line.bronze_before)} in bronze, ${grouped(line.quarantined_before)} in quarantine`;
  const after =
    line.error ??
    (line.bronze_after === null
      ? 'would be derived again'
      : `now ${grouped(line.bronze_after)} and ${grouped(line.quarantined_after ?? 0)}`);
  return `${line.key}: ${before}, ${after}`;
};

/**
 * Derives loads anew from raw under the contracts as they are now, then silver from them: bronze file by bronze file, and
 * each silver table in one MERGE. Killed anywhere, the same call goes on: what has the new contract's version is left alone.
 */
export const deriveAgain = async (
  workspace: Workspace,
  flags: { readonly lake: string; readonly workers?: number; readonly dryRun?: boolean; readonly json?: boolean },
  which: WhichLoads & { readonly tables: Workspace['tables'] },
): Promise<void> => {
  const lake = openExistingLake(flags.lake, workspace.name, workspace.secondStage);
  try {
    await holdLake(lake, 'shared', async () => {
      const found = await findReplayable(lake, which.tables, which);
      const objects = found.flatMap(({ object }) => object ?? []);
      const workers = flags.dryRun
        ? 1
        : usefulThreads(flags.workers ?? availableParallelism(), objects, workspace.limits);
      const pool = await ingestPool(lake, workspace.name, workspace.limits, workers);
      const lines: DerivedLine[] = new Array(found.length);
      const bar = progress(
        'deriving',
        found.reduce((sum, { object }) => sum + (object?.size ?? 0), 0),
      );
      const queue = found.entries();
      const next = async (): Promise<void> => {
        for (const [i, one] of queue) {
          const { contract, object } = one;
          if (!object || flags.dryRun) {
            lines[i] = lineOf(one, undefined, object ? null : 'object_missing');
            continue;
          }
          const outcome = await pool.ingest({ contract, object, again: true }, read => bar.advance(read));
          const failed = outcome.state === 'failed';
          lines[i] = lineOf(one, failed ? undefined : outcome.record.counts, failed ? outcome.code : null);
        }
      };
      try {
        await Promise.all(Array.from({ length: pool.size }, next));
      } finally {
        bar.done();
        await pool.close();
      }
      const silver = flags.dryRun ? [] : await buildSilverHere(lake, workspace);
      if (!flags.dryRun) await checkFreshness(lake, workspace.name, workspace.tables);
      const left = lines.some(line => line.error !== null || (which.quarantined && (line.quarantined_after ?? 0) > 0));
      const ok = !left && silver.every(s => s.failed.length === 0);
      if (flags.json) process.stdout.write(`${JSON.stringify({ ok, loads: lines, silver }, null, 2)}\n`);
      else process.stdout.write(`${lines.map(sentence).join('\n') || 'there is nothing to derive again'}\n`);
      process.exitCode = ok || flags.dryRun ? exit.ok : exit.dataFailure;
    });
  } finally {
    lake.close();
  }
};
