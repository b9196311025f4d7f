import { join } from 'node:path';
import { loadWorkspace } from '../../lib/config/load.ts';
import type { TableContract } from '../../lib/config/tableContract.ts';
import { conform } from '../../lib/core/conform.ts';
import { inference, needsInference } from '../../lib/core/infer.ts';
import { layoutOf } from '../../lib/core/layout.ts';
import { type DemoFile, generate } from '../../lib/demo/generate.ts';
import { options, rowsOf, tableOf } from './files.ts';

const loaded = await loadWorkspace(join(import.meta.dirname, '../../configs'), 'ctl-dev');
if (!loaded.ok) throw new Error('configs/ctl-dev does not load');
const contracts = new Map(loaded.workspace.tables.map(table => [`${table.source}/${table.table}`, table]));

/** Columns of the seed's two tables in short form, which declare none. */
const shortForms: Readonly<Record<string, readonly string[]>> = {
  'platform-db/message': ['id', 'conversation_id', 'message', 'status', 'type', 'timestamp'],
  'platform-db/reporting_log_value': ['id', 'question_id', 'value', 'group_number', 'conversation_id'],
};

const columnsOf = (contract: TableContract): readonly string[] =>
  contract.shortForm
    ? shortForms[`${contract.source}/${contract.table}`]!
    : contract.columns.map(column => column.name);

const conformed = async (file: DemoFile, contract: TableContract) => {
  const rows = await rowsOf(file);
  const inferred = inference(contract);
  if (needsInference(contract)) inferred.add(rows);
  const layout = layoutOf(contract, needsInference(contract) ? inferred.columns() : undefined);
  return { rows, batch: conform(contract, layout)(rows) };
};

describe('the demo and the contracts of ctl-dev', () => {
  const files = [...generate(options)];

  test('every table has files, every file a table', () => {
    expect([...new Set(files.map(tableOf))].sort()).toEqual([...contracts.keys()].sort());
  });

  test.each(files.map(file => [file.key, file] as const))('%s keeps its contract', async (_, file) => {
    const contract = contracts.get(tableOf(file))!;
    const { rows, batch } = await conformed(file, contract);
    expect(batch.length).toBe(file.rows - file.broken);
    expect(batch.rejected).toHaveLength(file.broken);
    const good = new Set(batch.numbers);
    for (const row of rows) {
      if ('fault' in row || !good.has(row.number)) continue;
      expect(Object.keys(row.record).sort()).toEqual([...columnsOf(contract)].sort());
    }
  });

  test('each broken row has a fault of its own', async () => {
    const codes: string[] = [];
    for (const file of files) {
      const { batch } = await conformed(file, contracts.get(tableOf(file))!);
      codes.push(...batch.rejected.map(({ fault }) => fault.code));
    }
    expect(codes.sort()).toEqual([
      'check_failed',
      'column_count',
      'identity_missing',
      'malformed_row',
      'not_an_object',
      'null_not_allowed',
      'type_mismatch',
    ]);
  });

  test('with a share, quarantine still holds exactly what the files say', async () => {
    for (const file of generate({ ...options, messages: 500, brokenShare: 0.2 })) {
      const { batch } = await conformed(file, contracts.get(tableOf(file))!);
      expect([file.key, batch.rejected.length]).toEqual([file.key, file.broken]);
    }
  });
});
