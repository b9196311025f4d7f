import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SubjectRecord, Subjects, WrappedSalt } from '../../ports/subjects.ts';

interface Row {
  readonly subject: string;
  readonly salt: Uint8Array | null;
  readonly key_id: string | null;
  readonly kind: string | null;
  readonly erased_at: number | null;
  readonly settled: number;
}

const recordOf = ({ subject, salt, key_id, kind, erased_at, settled }: Row): SubjectRecord =>
  erased_at === null
    ? { subject, salt: salt!, keyId: key_id! }
    : { subject, kind: kind!, erasedAt: new Date(erased_at), settled: settled === 1 };

/** Where the salts of a lake lie, for readers in other languages too. */
export const subjectsFile = (lake: string): string => join(lake, 'keys', 'subjects.sqlite');

/**
 * Salts in a SQLite file of their own, so that no backup of the ledger brings one back. `secure_delete` overwrites what is
 * deleted, and the journal is truncated, so that a destroyed salt is in no page of the file.
 */
const open = (lake: string) => {
  const path = subjectsFile(lake);
  mkdirSync(dirname(path), { recursive: true });
  const db = new DatabaseSync(path, { timeout: 30_000 });
  db.exec(`PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
    CREATE TABLE IF NOT EXISTS subjects (subject TEXT PRIMARY KEY, salt BLOB, key_id TEXT, kind TEXT, erased_at INTEGER,
      settled INTEGER NOT NULL DEFAULT 1) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS erasures (count INTEGER NOT NULL) STRICT;
    INSERT INTO erasures SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM erasures);`);
  const find = db.prepare('SELECT * FROM subjects WHERE subject = ?');
  const insert = db.prepare('INSERT INTO subjects (subject, salt, key_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const bury = db.prepare(
    `INSERT INTO subjects (subject, kind, erased_at, settled) VALUES (?, ?, ?, 0)
     ON CONFLICT (subject) DO UPDATE SET salt = NULL, key_id = NULL, kind = excluded.kind,
       erased_at = excluded.erased_at, settled = 0
     WHERE erased_at IS NULL`,
  );
  const settle = db.prepare('UPDATE subjects SET settled = 1 WHERE subject = ? AND erased_at IS NOT NULL');
  const readmit = db.prepare('DELETE FROM subjects WHERE subject = ? AND erased_at IS NOT NULL');
  const rewrap = db.prepare('UPDATE subjects SET salt = ?, key_id = ? WHERE subject = ? AND key_id = ?');
  const page = db.prepare('SELECT * FROM subjects WHERE subject > ? AND erased_at IS NULL ORDER BY subject LIMIT 1000');

  const one = (subject: string): SubjectRecord | undefined => {
    const row = find.get(subject) as Row | undefined;
    return row && recordOf(row);
  };
  const known = (subjects: Iterable<string>): Map<string, SubjectRecord> => {
    const found = new Map<string, SubjectRecord>();
    for (const subject of subjects) {
      const record = one(subject);
      if (record) found.set(subject, record);
    }
    return found;
  };
  const inTransaction = <T>(work: () => T): T => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  };

  return {
    get: async subjects => known(subjects),
    add: async salts =>
      inTransaction(() => {
        for (const { subject, salt, keyId } of salts) insert.run(subject, salt, keyId);
        return known(salts.map(({ subject }) => subject));
      }),
    erase: async (subjects, at) =>
      inTransaction(() => {
        let destroyed = 0;
        for (const { subject, kind } of subjects) {
          const record = one(subject);
          if (record && 'salt' in record) destroyed++;
          bury.run(subject, kind, at.getTime());
        }
        db.exec('UPDATE erasures SET count = count + 1');
        return { destroyed };
      }),
    settle: async subjects =>
      inTransaction(() => {
        for (const subject of subjects) settle.run(subject);
      }),
    unsettled: async () =>
      (db.prepare('SELECT * FROM subjects WHERE settled = 0 ORDER BY subject').all() as unknown as Row[]).flatMap(
        row => {
          const record = recordOf(row);
          return 'erasedAt' in record ? [record] : [];
        },
      ),
    readmit: async subjects =>
      inTransaction(() => {
        for (const subject of subjects) readmit.run(subject);
      }),
    erasures: async () => (db.prepare('SELECT count FROM erasures').get() as { count: number }).count,
    salts: async function* (): AsyncIterable<WrappedSalt> {
      for (let after = ''; ; ) {
        const rows = page.all(after) as unknown as Row[];
        for (const row of rows) yield recordOf(row) as WrappedSalt;
        const last = rows.at(-1);
        if (!last) return;
        after = last.subject;
      }
    },
    rewrap: async ({ subject, salt, keyId }, from) => Number(rewrap.run(salt, keyId, subject, from).changes) === 1,
    close: () => db.close(),
  } satisfies Subjects & { close(): void };
};

/** The file is made by the first use: most lakes of tables without a subject never have one. */
export const sqliteSubjects = (lake: string): Subjects & { close(): void } => {
  let opened: ReturnType<typeof open> | undefined;
  const subjects = () => {
    opened ??= open(lake);
    return opened;
  };
  return {
    get: async ids => subjects().get(ids),
    add: async salts => subjects().add(salts),
    erase: async (ids, at) => subjects().erase(ids, at),
    settle: async ids => subjects().settle(ids),
    unsettled: async () => (existsSync(subjectsFile(lake)) ? subjects().unsettled() : []),
    readmit: async ids => subjects().readmit(ids),
    erasures: async () => subjects().erasures(),
    salts: async function* () {
      if (existsSync(subjectsFile(lake))) yield* subjects().salts();
    },
    rewrap: async (salt, from) => subjects().rewrap(salt, from),
    close: () => opened?.close(),
  };
};
