import type { DatabaseSync } from 'node:sqlite';
import type { VersionCache } from './folderStore.ts';

/** Hashes of raw files, kept beside the ledger. Losing it costs time, nothing else. */
export const sqliteVersionCache = (db: DatabaseSync): VersionCache => {
  const find = db.prepare('SELECT version FROM object_version WHERE key = ? AND size = ? AND modified_ns = ?');
  const insert = db.prepare('INSERT OR REPLACE INTO object_version VALUES (?, ?, ?, ?)');
  return {
    get: (key, size, modifiedNs) => (find.get(key, size, modifiedNs) as { version: string } | undefined)?.version,
    set: (key, size, modifiedNs, version) => {
      insert.run(key, size, modifiedNs, version);
    },
  };
};
