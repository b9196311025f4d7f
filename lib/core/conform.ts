import type { TableContract } from '../config/tableContract.ts';
import type { Batch, Column, Rejection, StoredValue } from './batch.ts';
import { valueCheck } from './columnChecks.ts';
import type { RowFault } from './faults.ts';
import { type Layout, rescuedColumn, type SourceColumn } from './layout.ts';
import { jsonText, mismatch, type Parser, parseAsText, parserOf } from './parseValue.ts';
import type { SourceRecord, SourceRow, SourceValue } from './rows.ts';
import { textOf } from './valueText.ts';

const jsonType = (value: SourceValue): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

/** Names such as `constructor` are found on every object: they need the careful look-up. */
const reader = (name: string): ((record: SourceRecord) => SourceValue | undefined) =>
  name in Object.prototype
    ? record => (Object.hasOwn(record, name) ? record[name] : undefined)
    : record => record[name];

const parserOfColumn = (column: SourceColumn): Parser =>
  column.inferred && column.type.kind === 'string' ? parseAsText : parserOf(column.type);

/** Puts the value into `values[at]`, or says why it cannot. */
type Store = (record: SourceRecord, at: number) => RowFault | undefined;

const storeOf = (column: SourceColumn, identity: boolean, values: StoredValue[], seen: { count: number }): Store => {
  const { name } = column;
  const read = reader(name);
  const parse = parserOfColumn(column);
  const check = valueCheck(column.type, column.checks);
  const expected = column.type.kind;
  return (record, at) => {
    const value = read(record);
    if (value !== undefined) seen.count++;
    if (value === null || value === undefined) {
      if (identity) return { code: 'identity_missing', column: name };
      if (!column.nullable) return { code: 'null_not_allowed', column: name };
      values[at] = null;
      return undefined;
    }
    const parsed = parse(value);
    if (parsed === mismatch) return { code: 'type_mismatch', column: name, expected, found: jsonType(value) };
    const broken = check?.(parsed);
    if (broken) return { code: 'check_failed', column: name, expected: broken };
    values[at] = parsed;
    return undefined;
  };
};

/** Whose a rejected row is, as far as it can be read. */
const subjectReader = (contract: TableContract, layout: Layout): ((row: SourceRow) => { subject?: string }) => {
  const column = layout.source.find(({ name }) => name === contract.subject?.column);
  if (!column) return () => ({});
  const read = reader(column.name);
  const parse = parserOfColumn(column);
  const text = textOf(column.type);
  return row => {
    const value = 'record' in row ? read(row.record) : undefined;
    if (value === undefined || value === null) return {};
    const parsed = parse(value);
    return parsed === mismatch ? {} : { subject: text(parsed as NonNullable<StoredValue>) };
  };
};

/**
 * Rows as they were read → a batch of the layout's source columns, typed and checked. A row that does not fit is
 * rejected whole. Undeclared columns are gathered, as JSON, in `_rescued`; the contract's `dropped` columns vanish here.
 */
export const conform = (contract: TableContract, layout: Layout) => {
  const known = new Set([...layout.source.map(column => column.name), ...contract.dropped]);
  const droppedReaders = contract.dropped.map(reader);
  const identities = new Set(contract.identity);
  const subjectOf = subjectReader(contract, layout);

  return (rows: readonly SourceRow[]): Batch => {
    const seen = { count: 0 };
    const columns: Column[] = layout.source.map(({ name, type }) => ({ name, type, values: [] }));
    const stores = layout.source.map((column, i) =>
      storeOf(column, identities.has(column.name), columns[i]!.values as StoredValue[], seen),
    );
    const rescued: StoredValue[] = [];
    const numbers: number[] = [];
    const rejected: Rejection[] = [];

    const storeRow = (record: SourceRecord, at: number): RowFault | undefined => {
      seen.count = 0;
      for (const store of stores) {
        const fault = store(record, at);
        if (fault) return fault;
      }
      for (const read of droppedReaders) if (read(record) !== undefined) seen.count++;
      rescued[at] = null;
      if (Object.keys(record).length === seen.count) return undefined;
      const names = Object.keys(record).filter(name => !known.has(name));
      if (!layout.rescues) return { code: 'undeclared_column' };
      try {
        rescued[at] = jsonText(Object.fromEntries(names.map(name => [name, record[name] as SourceValue])));
        return undefined;
      } catch {
        // Nested deeper than the stack: no text can be made of it, so it cannot be kept beside the row.
        return { code: 'type_mismatch', column: rescuedColumn, expected: 'json', found: 'object' };
      }
    };

    for (const row of rows) {
      const fault = 'fault' in row ? row.fault : storeRow(row.record, numbers.length);
      if (fault) rejected.push({ number: row.number, fault, text: row.text, ...subjectOf(row) });
      else numbers.push(row.number);
    }
    // A rejected last row may have left values behind.
    for (const column of columns) (column.values as StoredValue[]).length = numbers.length;
    rescued.length = numbers.length;
    if (layout.rescues) columns.push({ name: rescuedColumn, type: { kind: 'json' }, values: rescued });
    return {
      length: numbers.length,
      numbers,
      columns: new Map(columns.map(column => [column.name, column])),
      rejected,
      findings: {},
    };
  };
};
