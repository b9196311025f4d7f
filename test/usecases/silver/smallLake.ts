import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { duckdbEngine } from '../../../lib/adapters/local/duckdb.ts';
import { buildSilverLocally } from '../../../lib/adapters/local/silver.ts';
import type { TableContract } from '../../../lib/config/tableContract.ts';
import type { StoredType } from '../../../lib/core/batch.ts';
import { lineageColumns } from '../../../lib/core/layout.ts';
import { duckdbDialect, literal, quoted } from '../../../lib/core/silver/dialect.ts';
import type { MetricRecord } from '../../../lib/ports/loadLedger.ts';
import type { SqlRow } from '../../../lib/ports/queryEngine.ts';
import { memoryCatalog } from '../../fakes/memoryCatalog.ts';
import { memoryLedger } from '../../fakes/memoryLedger.ts';

export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;
export type Columns = Readonly<Record<string, StoredType['kind']>>;

export const messageContract = (changes: Partial<TableContract> = {}): TableContract => ({
  workspace: 'ctl-dev',
  source: 'platform-db',
  table: 'message',
  version: 'c1',
  bronzeSchema: 'ctl_dev_bronze.platformdb',
  silverSchema: 'ctl_dev_silver.platformdb',
  shortForm: false,
  columns: [],
  identity: ['id'],
  encrypted: [],
  scrubbed: [],
  pseudonymized: [],
  dropped: [],
  schemaEvolution: 'rescue',
  orderBy: ['updated_at'],
  history: 'none',
  partitionBy: [],
  checks: [],
  locales: [],
  format: 'jsonl',
  ...changes,
});

/** One raw object, as it stands in bronze. */
export interface Load {
  readonly name: string;
  /** Minutes since the first of January 2026 at which the object arrived. */
  readonly at: number;
  readonly rows: readonly Row[];
  readonly columns: Columns;
  readonly contract?: TableContract;
  readonly revision?: number;
}

const minute = 60_000;
const start = Date.UTC(2026, 0, 1);
const storedType = (kind: StoredType['kind']): StoredType =>
  kind === 'decimal' ? { kind, precision: 10, scale: 2 } : { kind };
const cellSql = (value: Cell, kind: StoredType['kind']): string =>
  `CAST(${value === null ? 'NULL' : literal(String(value))} AS ${duckdbDialect.type(storedType(kind))})`;

/** A lake in a temporary folder, with bronze written by DuckDB, to build silver in. */
export const smallLake = async (contracts: readonly TableContract[] = [messageContract()]) => {
  const lake = join(await mkdtemp(join(tmpdir(), 'hushlake-silver-')), 'lake [a]*');
  await mkdir(lake);
  const [ledger, catalog] = [memoryLedger(), memoryCatalog()];
  const emitted: MetricRecord[] = [];
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const writer = await instance.connect();

  const put = async (load: Load): Promise<void> => {
    const contract = load.contract ?? contracts[0]!;
    const arrivedAt = new Date(start + load.at * minute);
    const bronzeKey = `bronze/${contract.source}/${contract.table}/ingest_date=${arrivedAt.toISOString().slice(0, 10)}/${load.name}.parquet`;
    const system = (row: number): string[] => [
      `'lake://raw/${load.name}' AS _source_uri`,
      `'v1' AS _source_version`,
      `CAST(${row + 1} AS BIGINT) AS _source_row`,
      `CAST(${literal(arrivedAt.toISOString())} AS TIMESTAMPTZ) AS _ingested_at`,
      `${literal(load.name)} AS _load_id`,
      `${literal(contract.version)} AS _contract_version`,
    ];
    const selects = load.rows.map(
      (row, number) =>
        `SELECT ${[
          ...Object.entries(load.columns).map(
            ([name, kind]) => `${cellSql(row[name] ?? null, kind)} AS ${quoted(name)}`,
          ),
          ...system(number),
        ].join(', ')}`,
    );
    if (selects.length > 0) {
      await mkdir(dirname(join(lake, bronzeKey)), { recursive: true });
      await writer.run(`COPY (${selects.join(' UNION ALL ')}) TO ${literal(join(lake, bronzeKey))} (FORMAT parquet)`);
      await catalog.evolve(contract.bronzeSchema, contract.table, [
        ...Object.entries(load.columns).map(([name, kind]) => ({ name, type: storedType(kind) })),
        ...lineageColumns.map(({ name, type }) => ({ name, type })),
      ]);
    }
    const before = await ledger.get(load.name);
    ledger.put({
      loadId: load.name,
      source: contract.source,
      table: contract.table,
      key: `raw/${load.name}`,
      uri: `lake://raw/${load.name}`,
      version: 'v1',
      arrivedAt,
      state: 'committed',
      contractVersion: contract.version,
      startedAt: arrivedAt,
      revision: load.revision ?? 1,
      ...(selects.length > 0 ? { bronzeKey } : {}),
      ...(before?.mergedRevision === undefined ? {} : { mergedRevision: before.mergedRevision }),
    });
  };

  return {
    lake,
    ledger,
    emitted,
    put,
    build: (all: readonly TableContract[] = contracts) =>
      buildSilverLocally({
        lake,
        contracts: all,
        ledger,
        catalog,
        metrics: { emit: async records => void emitted.push(...records) },
        now: () => new Date(start),
        threads: 1,
      }),
    query: async (sql: string): Promise<readonly SqlRow[]> => {
      const engine = duckdbEngine({ lake, silverCatalogs: ['ctl_dev_silver'], readOnly: true, threads: 1 });
      try {
        return await engine.query(sql);
      } finally {
        await engine.close();
      }
    },
    remove: async () => {
      writer.closeSync();
      instance.closeSync();
      await rm(dirname(lake), { recursive: true, force: true });
    },
  };
};

export type SmallLake = Awaited<ReturnType<typeof smallLake>>;
