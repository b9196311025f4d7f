import type { FaultCode } from '../core/faults.ts';
import type { LoadParts } from '../core/loadId.ts';

/** Why a whole load failed. Codes, never messages of others: those may hold values. */
export type LoadErrorCode =
  | 'object_missing'
  | 'object_changed'
  | 'unknown_table'
  | 'key_unavailable'
  | 'store_unavailable'
  | 'model_unavailable'
  | 'out_of_time'
  | 'internal_error';

export interface LoadCounts {
  readonly rowsIn: number;
  readonly rowsBronze: number;
  readonly rowsQuarantined: number;
  readonly findings: Readonly<Record<string, number>>;
  /** Quarantined rows by fault code. */
  readonly faults: Readonly<Partial<Record<FaultCode, number>>>;
  /** The model that looked again, by its SHA-256, and how many texts it read; absent where there is no second stage. */
  readonly secondStage?: { readonly sha256: string; readonly texts: number };
  readonly bytes: number;
  readonly seconds: number;
  /** Newest time that the rows speak of, UTC, to the microsecond; absent where they tell none. */
  readonly newestEvent?: string;
}

/** One raw object version. */
export interface LoadIdentity {
  /** First 32 hex digits of SHA-256(uri ‖ 0x00 ‖ version). */
  readonly loadId: string;
  readonly source: string;
  readonly table: string;
  readonly key: string;
  readonly uri: string;
  readonly version: string;
  /** When the object arrived in raw; fixed by the first attempt, so that every later one lands on the same bronze key. */
  readonly arrivedAt: Date;
}

export interface LoadRecord extends LoadIdentity {
  readonly state: 'started' | 'committed' | 'failed';
  readonly contractVersion: string;
  /** Undefined until committed. `bronzeKey` is absent when no row was good. */
  readonly counts?: LoadCounts;
  readonly bronzeKey?: string;
  readonly quarantineKey?: string;
  /** Of a load that was made in parts: all its files. `bronzeKey` and `quarantineKey` are then the first of them. */
  readonly parts?: LoadParts;
  readonly errorCode?: LoadErrorCode;
  readonly startedAt: Date;
  readonly finishedAt?: Date;
  /** Which attempt wrote what is there now; grows with each replay. */
  readonly revision: number;
  /** The revision that silver has taken in; undefined when none, 0 when that silver was lost, -1 when a run has begun to. */
  readonly mergedRevision?: number;
}

export interface SilverRecord {
  readonly source: string;
  readonly table: string;
  readonly at: Date;
  readonly ok: boolean;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly rows: number;
  /** Names of the checks that failed, or the error's code. */
  readonly failed: readonly string[];
}

interface Audited {
  readonly at: Date;
  readonly who: string;
  readonly reason: string;
}

/** Who saw what: written before the first value is shown. Holds no value and no condition of the query. */
export interface DecryptAudit extends Audited {
  readonly action: 'decrypt';
  readonly source: string;
  readonly table: string;
  readonly column: string;
  /** Cells that are about to be decrypted. */
  readonly rows: number;
}

/** Whose salts are about to be destroyed, or who may come again. People by their `_subject`, never by a value. */
export interface SubjectAudit extends Audited {
  readonly action: 'erase' | 'readmit';
  readonly subjects: readonly { readonly kind: string; readonly subject: string }[];
}

/** Which data key is about to be replaced, and how many cells are under it. They are decrypted, but shown to nobody. */
export interface RotateAudit extends Audited {
  readonly action: 'rotate';
  readonly source: string;
  readonly table: string;
  readonly column: string;
  readonly keyId: string;
  readonly rows: number;
}

export type AuditRecord = DecryptAudit | SubjectAudit | RotateAudit;

/** What a monitor or a load emits. Dimensions are names of tables, never values of rows. */
export interface MetricRecord {
  readonly at: Date;
  readonly name: string;
  readonly value: number;
  readonly unit: 'Count' | 'Seconds';
  readonly dimensions: Readonly<{ Workspace: string; Source?: string; Table?: string }>;
}

/** The record of every load: DynamoDB in AWS, SQLite on one machine. */
export interface LoadLedger {
  /** When this ledger began: freshness of a table without any load counts from here. */
  beganAt(): Promise<Date>;
  get(loadId: string): Promise<LoadRecord | undefined>;
  /**
   * Records that a load begins. Returns the record as it then is: with the first attempt's `arrivedAt`;
   * a committed one comes back unchanged, in state `committed`, unless `again` asks for a replay.
   */
  start(load: LoadIdentity, contractVersion: string, now: Date, options?: { again?: boolean }): Promise<LoadRecord>;
  /** Makes a load final. False when that revision is committed already: then nothing changes. */
  commit(
    loadId: string,
    revision: number,
    outcome: {
      counts: LoadCounts;
      contractVersion: string;
      bronzeKey?: string;
      quarantineKey?: string;
      parts?: LoadParts;
    },
    now: Date,
  ): Promise<boolean>;
  /** Never overwrites a committed record. */
  fail(loadId: string, revision: number, code: LoadErrorCode, now: Date): Promise<void>;
  /**
   * Keeps what a step of a load in parts has found out, for the steps after it. JSON, no value of a row; the last one under
   * a name counts.
   */
  note(loadId: string, name: string, value: unknown): Promise<void>;
  /** The notes of a load whose names begin with the prefix, by name, in its order. */
  notes(loadId: string, prefix?: string): Promise<ReadonlyMap<string, unknown>>;
  forgetNotes(loadId: string, names: readonly string[]): Promise<void>;
  /** The load's file of that layer is gone, as its retention wants. Counts stay. Nothing changes at another revision. */
  forget(loadId: string, revision: number, layer: 'bronze' | 'quarantine'): Promise<void>;
  /** All records, or one table's, in the order of arrival; with `from`, those that arrived then or later. */
  loads(filter?: { source: string; table: string; from?: Date }): Promise<readonly LoadRecord[]>;
  /** The records that are not done, in the order of arrival: started, failed, or not taken into silver at their revision. */
  open(filter?: { source: string; table: string }): Promise<readonly LoadRecord[]>;
  /** When the newest committed load of a table arrived. */
  newestArrival(source: string, table: string): Promise<Date | undefined>;
  markMerged(loads: readonly { loadId: string; revision: number }[]): Promise<void>;
  recordSilver(record: SilverRecord): Promise<void>;
  /** The newest record of each table. */
  silver(): Promise<readonly SilverRecord[]>;
  recordAudit(record: AuditRecord): Promise<void>;
  /** In the order in which they were written. */
  audits(): Promise<readonly AuditRecord[]>;
}
