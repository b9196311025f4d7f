import type { TableContract } from '../config/tableContract.ts';
import { checksumColumn, lineageColumns } from './layout.ts';
import { subjectColumn } from './subject.ts';

const systemColumns = new Set([
  ...lineageColumns.map(({ name }) => name),
  checksumColumn.name,
  subjectColumn,
  'ingest_date',
]);

/**
 * The columns of a table in which nothing that identifies a person should stand: texts that can be read, scrubbed or not,
 * declared or not. Left out are keys, pseudonyms, what a contract calls public, and what the pipeline adds.
 */
export const auditedColumns = (
  contract: TableContract,
  columns: readonly { readonly name: string; readonly kind: string | undefined }[],
): readonly string[] => {
  const known = new Set([
    ...systemColumns,
    ...contract.identity,
    ...contract.pseudonymized,
    ...contract.columns.filter(({ classification }) => classification === 'public').map(({ name }) => name),
  ]);
  return columns
    .filter(({ name, kind }) => (kind === 'string' || kind === 'json') && !known.has(name) && !/_key_id$/.test(name))
    .map(({ name }) => name);
};
