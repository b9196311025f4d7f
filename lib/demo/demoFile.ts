import type { FaultCode } from '../core/faults.ts';
import type { Label } from '../core/scrub/finding.ts';
import type { DemoPlan } from './plan.ts';

/** A raw file of the demo. The bytes are made while they are read, and again at each reading. */
export interface DemoFile {
  /** E.g. `raw/platform-db/message/2026-11-23/messages-0001.jsonl`. */
  readonly key: string;
  readonly chunks: Iterable<Uint8Array>;
  /** Rows in the file, the broken ones included. */
  readonly rows: number;
  /** Rows that no contract lets pass: quarantine must hold exactly these. */
  readonly broken: number;
}

/** An identifier within a cell. SECRET: a credential of the provider, which is no person's. */
export interface Identifier {
  readonly label: Label | 'SECRET';
  /** As the cell writes it. */
  readonly value: string;
}

/** An identifier and where it was put. */
export interface Planted extends Identifier {
  readonly key: string;
  readonly column: string;
}

export type DemoValue = string | number | bigint | boolean | null | readonly string[];

export type DemoColumns = Readonly<Record<string, DemoValue>>;

export interface DemoRow {
  readonly columns: DemoColumns;
  /** By column. */
  readonly planted: Readonly<Record<string, readonly Identifier[]>>;
}

/** What goes wrong with a row on purpose: in its columns, or in the text that is written. */
export interface Spoil {
  /** The code that quarantine will give it. */
  readonly code: FaultCode;
  readonly columns?: (columns: DemoColumns) => DemoColumns;
  readonly text?: (text: string) => string;
}

/** A file before it is written: any row by its number, from 0. */
export interface Sheet {
  /** The ending tells the format: jsonl, json, csv, with .gz or .zst. */
  readonly key: string;
  readonly rows: number;
  readonly row: (index: number) => DemoRow;
}

/** How a table of the demo is made: its files, and the faults that some of its rows have. */
export interface DemoTable {
  readonly faults: readonly Spoil[];
  readonly sheets: (plan: DemoPlan) => readonly Sheet[];
}
