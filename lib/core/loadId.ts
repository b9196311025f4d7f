import { createHash } from 'node:crypto';
import { dateText } from './civil.ts';

/** First 32 hex digits of SHA-256(uri ‖ 0x00 ‖ version): one raw object version, one load. */
export const loadIdOf = (uri: string, version: string): string =>
  createHash('sha256').update(uri).update('\0').update(version).digest('hex').slice(0, 32);

const day = (arrivedAt: Date): string => dateText(Math.floor(arrivedAt.getTime() / 86_400_000));

/**
 * Where a load's good rows lie. A pure function of the raw object version, so that a repeated load lands on the same key.
 * `name`: the load's id, or that of one of its parts.
 */
export const bronzeKeyOf = (source: string, table: string, arrivedAt: Date, name: string): string =>
  `bronze/${source}/${table}/ingest_date=${day(arrivedAt)}/${name}.parquet`;

/** Where a load's bad rows lie. */
export const quarantineKeyOf = (source: string, table: string, name: string): string =>
  `quarantine/${source}/${table}/${name}.jsonl.zst`;

/**
 * The files of a load that was made in parts. A part is named after its first row; `plan` tells apart parts that were cut
 * otherwise: same plan, same rows.
 */
export interface LoadParts {
  /** Eight hex digits. */
  readonly plan: string;
  /** First rows of the parts that have good rows, and of those that have bad ones. */
  readonly bronze: readonly number[];
  readonly quarantine: readonly number[];
}

/** What the names of all parts of one plan begin with, and no other name does. */
export const partPrefix = (loadId: string, plan: string): string => `${loadId}-${plan}-`;

/** `<load_id>-<plan>-<first row, twelve digits>`; parts sort in the order of their rows. */
export const partName = (loadId: string, plan: string, row: number): string =>
  `${partPrefix(loadId, plan)}${String(row).padStart(12, '0')}`;

/** The load that a file of bronze or quarantine belongs to, by its key: what its name begins with. */
export const loadOfFile = (key: string): string => key.slice(key.lastIndexOf('/') + 1).slice(0, 32);

interface LoadFiles {
  readonly loadId: string;
  readonly source: string;
  readonly table: string;
  readonly arrivedAt: Date;
  readonly bronzeKey?: string;
  readonly quarantineKey?: string;
  readonly parts?: LoadParts;
}

/** Every bronze file of a committed load, in the order of its rows; none once they were expired. */
export const bronzeKeysOf = ({ loadId, source, table, arrivedAt, bronzeKey, parts }: LoadFiles): readonly string[] => {
  if (bronzeKey === undefined) return [];
  if (!parts) return [bronzeKey];
  return parts.bronze.map(row => bronzeKeyOf(source, table, arrivedAt, partName(loadId, parts.plan, row)));
};

/** Every quarantine file of a committed load. */
export const quarantineKeysOf = ({ loadId, source, table, quarantineKey, parts }: LoadFiles): readonly string[] => {
  if (quarantineKey === undefined) return [];
  if (!parts) return [quarantineKey];
  return parts.quarantine.map(row => quarantineKeyOf(source, table, partName(loadId, parts.plan, row)));
};
