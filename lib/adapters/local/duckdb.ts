import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  DuckDBBlobValue,
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBValue,
  StatementType,
} from '@duckdb/node-api';
import { literal, quoted } from '../../core/silver/dialect.ts';
import type { QueryEngine, SqlRow, SqlValue } from '../../ports/queryEngine.ts';
import { type BronzeTable, showBronze } from './bronzeViews.ts';

export interface DuckdbOptions {
  /** The lake's folder. */
  readonly lake: string;
  /** Catalogs of silver, e.g. `ctl_dev_silver`: each is one file, `silver/<catalog>.duckdb`. */
  readonly silverCatalogs: readonly string[];
  /** Tables to show as views over their bronze files, under `schema` as contracts write it. */
  readonly bronzeTables?: readonly BronzeTable[];
  /** Nothing is created or locked for others; a lake that is not there yet is empty. */
  readonly readOnly?: boolean;
  readonly threads?: number;
  /** As DuckDB reads it, e.g. `1GB`. Beyond it, sorts and joins spill to `tmp/` in the lake. */
  readonly memoryLimit?: string;
  /** How long to wait for another process that has silver open. */
  readonly lockTimeoutMs?: number;
}

/** A statement failed. The message names DuckDB's class of error only: the rest may quote values of rows. */
export class QueryFailed extends Error {
  readonly code = 'query_failed';
  /** DuckDB's own words, for the person who typed the query; never for logs. */
  readonly detail: string;
  constructor(detail: string) {
    super(`the query failed: ${/^[A-Z][A-Za-z ]* Error/.exec(detail)?.[0] ?? 'Error'}`);
    this.name = 'QueryFailed';
    this.detail = detail;
  }
}

/** One SELECT (or SHOW, DESCRIBE, SUMMARIZE): a COPY or an ATTACH would write past a database that is open for reading. */
const onlyReads = async (connection: DuckDBConnection, sql: string): Promise<void> => {
  const statements = await connection.extractStatements(sql);
  for (let n = 0; n < statements.count; n++) {
    const { statementType } = await statements.prepare(n);
    if (statementType !== StatementType.SELECT) throw new Error('Permission Error: only SELECT may run here');
  }
};

/** Another process has silver open for writing. */
export class SilverBusy extends Error {
  readonly code = 'silver_busy';
  constructor(holder: string | undefined) {
    super(`silver is in use by ${holder ? `process ${holder}` : 'another process'}: wait for it to end, or stop it`);
    this.name = 'SilverBusy';
  }
}

/** The binding's errors need not be of this realm's class. */
const messageOf = (error: unknown): string => String((error as Partial<Error>).message ?? error);

const sqlValue = (value: DuckDBValue): SqlValue => {
  if (value === null || typeof value !== 'object') return value;
  return value instanceof DuckDBBlobValue ? Buffer.from(value.bytes).toString('hex') : value.toString();
};

const attach = async (connection: DuckDBConnection, sql: string, patienceMs: number): Promise<void> => {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      await connection.run(sql);
      return;
    } catch (error) {
      const message = messageOf(error);
      if (!/set lock|Conflicting lock/i.test(message)) throw new QueryFailed(message);
      if (Date.now() > until) throw new SilverBusy(/PID (\d+)/.exec(message)?.[1]);
      await pause(50 + Math.random() * 200);
    }
  }
};

/** The file of one catalog of silver. */
export const silverFile = (lake: string, catalog: string): string => join(lake, 'silver', `${catalog}.duckdb`);

/** An empty database comes under its name whole: DuckDB refuses a file that a kill has cut short. */
const createDatabase = async (connection: DuckDBConnection, file: string, temporary: string): Promise<void> => {
  await connection.run(`ATTACH ${literal(temporary)} AS _created`);
  await connection.run('DETACH _created');
  // Another process may have been first: then its file stays.
  await link(temporary, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(temporary);
};

const open = async (options: DuckdbOptions): Promise<{ connection: DuckDBConnection; close: () => Promise<void> }> => {
  const lake = resolve(options.lake);
  // DuckDB takes what follows for parameters, and loses its write-ahead log.
  if (lake.includes('?')) throw new QueryFailed('IO Error: the path of a lake cannot hold a question mark');
  const spill = join(lake, 'tmp', `${process.pid}-${randomUUID()}`);
  const instance = await DuckDBInstance.create(':memory:', {
    temp_directory: spill,
    memory_limit: options.memoryLimit ?? '1GB',
    preserve_insertion_order: 'false',
    // The network is nobody's business here: an unknown function is an error, not a download.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(options.threads ? { threads: String(options.threads) } : {}),
  });
  const connection = await instance.connect();
  const close = async (): Promise<void> => {
    connection.closeSync();
    instance.closeSync();
    await rm(spill, { recursive: true, force: true });
  };
  try {
    await connection.run("SET TimeZone = 'UTC'");
    await connection.run("ATTACH ':memory:' AS _staging");
    if (!options.readOnly) {
      for (const folder of ['silver', 'tmp']) await mkdir(join(lake, folder), { recursive: true });
    }
    for (const catalog of new Set(options.silverCatalogs)) {
      const file = silverFile(lake, catalog);
      if (!options.readOnly && !existsSync(file)) await createDatabase(connection, file, `${spill}.duckdb`);
      const absent = !existsSync(file);
      const from = absent ? ':memory:' : file;
      const mode = options.readOnly && !absent ? ' (READ_ONLY)' : '';
      await attach(connection, `ATTACH ${literal(from)} AS ${quoted(catalog)}${mode}`, options.lockTimeoutMs ?? 30_000);
    }
    await showBronze(connection, lake, options.bronzeTables ?? []);
    if (options.readOnly) {
      // Queries that people type reach bronze and silver, not the keyring, nor any other file of the machine.
      const folders = [join(lake, 'bronze'), join(lake, 'silver'), spill].map(folder => literal(`${folder}/`));
      await connection.run(`SET allowed_directories = [${folders.join(', ')}]`);
      await connection.run('SET enable_external_access = false');
    }
    return { connection, close };
  } catch (error) {
    await close();
    throw error;
  }
};

/**
 * DuckDB over a lake on this machine, in process. Silver is opened, and locked, by the first statement: an engine that
 * is not used touches no file. Statements run one after the other.
 */
export const duckdbEngine = (options: DuckdbOptions): QueryEngine & { close(): Promise<void> } => {
  let opened: ReturnType<typeof open> | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> => {
    const next = turn.then(async () => {
      opened ??= open(options);
      opened.catch(() => {
        opened = undefined;
      });
      const { connection } = await opened;
      return work(connection).catch((error: unknown) => {
        throw new QueryFailed(messageOf(error));
      });
    });
    turn = next.catch(() => {});
    return next;
  };

  return {
    dialect: 'duckdb',
    execute: sql =>
      inTurn(async connection => {
        await connection.run(sql);
      }),
    query: sql =>
      inTurn(async connection => {
        if (options.readOnly) await onlyReads(connection, sql);
        const reader = await connection.runAndReadAll(sql);
        return reader
          .getRowObjects()
          .map((row): SqlRow => Object.fromEntries(Object.entries(row).map(([name, v]) => [name, sqlValue(v)])));
      }),
    close: async () => {
      await turn;
      const closing = opened;
      opened = undefined;
      await (await closing)?.close();
    },
  };
};
