import { compactSilver } from '../adapters/local/compactSilver.ts';
import { duckdbEngine } from '../adapters/local/duckdb.ts';
import { silverCatalogs } from '../adapters/local/silver.ts';
import type { Workspace } from '../config/load.ts';
import { duckdbDialect } from '../core/silver/dialect.ts';
import type { ErasurePorts } from '../usecases/settleErasures.ts';
import type { LocalLake } from './localLake.ts';

/** What erasing needs on one machine. Silver is locked from here on until `work` is done. */
export const withErasure = async <T>(
  lake: LocalLake,
  workspace: Workspace,
  work: (ports: ErasurePorts & Pick<LocalLake, 'ledger'>) => Promise<T>,
  onFile?: (key: string) => void,
): Promise<T> => {
  const catalogs = silverCatalogs(workspace.tables);
  const engine = duckdbEngine({ lake: lake.root, silverCatalogs: catalogs });
  try {
    await engine.execute('SELECT 1');
    return await work({
      store: lake.store,
      keys: lake.keys,
      subjects: lake.subjects,
      ledger: lake.ledger,
      engine,
      dialect: duckdbDialect,
      forgetSilver: () => compactSilver(engine, lake.root, catalogs),
      now: lake.now,
      ...(onFile ? { onFile } : {}),
    });
  } finally {
    await engine.close();
  }
};
