import { setTimeout as pause } from 'node:timers/promises';
import { compactSilver } from '../adapters/local/compactSilver.ts';
import { duckdbEngine } from '../adapters/local/duckdb.ts';
import { duckdbBronze } from '../adapters/local/duckdbBronze.ts';
import { silverCatalogs } from '../adapters/local/silver.ts';
import type { Workspace } from '../config/load.ts';
import { duckdbDialect } from '../core/silver/dialect.ts';
import type { RotationPorts } from '../usecases/rotate/rotateKey.ts';
import { holdLake, type LocalLake } from './localLake.ts';

/** What changing the files of loads needs on one machine: until `work` is done no load is under way, and silver is locked. */
export const withLakeAlone = <T>(
  lake: LocalLake,
  workspace: Workspace,
  work: (ports: RotationPorts) => Promise<T>,
): Promise<T> =>
  holdLake(lake, 'exclusive', async () => {
    const catalogs = silverCatalogs(workspace.tables);
    const engine = duckdbEngine({ lake: lake.root, silverCatalogs: catalogs });
    try {
      await lake.sweep();
      await engine.execute('SELECT 1');
      return await work({
        ...lake,
        engine,
        dialect: duckdbDialect,
        bronze: duckdbBronze(engine, lake.root),
        silverAtRest: async () => {},
        forgetSilver: () => compactSilver(engine, lake.root, catalogs),
        pause: async ms => {
          await pause(ms);
        },
      });
    } finally {
      await engine.close();
    }
  });
