import { describe, expect, test } from '@jest/globals';
import { checkQueries } from '../../../lib/core/silver/checks.ts';
import { athenaDialect, duckdbDialect, storedType } from '../../../lib/core/silver/dialect.ts';
import { prepareSql } from '../../../lib/core/silver/prepare.ts';
import { publishSql } from '../../../lib/core/silver/publish.ts';
import type { SilverColumn } from '../../../lib/core/silver/silverTable.ts';
import { silverTable } from '../../../lib/core/silver/silverTable.ts';
import { stageNewestSql } from '../../../lib/core/silver/stage.ts';
import { stageHistorySql } from '../../../lib/core/silver/stageHistory.ts';
import { messageContract } from '../../usecases/silver/smallLake.ts';

const athena = athenaDialect('s3://lake-silver/silver');
const contract = messageContract({ deleteWhen: { op: ['D'] } });
const columns: readonly SilverColumn[] = [
  { name: 'id', type: { kind: 'int' } },
  { name: 'op', type: { kind: 'string' } },
  { name: 'updated_at', type: { kind: 'timestamp' } },
];
const part = { relation: '"ctl_dev_bronze_platformdb"."message"', columns: columns.map(({ name }) => name) };
const input = { fresh: [part], earlier: [part], replayed: ['l1'] };

describe('preparing a table', () => {
  test.each([
    [
      'DuckDB',
      duckdbDialect,
      'ALTER TABLE "ctl_dev_silver"."platformdb"."message" ALTER COLUMN "id" SET DATA TYPE BIGINT',
      'ALTER TABLE "ctl_dev_silver"."platformdb"."message" ADD COLUMN "op" VARCHAR',
    ],
    [
      'Athena',
      athena,
      'ALTER TABLE `ctl_dev_silver_platformdb`.`message` CHANGE COLUMN `id` `id` bigint',
      'ALTER TABLE `ctl_dev_silver_platformdb`.`message` ADD COLUMNS (`op` string)',
    ],
  ])('%s widens what is there and adds what is new', (_, dialect, widened, added) => {
    const held = silverTable(contract, columns, [], dialect).columns.filter(({ name }) => name !== 'op');
    const wider = columns.map(column =>
      column.name === 'id' ? { name: 'id', type: { kind: 'bigint' } as const } : column,
    );
    const table = silverTable(contract, wider, held, dialect);
    const statements = prepareSql(table, held, table.columns);
    expect(statements.filter(sql => sql.startsWith('ALTER'))).toEqual([widened, added]);
  });

  test('a table that has all its columns is left as it is', () => {
    const table = silverTable(contract, columns, [], duckdbDialect);
    expect(prepareSql(table, table.columns, table.columns)).toEqual([]);
  });

  test('a new table is Iceberg in Athena, partitioned as the contract says', () => {
    const table = silverTable({ ...contract, partitionBy: ['updated_at'] }, columns, [], athena);
    const [create] = prepareSql(table, [], []);
    expect(create).toContain('CREATE TABLE IF NOT EXISTS `ctl_dev_silver_platformdb`.`message` (`id` int, `op` string');
    expect(create).toContain('PARTITIONED BY (`updated_at`)');
    expect(create).toContain("LOCATION 's3://lake-silver/silver/ctl_dev_silver_platformdb/message/'");
    expect(create).toContain("'table_type' = 'ICEBERG'");
  });
});

test.each([
  ['newest version', silverTable(contract, columns, [], athena), stageNewestSql],
  ['whole history', silverTable({ ...contract, history: 'scd2' }, columns, [], athena), stageHistorySql],
] as const)('%s in Athena uses no word that only DuckDB knows', (_, table, stage) => {
  const all = [stage(table, input), ...publishSql(table), ...checkQueries(table).map(({ sql }) => sql)].join('\n');
  expect(all).not.toMatch(/\b(QUALIFY|OR REPLACE|EXCLUDE|BY NAME|read_parquet|VARCHAR\[|::|BLOB)\b|_staging"\./);
  expect(all).toContain('"ctl_dev_silver_platformdb"."_staging__message"');
  expect(all).toContain('AS timestamp(6)) AS "updated_at"');
});

test('publishing is one MERGE; deletions are remembered before it', () => {
  const statements = publishSql(silverTable(contract, columns, [], duckdbDialect));
  expect(statements.map(sql => sql.split('\n')[0])).toEqual([
    'MERGE INTO "ctl_dev_silver"."platformdb"."_tombstones__message" AS t',
    'MERGE INTO "ctl_dev_silver"."platformdb"."message" AS t',
  ]);
});

test.each([
  ['VARCHAR', { kind: 'string' }],
  ['timestamp(6)', { kind: 'timestamp' }],
  ['DECIMAL(10,2)', { kind: 'decimal', precision: 10, scale: 2 }],
  ['decimal(10, 2)', { kind: 'decimal', precision: 10, scale: 2 }],
  ['INTERVAL', undefined],
])('the engine’s %s is read back', (text, type) => {
  expect(storedType(text)).toEqual(type);
});
