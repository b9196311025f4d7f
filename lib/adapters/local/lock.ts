import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';

/** SQLite's code for a lock that another process holds (sqlite.org/rescode.html). */
const busy = 5;

/**
 * Does the work while holding a lock: `shared` with others who share it, `exclusive` alone. It is a lock of the operating
 * system on a file that stays empty, so it ends with the process, however that dies.
 * @param onWait is called once when another process has it
 */
export const withLock = async <T>(
  path: string,
  mode: 'shared' | 'exclusive',
  onWait: () => void,
  work: () => Promise<T>,
): Promise<T> => {
  mkdirSync(dirname(path), { recursive: true });
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    for (let tried = 0; ; tried++) {
      try {
        db.exec(mode === 'shared' ? 'BEGIN; SELECT count(*) FROM sqlite_schema' : 'BEGIN EXCLUSIVE');
        break;
      } catch (error) {
        if ((error as { errcode?: unknown }).errcode !== busy) throw error;
        if (db.isTransaction) db.exec('ROLLBACK');
        if (tried === 0) onWait();
        await pause(100);
      }
    }
    return await work();
  } finally {
    db.close();
  }
};
