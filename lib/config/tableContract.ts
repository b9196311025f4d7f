import type { Label } from '../core/scrub/finding.ts';

/** A column's type, in the words that Spark, Glue and Trino share. `json` is kept as text. */
export type ColumnType =
  | { readonly kind: 'string' | 'boolean' | 'int' | 'bigint' | 'double' | 'date' | 'timestamp' | 'json' }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number };

/** Limits a value must keep; a row that breaks one goes to quarantine. */
export interface ColumnChecks {
  /** Smallest value allowed; for dates and timestamps as ISO text. */
  readonly min?: number | string;
  readonly max?: number | string;
  readonly one_of?: readonly (string | number | boolean)[];
  /** Regular expression that the whole text must match. */
  readonly matches?: string;
  /** Longest text, in Unicode code points. */
  readonly max_length?: number;
}

export interface ContractColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly description?: string;
  readonly classification?: string;
  readonly checks: ColumnChecks;
}

/** A check on the silver table as it would be published. */
export type TableCheck =
  | { readonly name: string; readonly kind: 'unique'; readonly columns: readonly string[] }
  | { readonly name: string; readonly kind: 'row_count'; readonly min?: number; readonly max?: number }
  /** A SELECT that returns the failing rows; `{table}` stands for the table under test. */
  | { readonly name: string; readonly kind: 'sql'; readonly sql: string };

export type SchemaEvolution = 'rescue' | 'add_new_columns' | 'fail_on_new_columns';

/** Times in seconds. */
export interface FreshnessPromise {
  readonly expectedEvery: number;
  readonly warnAfter: number;
  readonly errorAfter: number;
}

/** How a model looks again at scrubbed texts: all of it that bronze depends on. */
export interface SecondStage {
  /** SHA-256, in hex, of model.onnx, tokenizer.json and config.json, one after the other. */
  readonly sha256: string;
  /** What each of the model's entity types is; `keep` leaves it in clear. */
  readonly labels: Readonly<Record<string, Label | 'keep'>>;
  /** Least probability of a finding, above 0, at most 1. */
  readonly threshold: number;
  /** Which texts are looked at: those that the first stage is unsure of, or all. */
  readonly when: 'unsure' | 'always';
  /** Most tokens that the model reads at once; longer texts are read in windows. */
  readonly maxTokens: number;
}

/** What scrubbing does beyond the locales. */
export interface ScrubOptions {
  /** Ages tell nobody apart by themselves, and research needs them: kept unless asked otherwise. */
  readonly ages?: 'keep' | 'redact';
  /** The column that names the conversation: within it, one value found is one placeholder. */
  readonly consistentWithin?: string;
}

/** How a row tells whose it is, for erasure. */
export interface Subject {
  readonly column: string;
  /**
   * What the column's values name: a kind of person (`texter_id`), or `<source>.<table>` where they are the identity of a
   * row of that table, whose subject is the person.
   */
  readonly kind: string;
  /** The table, of the same source, whose rows the values name. */
  readonly through?: string;
  /** Rows of other tables belong to rows of this one. */
  readonly leads?: boolean;
}

/**
 * A table's contract with every default filled in: all that the pipeline knows of a table.
 * Made by lib/config from the YAML; plain data, so that it can cross to a worker thread.
 */
export interface TableContract {
  readonly workspace: string;
  /** Folder name under raw/ and bronze/, e.g. `platform-db`. */
  readonly source: string;
  /** Table name, e.g. `message`. */
  readonly table: string;
  /** First 12 hex digits of the SHA-256 of the contract's canonical JSON: changes when the contract does. */
  readonly version: string;
  /** `catalog.schema` of bronze and silver, e.g. `ctl_dev_bronze.platformdb`. */
  readonly bronzeSchema: string;
  readonly silverSchema: string;
  readonly description?: string;
  readonly owner?: string;
  /** True for the seed's short form, which declares no columns: types are then inferred per object. */
  readonly shortForm: boolean;
  /** Declared columns in order; empty in the short form. */
  readonly columns: readonly ContractColumn[];
  readonly identity: readonly string[];
  readonly encrypted: readonly string[];
  readonly scrubbed: readonly string[];
  /** Absent where the contract leaves every option as it is. */
  readonly scrubOptions?: ScrubOptions;
  readonly pseudonymized: readonly string[];
  readonly dropped: readonly string[];
  readonly checksum?: { readonly columns: readonly string[]; readonly keyed: boolean };
  readonly schemaEvolution: SchemaEvolution;
  /** Which version of a row is newer; empty means: the one that arrived later. */
  readonly orderBy: readonly string[];
  /** CDC tombstones: the row is a deletion when each named column holds one of the values. */
  readonly deleteWhen?: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  readonly history: 'none' | 'scd2';
  readonly partitionBy: readonly string[];
  readonly freshness?: FreshnessPromise;
  readonly volume?: { readonly expectedRows: number; readonly tolerance: number };
  readonly checks: readonly TableCheck[];
  /** Seconds that each layer keeps its files. */
  readonly retention?: Readonly<Partial<Record<'raw' | 'bronze' | 'silver' | 'quarantine', number>>>;
  /** BCP 47 tags; choose the scrubber's recognizers. */
  readonly locales: readonly string[];
  /** Absent where the workspace has no second stage or the table nothing to scrub. */
  readonly secondStage?: SecondStage;
  /** Whose each row is. */
  readonly subject?: Subject;
  /** Format of a raw object whose name does not tell. */
  readonly format: RawFormat;
}

export type RawFormat = 'jsonl' | 'json' | 'csv' | 'parquet';

/** Bounds that keep one hostile object from taking the worker down. */
export interface IngestLimits {
  /** Longest row, in bytes after decompression. */
  readonly maxRowBytes: number;
  /** Largest ratio of decompressed to compressed bytes. */
  readonly maxExpansionRatio: number;
}
