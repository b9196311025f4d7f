import type { MetricRecord } from './loadLedger.ts';

/** Where metrics go: CloudWatch (EMF) in AWS, the ledger on one machine. */
export interface Metrics {
  emit(records: readonly MetricRecord[]): Promise<void>;
}
