import { createHash } from 'node:crypto';
import { dateText } from './civil.ts';

/** First 32 hex digits of SHA-256(uri ‖ 0x00 ‖ version): one raw object version, one load. */
export const loadIdOf = (uri: string, version: string): string =>
  createHash('sha256').update(uri).update('\0').update(version).digest('hex').slice(0, 32);

const day = (arrivedAt: Date): string => dateText(Math.floor(arrivedAt.getTime() / 86_400_000));

/** Where a load's good rows lie. A pure function of the raw object version, so that a repeated load lands on the same key. */
export const bronzeKeyOf = (source: string, table: string, arrivedAt: Date, loadId: string): string =>
  `bronze/${source}/${table}/ingest_date=${day(arrivedAt)}/${loadId}.parquet`;

/** Where a load's bad rows lie. */
export const quarantineKeyOf = (source: string, table: string, loadId: string): string =>
  `quarantine/${source}/${table}/${loadId}.jsonl.zst`;
