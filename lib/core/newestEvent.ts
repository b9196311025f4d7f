import type { TableContract } from '../config/tableContract.ts';
import type { Batch } from './batch.ts';
import { timestampText } from './civil.ts';

/**
 * The newest time that rows themselves speak of, over all batches of a load: the first timestamp among the contract's
 * `order_by` columns. Freshness goes by arrival; this tells an old backfill from new data, and a clock in the future.
 */
export const newestEvent = (contract: TableContract) => {
  const name = contract.orderBy.find(column =>
    contract.columns.some(declared => declared.name === column && declared.type.kind === 'timestamp'),
  );
  let newest: bigint | undefined;
  return {
    add: (batch: Batch): void => {
      for (const value of (name && batch.columns.get(name)?.values) || []) {
        if (typeof value === 'bigint' && (newest === undefined || value > newest)) newest = value;
      }
    },
    /** `YYYY-MM-DD HH:MM:SS.ffffff` in UTC; undefined where rows tell no time. */
    text: (): string | undefined => (newest === undefined ? undefined : timestampText(newest)),
  };
};
