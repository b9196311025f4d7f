import type { TableContract } from '../config/tableContract.ts';
import { auditedColumns } from '../core/auditedColumns.ts';
import type { Scrubber } from '../core/scrub/finding.ts';
import { type Dialect, quoted, storedType } from '../core/silver/dialect.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { QueryEngine } from '../ports/queryEngine.ts';

/** Something that should not stand where it does. Tells where to look, never what is there. */
export interface Leak {
  readonly layer: 'bronze' | 'silver';
  readonly source: string;
  readonly table: string;
  readonly column: string;
  readonly label: string;
  readonly findings: number;
  /** The first row that has it: the load that brought it, and its number in the raw object. */
  readonly load: string;
  readonly row: number;
}

/** What was read of one table in one layer. */
export interface Audited {
  readonly layer: 'bronze' | 'silver';
  readonly source: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: number;
}

export interface Audit {
  readonly tables: readonly Audited[];
  readonly leaks: readonly Leak[];
}

export interface AuditDeps {
  readonly engine: QueryEngine;
  readonly dialect: Dialect;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** Everything on: what another locale would have found should not stand there either. */
  readonly scrub: Scrubber;
}

const lineage = ['_load_id', '_source_row'] as const;

const auditTable = async (
  { engine, dialect, scrub }: AuditDeps,
  contract: TableContract,
  layer: Audited['layer'],
  sample: { readonly rows: number; readonly seed: string },
): Promise<{ readonly audited: Audited; readonly leaks: readonly Leak[] }> => {
  const { source, table } = contract;
  const schema = layer === 'bronze' ? contract.bronzeSchema : contract.silverSchema;
  const described = await engine.query(dialect.describe(schema, table));
  const columns = auditedColumns(
    contract,
    described.map(({ name, type }) => ({ name: String(name), kind: storedType(String(type))?.kind })),
  );
  if (columns.length === 0) return { audited: { layer, source, table, columns, rows: 0 }, leaks: [] };
  const rows = await engine.query(
    `SELECT ${[...columns, ...lineage].map(quoted).join(', ')} FROM ${dialect.relation(schema, table)}
ORDER BY ${dialect.shuffled(sample.seed, lineage)} LIMIT ${sample.rows}`,
  );
  const leaks = new Map<string, { -readonly [K in keyof Leak]: Leak[K] }>();
  for (const row of rows) {
    for (const column of columns) {
      const value = row[column];
      if (typeof value !== 'string') continue;
      for (const { label } of scrub(value).findings) {
        const id = `${column} ${label}`;
        const leak = leaks.get(id);
        if (leak) leak.findings++;
        else {
          const [load, number] = [String(row['_load_id']), Number(row['_source_row'])];
          leaks.set(id, { layer, source, table, column, label, findings: 1, load, row: number });
        }
      }
    }
  }
  return { audited: { layer, source, table, columns, rows: rows.length }, leaks: [...leaks.values()] };
};

/**
 * Reads a sample of what anybody may read in bronze and silver, as if by chance, looks for what should not be there, and
 * emits how much it found. The same seed reads the same rows while the tables stay the same.
 * `rows`: at most so many of each table and layer.
 */
export const audit = async (
  deps: AuditDeps,
  workspace: string,
  contracts: readonly TableContract[],
  sample: { readonly rows: number; readonly seed: string; readonly onTable?: (name: string) => void },
): Promise<Audit> => {
  const tables: Audited[] = [];
  const leaks: Leak[] = [];
  for (const contract of contracts) {
    sample.onTable?.(`${contract.source}/${contract.table}`);
    for (const layer of ['bronze', 'silver'] as const) {
      const found = await auditTable(deps, contract, layer, sample);
      tables.push(found.audited);
      leaks.push(...found.leaks);
    }
  }
  await deps.metrics.emit([
    {
      at: deps.now(),
      name: 'LeakFindings',
      value: leaks.reduce((sum, { findings }) => sum + findings, 0),
      unit: 'Count',
      dimensions: { Workspace: workspace },
    },
  ]);
  return { tables, leaks };
};
