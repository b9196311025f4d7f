import { randomFillSync } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { envelopeKeys } from '../adapters/keys/envelope.ts';
import { folderStore } from '../adapters/local/folderStore.ts';
import { jsonCatalog } from '../adapters/local/jsonCatalog.ts';
import { keyring } from '../adapters/local/keyring.ts';
import { openLedgerDatabase } from '../adapters/local/ledgerDatabase.ts';
import { withLock } from '../adapters/local/lock.ts';
import { sqliteLedger } from '../adapters/local/sqliteLedger.ts';
import { sqliteMetrics } from '../adapters/local/sqliteMetrics.ts';
import { sqliteSubjects } from '../adapters/local/sqliteSubjects.ts';
import { sqliteVersionCache } from '../adapters/local/sqliteVersionCache.ts';
import { onnxClassifier } from '../adapters/onnx/onnxClassifier.ts';
import type { SecondStageModel } from '../config/workspace.ts';
import type { IngestPorts } from '../usecases/ingestObject.ts';
import { WrongUse } from './exit.ts';

/** The ports on one machine: a folder, a keyring file, SQLite. The one place where they are put together. */
export interface LocalLake extends IngestPorts {
  readonly root: string;
  /** What `classifier` was made of: each worker thread makes its own. */
  readonly secondStage?: SecondStageModel;
  /** Removes what killed processes left half-written. */
  sweep(): Promise<void>;
  close(): void;
}

/** Opens the lake in a folder, made where it is absent. The keyring may lie elsewhere: HUSHLAKE_KEYRING. */
export const openLocalLake = (folder: string, workspace: string, secondStage?: SecondStageModel): LocalLake => {
  const root = resolve(folder);
  mkdirSync(root, { recursive: true });
  const now = () => new Date();
  const database = openLedgerDatabase(root, now);
  const store = folderStore(root, workspace, sqliteVersionCache(database), key => {
    process.stderr.write(`left out, its name or link cannot be read: ${key}\n`);
  });
  const subjects = sqliteSubjects(root);
  const wrapper = keyring(
    process.env['HUSHLAKE_KEYRING'] ?? join(root, 'keyring.json'),
    !existsSync(join(root, 'keys')),
  );
  return {
    root,
    store,
    keys: envelopeKeys(wrapper, store, workspace, now),
    subjects,
    ledger: sqliteLedger(database),
    catalog: jsonCatalog(store),
    metrics: sqliteMetrics(database),
    now,
    ...(secondStage ? { secondStage, classifier: onnxClassifier(secondStage) } : {}),
    random: bytes => {
      randomFillSync(bytes);
    },
    sweep: store.sweep,
    close: () => {
      subjects.close();
      database.close();
    },
  };
};

/**
 * Loads share the lake; what rewrites or removes the files of loads has it alone. Waits for its turn; the lock ends with
 * the process.
 */
export const holdLake = <T>({ root }: LocalLake, mode: 'shared' | 'exclusive', work: () => Promise<T>): Promise<T> => {
  const waits = (): void => {
    const who = mode === 'shared' ? 'a command that changes files' : 'another command';
    process.stderr.write(`${who} is at work on ${root}: waiting for it\n`);
  };
  return withLock(join(root, 'ledger', 'lake.lock'), mode, waits, work);
};

/** Opens a lake that something has been loaded into. @throws WrongUse where there is none: a typo must not make one */
export const openExistingLake = (folder: string, workspace: string, secondStage?: SecondStageModel): LocalLake => {
  if (!existsSync(join(folder, 'ledger'))) {
    throw new WrongUse(`there is no lake at ${folder}: run \`npx hushlake demo\`, or name one with --lake`);
  }
  return openLocalLake(folder, workspace, secondStage);
};
