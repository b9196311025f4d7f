import type { DatabaseSync } from 'node:sqlite';
import type { Metrics } from '../../ports/metrics.ts';

/** Metrics as rows beside the ledger: the same records that CloudWatch gets in AWS. */
export const sqliteMetrics = (db: DatabaseSync): Metrics => {
  const insert = db.prepare('INSERT INTO metric VALUES (?, ?, ?, ?, ?)');
  return {
    emit: async records => {
      db.exec('BEGIN IMMEDIATE');
      for (const { at, name, value, unit, dimensions } of records) {
        insert.run(at.getTime(), name, value, unit, JSON.stringify(dimensions));
      }
      db.exec('COMMIT');
    },
  };
};
