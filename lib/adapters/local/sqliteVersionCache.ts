import type { DatabaseSync } from 'node:sqlite';
import type { VersionCache } from './folderStore.ts';

/** Versions of raw files, kept beside the ledger. */
export const sqliteVersionCache = (db: DatabaseSync): VersionCache => {
  const find = db.prepare('SELECT fingerprint, version FROM object_version WHERE key = ?');
  const insert = db.prepare('INSERT OR REPLACE INTO object_version VALUES (?, ?, ?)');
  return {
    get: key => find.get(key) as { fingerprint: string; version: string } | undefined,
    set: (key, fingerprint, version) => {
      insert.run(key, fingerprint, version);
    },
  };
};
