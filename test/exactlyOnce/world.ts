import { randomFillSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { envelopeKeys } from '../../lib/adapters/keys/envelope.ts';
import { duckdbEngine } from '../../lib/adapters/local/duckdb.ts';
import { duckdbBronze } from '../../lib/adapters/local/duckdbBronze.ts';
import { keyring } from '../../lib/adapters/local/keyring.ts';
import { duckdbDialect } from '../../lib/core/silver/dialect.ts';
import type { LoadLedger } from '../../lib/ports/loadLedger.ts';
import type { ObjectStore } from '../../lib/ports/objectStore.ts';
import type { QueryEngine } from '../../lib/ports/queryEngine.ts';
import type { Subjects } from '../../lib/ports/subjects.ts';
import type { IngestPorts } from '../../lib/usecases/ingestObject.ts';
import type { ErasurePorts } from '../../lib/usecases/settleErasures.ts';
import type { BronzeParts } from '../../lib/usecases/silver/types.ts';
import { memoryCatalog } from '../fakes/memoryCatalog.ts';
import { memoryLedger } from '../fakes/memoryLedger.ts';
import { memoryStore } from '../fakes/memoryStore.ts';
import { memorySubjects } from '../fakes/memorySubjects.ts';
import { contracts } from './rows.ts';

/** What one process works with: its own cache of keys, everything else is shared. */
export interface Process extends IngestPorts, ErasurePorts {
  readonly bronze: BronzeParts;
}

/** A lake in memory that several processes work on. */
export interface World {
  readonly store: ObjectStore;
  readonly ledger: LoadLedger;
  readonly subjects: Subjects;
  readonly engine: QueryEngine;
  readonly withSilver: boolean;
  /** Silver is open for writing in one process at a time. */
  readonly lock: { held: boolean };
  process(): Process;
  passTime(milliseconds: number): void;
}

export interface Worlds {
  /** A new, empty lake. */
  next(withSilver: boolean): Promise<World>;
  close(): Promise<void>;
}

const noSilver: QueryEngine = { dialect: 'duckdb', execute: async () => {}, query: async () => [] };

/** Makes one lake after another. DuckDB takes long to open: one serves all of them. */
export const worlds = (): Worlds => {
  const folder = mkdtempSync(join(tmpdir(), 'hushlake-once-'));
  const wrapper = keyring(join(folder, 'keyring.json'));
  const [catalogName, schemaName] = contracts.strict.silverSchema.split('.') as [string, string];
  const schema = `"${catalogName}"."${schemaName}"`;
  let engine: ReturnType<typeof duckdbEngine> | undefined;
  let counter = 0;

  const silver = async (): Promise<QueryEngine> => {
    engine ??= duckdbEngine({ lake: folder, silverCatalogs: [catalogName], threads: 1 });
    await engine.execute(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await engine.execute(`CREATE SCHEMA ${schema}`);
    return engine;
  };

  return {
    next: async withSilver => {
      let clock = Date.UTC(2026, 10, 23, 10);
      // No two things happen in the same instant unless somebody turns the clock back.
      const now = (): Date => new Date(++clock);
      const store = memoryStore('ctl-dev', now);
      const [ledger, subjects, catalog] = [memoryLedger(now()), memorySubjects(), memoryCatalog()];
      const engine = withSilver ? await silver() : noSilver;
      const lake = join(folder, `lake-${counter++}`);
      const bronze: BronzeParts = async (contract, loads, options) => {
        for await (const object of store.list('bronze/')) {
          mkdirSync(dirname(join(lake, object.key)), { recursive: true });
          writeFileSync(join(lake, object.key), await store.get(object.key));
        }
        return duckdbBronze(engine, lake)(contract, loads, options);
      };
      return {
        store,
        ledger,
        subjects,
        engine,
        withSilver,
        lock: { held: false },
        process: () => ({
          store,
          ledger,
          subjects,
          catalog,
          engine,
          bronze,
          dialect: duckdbDialect,
          forgetSilver: async () => {},
          silverAtRest: async () => {},
          snapshotDays: 0,
          keys: envelopeKeys(wrapper, store, 'ctl-dev', now),
          metrics: { emit: async () => {} },
          now,
          random: bytes => void randomFillSync(bytes),
        }),
        passTime: milliseconds => {
          clock += milliseconds;
        },
      };
    },
    close: async () => {
      await engine?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
