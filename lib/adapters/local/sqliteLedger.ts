import type { DatabaseSync } from 'node:sqlite';
import type { LoadParts } from '../../core/loadId.ts';
import type {
  AuditRecord,
  LoadCounts,
  LoadErrorCode,
  LoadLedger,
  LoadRecord,
  SilverRecord,
} from '../../ports/loadLedger.ts';

interface LoadRow {
  load_id: string;
  source: string;
  table: string;
  key: string;
  uri: string;
  version: string;
  arrived_at: number;
  state: LoadRecord['state'];
  contract_version: string;
  revision: number;
  counts: string | null;
  bronze_key: string | null;
  quarantine_key: string | null;
  parts: string | null;
  error_code: LoadErrorCode | null;
  started_at: number;
  finished_at: number | null;
  merged_revision: number | null;
}

const recordOf = (row: LoadRow): LoadRecord => ({
  loadId: row.load_id,
  source: row.source,
  table: row.table,
  key: row.key,
  uri: row.uri,
  version: row.version,
  arrivedAt: new Date(row.arrived_at),
  state: row.state,
  contractVersion: row.contract_version,
  revision: row.revision,
  startedAt: new Date(row.started_at),
  ...(row.counts === null ? {} : { counts: JSON.parse(row.counts) as LoadCounts }),
  ...(row.bronze_key === null ? {} : { bronzeKey: row.bronze_key }),
  ...(row.quarantine_key === null ? {} : { quarantineKey: row.quarantine_key }),
  ...(row.parts === null ? {} : { parts: JSON.parse(row.parts) as LoadParts }),
  ...(row.error_code === null ? {} : { errorCode: row.error_code }),
  ...(row.finished_at === null ? {} : { finishedAt: new Date(row.finished_at) }),
  ...(row.merged_revision === null ? {} : { mergedRevision: row.merged_revision }),
});

/** The load ledger in SQLite. Each method is one statement or one transaction: a kill leaves the state before or after. */
export const sqliteLedger = (db: DatabaseSync): LoadLedger => {
  const byId = db.prepare('SELECT * FROM load WHERE load_id = ?');
  const get = (loadId: string): LoadRecord | undefined => {
    const row = byId.get(loadId) as LoadRow | undefined;
    return row && recordOf(row);
  };
  const insert = db.prepare(
    `INSERT INTO load (load_id, source, "table", key, uri, version, arrived_at, state, contract_version, revision, started_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'started', ?, 1, ?)
     ON CONFLICT (load_id) DO UPDATE SET state = 'started', contract_version = excluded.contract_version,
       started_at = excluded.started_at, finished_at = NULL, error_code = NULL
     WHERE state <> 'committed'`,
  );
  // A replay keeps counts and keys of the revision before: silver goes on reading them until the new one is committed.
  const restart = db.prepare(
    `UPDATE load SET state = 'started', revision = revision + 1, contract_version = ?, started_at = ?, finished_at = NULL
     WHERE load_id = ? AND state = 'committed'`,
  );
  const commit = db.prepare(
    `UPDATE load SET state = 'committed', counts = ?, bronze_key = ?, quarantine_key = ?, parts = ?, contract_version = ?,
       finished_at = ?, error_code = NULL
     WHERE load_id = ? AND revision = ? AND state <> 'committed'`,
  );
  const fail = db.prepare(
    "UPDATE load SET state = 'failed', error_code = ?, finished_at = ? WHERE load_id = ? AND revision = ? AND state <> 'committed'",
  );
  const insertNote = db.prepare('INSERT OR REPLACE INTO load_note VALUES (?, ?, ?)');
  const selectNotes = db.prepare(
    'SELECT name, note FROM load_note WHERE load_id = ? AND substr(name, 1, length(?)) = ? ORDER BY name',
  );
  const deleteNote = db.prepare('DELETE FROM load_note WHERE load_id = ? AND name = ?');
  const forget = {
    bronze: db.prepare('UPDATE load SET bronze_key = NULL WHERE load_id = ? AND revision = ?'),
    quarantine: db.prepare('UPDATE load SET quarantine_key = NULL WHERE load_id = ? AND revision = ?'),
  };
  const merged = db.prepare('UPDATE load SET merged_revision = ? WHERE load_id = ?');
  const insertAudit = db.prepare('INSERT INTO audit VALUES (?, ?)');
  const newest = db.prepare(
    'SELECT max(arrived_at) AS at FROM load WHERE source = ? AND "table" = ? AND state = \'committed\'',
  );
  const select = (where: string, values: readonly (string | number)[]): readonly LoadRecord[] =>
    (
      db
        .prepare(`SELECT * FROM load WHERE ${where} ORDER BY arrived_at, load_id`)
        .all(...values) as unknown as LoadRow[]
    ).map(recordOf);
  const insertSilver = db.prepare('INSERT INTO silver VALUES (?, ?, ?, ?)');

  return {
    beganAt: async () => {
      const row = db.prepare("SELECT value FROM meta WHERE name = 'began_at'").get() as { value: string };
      return new Date(Number(row.value));
    },
    get: async loadId => get(loadId),
    start: async (load, contractVersion, now, options) => {
      if (options?.again) restart.run(contractVersion, now.getTime(), load.loadId);
      insert.run(
        load.loadId,
        load.source,
        load.table,
        load.key,
        load.uri,
        load.version,
        load.arrivedAt.getTime(),
        contractVersion,
        now.getTime(),
      );
      return get(load.loadId)!;
    },
    commit: async (loadId, revision, outcome, now) => {
      const { changes } = commit.run(
        JSON.stringify(outcome.counts),
        outcome.bronzeKey ?? null,
        outcome.quarantineKey ?? null,
        outcome.parts ? JSON.stringify(outcome.parts) : null,
        outcome.contractVersion,
        now.getTime(),
        loadId,
        revision,
      );
      return Number(changes) === 1;
    },
    fail: async (loadId, revision, code, now) => {
      fail.run(code, now.getTime(), loadId, revision);
    },
    note: async (loadId, name, value) => {
      insertNote.run(loadId, name, JSON.stringify(value));
    },
    notes: async (loadId, prefix = '') => {
      const rows = selectNotes.all(loadId, prefix, prefix) as unknown as { name: string; note: string }[];
      return new Map(rows.map(({ name, note }) => [name, JSON.parse(note) as unknown]));
    },
    forgetNotes: async (loadId, names) => {
      for (const name of names) deleteNote.run(loadId, name);
    },
    forget: async (loadId, revision, layer) => {
      forget[layer].run(loadId, revision);
    },
    loads: async filter =>
      filter
        ? select('source = ? AND "table" = ? AND arrived_at >= ?', [
            filter.source,
            filter.table,
            filter.from?.getTime() ?? 0,
          ])
        : select('true', []),
    open: async filter => {
      const undone = "(state <> 'committed' OR merged_revision IS NOT revision)";
      return filter
        ? select(`source = ? AND "table" = ? AND ${undone}`, [filter.source, filter.table])
        : select(undone, []);
    },
    newestArrival: async (source, table) => {
      const row = newest.get(source, table) as { at: number | null };
      return row.at === null ? undefined : new Date(row.at);
    },
    markMerged: async loads => {
      db.exec('BEGIN IMMEDIATE');
      for (const { loadId, revision } of loads) merged.run(revision, loadId);
      db.exec('COMMIT');
    },
    recordSilver: async record => {
      insertSilver.run(record.source, record.table, record.at.getTime(), JSON.stringify(record));
    },
    silver: async () => {
      const rows = db
        .prepare(
          `SELECT record FROM silver s WHERE rowid = (SELECT rowid FROM silver
             WHERE source = s.source AND "table" = s."table" ORDER BY at DESC, rowid DESC LIMIT 1)
           ORDER BY source, "table"`,
        )
        .all() as { record: string }[];
      return rows.map(({ record }) => {
        const parsed = JSON.parse(record) as SilverRecord & { at: string };
        return { ...parsed, at: new Date(parsed.at) };
      });
    },
    recordAudit: async record => {
      insertAudit.run(record.at.getTime(), JSON.stringify(record));
    },
    audits: async () =>
      (db.prepare('SELECT record FROM audit ORDER BY rowid').all() as { record: string }[]).map(({ record }) => {
        const parsed = JSON.parse(record) as AuditRecord & { at: string };
        return { ...parsed, at: new Date(parsed.at) };
      }),
  };
};
