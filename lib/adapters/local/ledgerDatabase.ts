import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Each step brings a ledger one version up; released steps never change. */
const migrations: readonly string[] = [
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
   CREATE TABLE load (
     load_id TEXT PRIMARY KEY, source TEXT NOT NULL, "table" TEXT NOT NULL, key TEXT NOT NULL, uri TEXT NOT NULL,
     version TEXT NOT NULL, arrived_at INTEGER NOT NULL, state TEXT NOT NULL, contract_version TEXT NOT NULL,
     revision INTEGER NOT NULL, counts TEXT, bronze_key TEXT, quarantine_key TEXT, error_code TEXT,
     started_at INTEGER NOT NULL, finished_at INTEGER, merged_revision INTEGER) STRICT;
   CREATE INDEX load_by_table ON load (source, "table", arrived_at, load_id);
   CREATE TABLE silver (source TEXT NOT NULL, "table" TEXT NOT NULL, at INTEGER NOT NULL, record TEXT NOT NULL) STRICT;
   CREATE INDEX silver_by_table ON silver (source, "table", at);
   CREATE TABLE audit (at INTEGER NOT NULL, record TEXT NOT NULL) STRICT;
   CREATE TABLE metric (at INTEGER NOT NULL, name TEXT NOT NULL, value REAL NOT NULL, unit TEXT NOT NULL,
     dimensions TEXT NOT NULL) STRICT;
   CREATE INDEX metric_by_name ON metric (name, at);
   CREATE TABLE object_version (key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, version TEXT NOT NULL) STRICT;`,
  `ALTER TABLE load ADD COLUMN parts TEXT;
   CREATE TABLE load_note (load_id TEXT NOT NULL, name TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (load_id, name)) STRICT;`,
];

/** The ledger was written by a version that knows more. */
export class LedgerTooNew extends Error {
  readonly code = 'ledger_too_new';
}

/** Opens, and brings up to date, the SQLite file under `<lake>/ledger/`. Several processes may hold it at once. */
export const openLedgerDatabase = (lake: string, now: () => Date): DatabaseSync => {
  const path = join(lake, 'ledger', 'ledger.sqlite');
  mkdirSync(dirname(path), { recursive: true });
  const db = new DatabaseSync(path, { timeout: 30_000 });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  db.exec('BEGIN IMMEDIATE');
  try {
    const at = (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
    if (at > migrations.length) {
      throw new LedgerTooNew(
        `the ledger is of version ${at}, this Hushlake knows ${migrations.length}: use a newer Hushlake`,
      );
    }
    for (const step of migrations.slice(at)) db.exec(step);
    if (at < migrations.length) {
      db.exec(`PRAGMA user_version = ${migrations.length}`);
      db.prepare("INSERT OR IGNORE INTO meta VALUES ('began_at', ?)").run(String(now().getTime()));
    }
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
  return db;
};
