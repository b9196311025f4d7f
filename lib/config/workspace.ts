import type { FreshnessPromise, IngestLimits, RawFormat, SecondStage, TableContract } from './tableContract.ts';

export type Layer = 'raw' | 'bronze' | 'silver' | 'quarantine';

export interface Job {
  readonly stage: 'raw_to_bronze' | 'bronze_to_silver' | 'monitoring' | 'models';
  /** Its key in jobs.yaml. */
  readonly name: string;
  readonly appName: string;
  /** Which contracts it works on; undefined for monitoring and models. */
  readonly source?: string;
  /** Tables of that source; for models `catalog.schema.table`. */
  readonly tables: readonly string[];
  readonly format?: RawFormat;
  /** Seconds between two runs of a monitor. */
  readonly every?: number;
  /** `catalog.schema` that it writes. */
  readonly schema?: string;
  /** Of its metrics and alarms. */
  readonly labels: Readonly<Record<string, string>>;
  readonly monitoringName: string;
}

/** Who may do what; what is not listed is denied. */
export interface Principal {
  readonly description?: string;
  /** `bronze`, `silver`, `quarantine`, or one source of a layer: `silver/platform-db`. */
  readonly read: readonly string[];
  /** Encrypted columns, as `source.table.column`. */
  readonly decrypt: readonly string[];
  /** Jobs by name. */
  readonly start: readonly string[];
  /** Kinds of person, e.g. `texter_id`: whom they may erase. */
  readonly erase: readonly string[];
}

/** What a workspace may use in AWS: the counterpart of cluster policies. Sizes in bytes, times in seconds. */
export interface Compute {
  readonly ingest: {
    readonly memory: number;
    readonly timeout: number;
    readonly concurrency: number;
    readonly tries: number;
  };
  readonly silver: { readonly memory: number; readonly timeout: number };
  readonly athena: { readonly scanLimit: number };
}

/** A second stage with the model that does it. */
export interface SecondStageModel extends SecondStage {
  /** Folder of model.onnx, tokenizer.json and config.json. Relative to the workspace's folder; in Lambda to /opt. */
  readonly model: string;
  /** Windows that the model reads at once. */
  readonly batchSize: number;
  /** Lambda layers that hold the model and the packages that run it. */
  readonly layers: readonly string[];
}

/** A workspace with every default filled in. Plain data. Times in seconds, sizes in bytes. */
export interface Workspace {
  readonly name: string;
  readonly description?: string;
  readonly account: string;
  readonly region: string;
  readonly locales: readonly string[];
  readonly retention: Readonly<Partial<Record<Layer, number>>>;
  readonly limits: IngestLimits & { readonly splitSize: number };
  readonly compute: Compute;
  readonly secondStage?: SecondStageModel;
  /** The promise of tables that make none. */
  readonly freshness?: FreshnessPromise;
  readonly schedules: Readonly<Partial<Record<'freshness_check' | 'audit' | 'silver' | 'maintenance', number>>>;
  readonly onCall: { readonly team: string; readonly email: string };
  readonly principals: Readonly<Record<string, Principal>>;
  /** Workspaces whose silver is read from here. */
  readonly federates: readonly string[];
  readonly jobs: readonly Job[];
  /** Every table, by source and name. */
  readonly tables: readonly TableContract[];
}
