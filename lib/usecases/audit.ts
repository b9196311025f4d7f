import { createHash } from 'node:crypto';
import type { TableContract } from '../config/tableContract.ts';
import { auditedColumns } from '../core/auditedColumns.ts';
import type { Scrubber } from '../core/scrub/finding.ts';
import { literal, quoted, storedType } from '../core/silver/dialect.ts';
import type { BronzePart } from '../core/silver/expressions.ts';
import type { LoadRecord } from '../ports/loadLedger.ts';
import type { SilverDeps } from './silver/types.ts';

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

export interface AuditDeps
  extends Pick<SilverDeps, 'engine' | 'dialect' | 'ledger' | 'catalog' | 'bronze' | 'metrics' | 'now'> {
  /** Everything on: what another locale would have found should not stand there either. */
  readonly scrub: Scrubber;
}

const lineage = ['_load_id', '_source_row'] as const;

/** So many times the wanted rows lie in the loads from which they are drawn: a sample reads some files, not the lake. */
const surplus = 10;

/** Loads that hold rows enough to draw from, as if by chance. */
const drawnLoads = (loads: readonly LoadRecord[], { seed, rows }: Sample): readonly LoadRecord[] => {
  const turn = ({ loadId }: LoadRecord): string => createHash('sha256').update(`${seed}/${loadId}`).digest('hex');
  const drawn: LoadRecord[] = [];
  let held = 0;
  const inTurn = loads
    .filter(({ state, counts, bronzeKey }) => state === 'committed' && counts?.rowsBronze && bronzeKey)
    .map(load => ({ load, turn: turn(load) }))
    .sort((a, b) => (a.turn < b.turn ? -1 : 1));
  for (const { load } of inTurn) {
    if (held >= rows * surplus) break;
    held += load.counts!.rowsBronze;
    drawn.push(load);
  }
  return drawn;
};

interface Sample {
  readonly rows: number;
  readonly seed: string;
}

/** What is drawn from: relations in SQL, and which of the wanted columns each has. */
interface Drawn {
  readonly columns: readonly string[];
  readonly parts: readonly BronzePart[];
}

const inBronze = async ({ catalog, bronze }: AuditDeps, contract: TableContract, loads: readonly LoadRecord[]) => {
  const cataloged = await catalog.table(contract.bronzeSchema, contract.table);
  return {
    columns: auditedColumns(contract, cataloged?.columns.map(({ name, type }) => ({ name, kind: type.kind })) ?? []),
    parts: await bronze(contract, loads, { gone: 'skip' }),
  };
};

const inSilver = async ({ engine, dialect }: AuditDeps, contract: TableContract, loads: readonly LoadRecord[]) => {
  const { silverSchema, table } = contract;
  const described = await engine.query(dialect.describe(silverSchema, table));
  const held = described.map(({ name, type }) => ({ name: String(name), kind: storedType(String(type))?.kind }));
  const drawn = loads.map(({ loadId }) => literal(loadId)).join(', ');
  return {
    columns: auditedColumns(contract, held),
    parts:
      held.length === 0 || loads.length === 0
        ? []
        : [
            {
              relation: `${dialect.relation(silverSchema, table)} WHERE "_load_id" IN (${drawn})`,
              columns: held.map(({ name }) => name),
            },
          ],
  };
};

const drawSql = ({ dialect }: AuditDeps, { columns, parts }: Drawn, { seed, rows }: Sample): string => {
  const text = dialect.type({ kind: 'string' });
  const selects = parts.map(part => {
    const has = new Set(part.columns);
    // Where files differ in types, each is read by its own.
    const values = columns.map(name => `CAST(${has.has(name) ? quoted(name) : 'NULL'} AS ${text}) AS ${quoted(name)}`);
    return `SELECT ${[...values, ...lineage.map(quoted)].join(', ')} FROM ${part.relation}`;
  });
  return `SELECT * FROM (${selects.join('\nUNION ALL\n')}) drawn
ORDER BY ${dialect.shuffled(seed, lineage)} LIMIT ${rows}`;
};

const auditLayer = async (
  deps: AuditDeps,
  { source, table }: TableContract,
  layer: Audited['layer'],
  drawn: Drawn,
  sample: Sample,
): Promise<{ readonly audited: Audited; readonly leaks: readonly Leak[] }> => {
  const { columns, parts } = drawn;
  if (columns.length === 0 || parts.length === 0) {
    return { audited: { layer, source, table, columns, rows: 0 }, leaks: [] };
  }
  const rows = await deps.engine.query(drawSql(deps, drawn, sample));
  const leaks = new Map<string, { -readonly [K in keyof Leak]: Leak[K] }>();
  for (const row of rows) {
    for (const column of columns) {
      const value = row[column];
      if (typeof value !== 'string') continue;
      for (const { label } of deps.scrub(value).findings) {
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
  sample: Sample & { readonly onTable?: (name: string) => void },
): Promise<Audit> => {
  const tables: Audited[] = [];
  const leaks: Leak[] = [];
  for (const contract of contracts) {
    sample.onTable?.(`${contract.source}/${contract.table}`);
    const { source, table } = contract;
    const loads = drawnLoads(await deps.ledger.loads({ source, table }), sample);
    for (const [layer, drawn] of [
      ['bronze', await inBronze(deps, contract, loads)],
      ['silver', await inSilver(deps, contract, loads)],
    ] as const) {
      const found = await auditLayer(deps, contract, layer, drawn, sample);
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
