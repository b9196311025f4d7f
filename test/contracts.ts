import type { ColumnType, ContractColumn, TableContract } from '../lib/config/tableContract.ts';

/** `bigint`, `decimal(10,2)` … as the YAML writes them. */
export const type = (text: string): ColumnType => {
  const decimal = /^decimal\((\d+),(\d+)\)$/.exec(text);
  return decimal
    ? { kind: 'decimal', precision: Number(decimal[1]), scale: Number(decimal[2]) }
    : ({ kind: text } as ColumnType);
};

export const column = (name: string, kind = 'string', more: Partial<ContractColumn> = {}): ContractColumn => ({
  name,
  type: type(kind),
  nullable: true,
  checks: {},
  ...more,
});

/** A contract with everything at its default but what the test is about. */
export const contract = (more: Partial<TableContract> = {}): TableContract => ({
  workspace: 'ctl-dev',
  source: 'platform-db',
  table: 'message',
  version: '0123456789ab',
  bronzeSchema: 'ctl_dev_bronze.platformdb',
  silverSchema: 'ctl_dev_silver.platformdb',
  shortForm: (more.columns ?? []).length === 0,
  columns: [],
  identity: ['id'],
  encrypted: [],
  scrubbed: [],
  pseudonymized: [],
  dropped: [],
  schemaEvolution: 'rescue',
  orderBy: [],
  history: 'none',
  partitionBy: [],
  checks: [],
  locales: ['en-US'],
  format: 'jsonl',
  ...more,
});
