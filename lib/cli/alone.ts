import { setTimeout as pause } from 'node:timers/promises';
import { compactSilver } from '../adapters/local/compactSilver.ts';
import { duckdbEngine } from '../adapters/local/duckdb.ts';
import { duckdbBronze } from '../adapters/local/duckdbBronze.ts';
import { silverCatalogs } from '../adapters/local/silver.ts';
import type { Workspace } from '../config/load.ts';
import { duckdbDialect } from '../core/silver/dialect.ts';
import type { RotationPorts } from '../usecases/rotate/rotateKey.ts';
import { holdLake, type LocalLake } from './localLake.ts';

/** Silver on one machine, for those who change what it holds. Nobody else has it until `work` is done. */
export const withSilverLocked = async <T>(
  { root }: Pick<LocalLake, 'root'>,
  workspace: Workspace,
  work: (silver: Pick<RotationPorts, 'engine' | 'dialect' | 'bronze' | 'silverAtRest' | 'forgetSilver'>) => Promise<T>,
): Promise<T> => {
  const catalogs = silverCatalogs(workspace.tables);
  const engine = duckdbEngine({ lake: root, silverCatalogs: catalogs });
  try {
    await engine.execute('SELECT 1');
    return await work({
      engine,
      dialect: duckdbDialect,
      bronze: duckdbBronze(engine, root),
      // The lock keeps others from merging.
      silverAtRest: async () => {},
      forgetSilver: () => compactSilver(engine, root, catalogs),
    });
  } finally {
    await engine.close();
  }
};

/** What changing the files of loads needs on one machine: until `work` is done no load is under way, and silver is locked. */
export const withLakeAlone = <T>(
  lake: LocalLake,
  workspace: Workspace,
  work: (ports: RotationPorts) => Promise<T>,
): Promise<T> =>
  holdLake(lake, 'exclusive', async () => {
    await lake.sweep();
    return withSilverLocked(lake, workspace, silver =>
      work({
        ...lake,
        ...silver,
        pause: async ms => {
          await pause(ms);
        },
      }),
    );
  });
