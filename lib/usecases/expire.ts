import type { TableContract } from '../config/tableContract.ts';
import { timestampText } from '../core/civil.ts';
import { bronzeKeysOf, loadIdOf, quarantineKeysOf } from '../core/loadId.ts';
import { type Dialect, literal } from '../core/silver/dialect.ts';
import { rowCountSql } from '../core/silver/publish.ts';
import { tombstoneTable } from '../core/silver/silverTable.ts';
import type { LoadLedger, LoadRecord } from '../ports/loadLedger.ts';
import type { ObjectStore } from '../ports/objectStore.ts';
import type { QueryEngine } from '../ports/queryEngine.ts';

export type RetainedLayer = 'raw' | 'bronze' | 'silver' | 'quarantine';

export interface ExpirePorts {
  readonly store: ObjectStore;
  readonly ledger: LoadLedger;
  /** Silver, open for writing. Nobody may merge into it meanwhile. */
  readonly engine: QueryEngine;
  readonly dialect: Dialect;
  /** Makes what silver tables held before impossible to get back. */
  readonly forgetSilver: (contracts: readonly TableContract[]) => Promise<void>;
  readonly now: () => Date;
}

export interface ExpiredFiles {
  readonly files: number;
  readonly bytes: number;
  /** Files that are older than their retention, but not done with: not loaded, or not taken into silver. They stay. */
  readonly waiting: number;
}

export interface ExpiredTable {
  readonly source: string;
  readonly table: string;
  readonly raw: ExpiredFiles;
  readonly bronze: ExpiredFiles;
  readonly quarantine: ExpiredFiles;
  /** Rows, and what was remembered of rows that were deleted. */
  readonly silver: { readonly rows: number; readonly tombstones: number };
}

export interface ExpireOptions {
  readonly layers: readonly RetainedLayer[];
  /** Only counts. */
  readonly dryRun?: boolean;
  readonly onTable?: (name: string) => void;
}

/** Files that are removed at once: a request or three each, where the store is S3. */
const atOnce = 16;

const noFiles: ExpiredFiles = { files: 0, bytes: 0, waiting: 0 };

/** Removes the file if it is there, with its old versions. Returns its size. */
const removeFile = async (store: ObjectStore, key: string, dryRun: boolean): Promise<number | undefined> => {
  const object = await store.head(key);
  if (dryRun) return object?.size;
  if (object) await store.remove(key);
  await store.purge(key);
  return object?.size;
};

/** Raw objects whose load is committed: what is not loaded is nowhere else. */
const expireRaw = async (
  { store, ledger }: ExpirePorts,
  { source, table }: TableContract,
  before: Date,
  dryRun: boolean,
): Promise<ExpiredFiles> => {
  let [files, bytes, waiting] = [0, 0, 0];
  for await (const object of store.list(`raw/${source}/${table}/`)) {
    const load = await ledger.get(loadIdOf(object.uri, object.version));
    if ((load?.arrivedAt ?? object.createdAt) >= before) continue;
    if (load?.state !== 'committed') {
      waiting++;
      continue;
    }
    bytes += (await removeFile(store, object.key, dryRun)) ?? 0;
    files++;
  }
  return { files, bytes, waiting };
};

/** The files that loads left in bronze or quarantine: file first, ledger second, so that none is forgotten. */
const expireDerived = async (
  { store, ledger }: ExpirePorts,
  loads: readonly LoadRecord[],
  layer: 'bronze' | 'quarantine',
  isDone: (load: LoadRecord) => boolean,
  dryRun: boolean,
): Promise<ExpiredFiles> => {
  const keysOf = layer === 'bronze' ? bronzeKeysOf : quarantineKeysOf;
  const held = loads.filter(load => keysOf(load).length > 0);
  const done = held.filter(isDone);
  const sizes: number[] = [];
  for (let at = 0; at < done.length; at += atOnce) {
    const removed = done.slice(at, at + atOnce).map(async load => {
      const found: (number | undefined)[] = [];
      for (const key of keysOf(load)) found.push(await removeFile(store, key, dryRun));
      if (!dryRun) await ledger.forget(load.loadId, load.revision, layer);
      return found;
    });
    sizes.push(...(await Promise.all(removed)).flat().filter(size => size !== undefined));
  }
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return { files: sizes.length, bytes, waiting: held.length - done.length };
};

const expireSilver = async (
  ports: ExpirePorts,
  contract: TableContract,
  before: Date,
  dryRun: boolean,
): Promise<ExpiredTable['silver']> => {
  const { engine, dialect, ledger, now } = ports;
  const { source, table, silverSchema } = contract;
  const old = `"_ingested_at" < TIMESTAMP ${literal(timestampText(BigInt(before.getTime()) * 1000n))}`;
  const expired = async (name: string): Promise<number> => {
    if ((await engine.query(dialect.describe(silverSchema, name))).length === 0) return 0;
    const relation = dialect.relation(silverSchema, name);
    const [row] = await engine.query(`SELECT count(*) AS "rows" FROM ${relation} WHERE ${old}`);
    const rows = Number(row?.['rows'] ?? 0);
    if (rows > 0 && !dryRun) await engine.execute(`DELETE FROM ${relation} WHERE ${old}`);
    return rows;
  };
  const rows = await expired(table);
  const tombstones = contract.deleteWhen ? await expired(tombstoneTable(table)) : 0;
  const last = (await ledger.silver()).find(record => record.source === source && record.table === table);
  if (rows > 0 && !dryRun && last) {
    const [total] = await engine.query(rowCountSql({ target: dialect.relation(silverSchema, table) }));
    const counts = { inserted: 0, updated: 0, unchanged: 0, deleted: rows, rows: Number(total?.['rows'] ?? 0) };
    await ledger.recordSilver({ ...last, ...counts, at: now() });
  }
  return { rows, tombstones };
};

/**
 * Removes what is older than its table's retention, by the arrival of the raw object that it came from: files of raw,
 * bronze and quarantine, rows of silver. The ledger's records and the audit's stay, so nothing is loaded again. Safe to
 * kill and to run again; nobody may load or merge meanwhile.
 */
export const expire = async (
  ports: ExpirePorts,
  contracts: readonly TableContract[],
  { layers, dryRun = false, onTable }: ExpireOptions,
): Promise<readonly ExpiredTable[]> => {
  const tables: ExpiredTable[] = [];
  const shrunk: TableContract[] = [];
  for (const contract of contracts) {
    const { source, table, retention } = contract;
    const before = (layer: RetainedLayer): Date | undefined => {
      const seconds = layers.includes(layer) ? retention?.[layer] : undefined;
      return seconds === undefined ? undefined : new Date(ports.now().getTime() - seconds * 1000);
    };
    if (!layers.some(layer => before(layer))) continue;
    onTable?.(`${source}/${table}`);
    const loads = await ports.ledger.loads({ source, table });
    const derived = async (layer: 'bronze' | 'quarantine', isDone: (load: LoadRecord) => boolean) => {
      const cut = before(layer);
      if (!cut) return noFiles;
      return expireDerived(
        ports,
        loads.filter(({ arrivedAt }) => arrivedAt < cut),
        layer,
        isDone,
        dryRun,
      );
    };
    const [raw, silver] = [before('raw'), before('silver')];
    const isMerged = (load: LoadRecord): boolean => load.state === 'committed' && load.mergedRevision === load.revision;
    const expired: ExpiredTable = {
      source,
      table,
      raw: raw ? await expireRaw(ports, contract, raw, dryRun) : noFiles,
      bronze: await derived('bronze', isMerged),
      quarantine: await derived('quarantine', ({ state }) => state === 'committed'),
      silver: silver ? await expireSilver(ports, contract, silver, dryRun) : { rows: 0, tombstones: 0 },
    };
    tables.push(expired);
    if (silver) shrunk.push(contract);
  }
  const removedRows = tables.some(({ silver }) => silver.rows + silver.tombstones > 0);
  if (removedRows && !dryRun) await ports.forgetSilver(shrunk);
  return tables;
};
