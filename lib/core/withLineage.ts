import type { StoredType, StoredValue, Transform } from './batch.ts';
import { withColumns } from './batch.ts';
import { lineageColumns } from './layout.ts';

/** Where a load's rows come from. */
export interface Lineage {
  readonly uri: string;
  readonly version: string;
  readonly loadId: string;
  /** When the object arrived in raw; also decides `ingest_date`. */
  readonly arrivedAt: Date;
  readonly contractVersion: string;
}

/** Adds the system columns that tell where each row came from. */
export const withLineage = (lineage: Lineage): Transform => {
  const constants: Record<string, StoredValue> = {
    _source_uri: lineage.uri,
    _source_version: lineage.version,
    _ingested_at: BigInt(lineage.arrivedAt.getTime()) * 1000n,
    _load_id: lineage.loadId,
    _contract_version: lineage.contractVersion,
  };
  return batch =>
    withColumns(
      batch,
      lineageColumns.map(({ name, type }: { name: string; type: StoredType }) => ({
        name,
        type,
        values:
          name === '_source_row'
            ? batch.numbers.map(BigInt)
            : new Array<StoredValue>(batch.length).fill(constants[name]!),
      })),
    );
};
