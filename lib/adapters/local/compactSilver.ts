import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { literal, quoted } from '../../core/silver/dialect.ts';
import { type duckdbEngine, silverFile } from './duckdb.ts';

/**
 * Writes silver's databases anew: DuckDB leaves what an UPDATE replaced in free blocks of the file. The engine is closed
 * when this resolves, and opens the new files when it is used again.
 */
export const compactSilver = async (
  engine: ReturnType<typeof duckdbEngine>,
  lake: string,
  catalogs: Iterable<string>,
): Promise<void> => {
  const folder = join(resolve(lake), 'tmp');
  await mkdir(folder, { recursive: true });
  for (const catalog of catalogs) {
    const file = silverFile(resolve(lake), catalog);
    if (!existsSync(file)) continue;
    const fresh = join(folder, `${process.pid}-${randomUUID()}.duckdb`);
    try {
      await engine.execute(`CHECKPOINT ${quoted(catalog)}`);
      await engine.execute(`ATTACH ${literal(fresh)} AS _compact`);
      await engine.execute(`COPY FROM DATABASE ${quoted(catalog)} TO _compact`);
      await engine.execute('DETACH _compact');
      // While the old file is still held, so that nobody writes into it in between.
      await rename(fresh, file);
    } finally {
      await rm(fresh, { force: true });
    }
  }
  await engine.close();
};
