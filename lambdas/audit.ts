import { scrubLocales } from '../lib/core/scrub/locales.ts';
import { scrubber } from '../lib/core/scrub/scrubber.ts';
import { audit } from '../lib/usecases/audit.ts';
import { logger, silverDeps, workspace } from './environment.ts';
import { guarded } from './guarded.ts';

const deps = silverDeps();
const scrub = scrubber(scrubLocales);

/** Rows of each table and layer: pages of a query's results, a second each. */
const rows = 1000;

/** Reads a sample of bronze and silver again, other rows each day. */
export const handler = guarded(async () => {
  const seed = deps.now().toISOString().slice(0, 10);
  const { tables, leaks } = await audit({ ...deps, scrub }, workspace.name, workspace.tables, { rows, seed });
  for (const { layer, source, table, column, label, findings, load, row } of leaks) {
    logger.warn('something identifies a person', { layer, source, table, column, label, findings, load_id: load, row });
  }
  logger.info('audited', {
    tables: tables.length,
    rows: tables.reduce((sum, t) => sum + t.rows, 0),
    leaks: leaks.length,
  });
});
