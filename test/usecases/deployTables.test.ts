import type { CatalogColumn, CatalogTable } from '../../lib/ports/catalog.ts';
import { BreakingChanges, type Declarations, declaredColumns, deployTables } from '../../lib/usecases/deployTables.ts';
import { column, contract } from '../contracts.ts';

const texter = contract({
  table: 'texter',
  columns: [column('id', 'bigint'), column('phone'), column('language')],
  pseudonymized: ['phone'],
  encrypted: ['phone'],
});
const message = contract({ identity: ['id'], scrubbed: ['message'], encrypted: ['message'] });

const memory = (): Declarations & { readonly tables: Map<string, CatalogTable> } => {
  const tables = new Map<string, CatalogTable>();
  return {
    tables,
    declarations: async () => [...tables.values()],
    declare: async (schema: string, table: string, columns: readonly CatalogColumn[]) => {
      tables.set(`${schema}.${table}`, { schema, table, columns });
    },
  };
};
const strict = { allowBreaking: false };

test('a table is deployed with what its contract writes to bronze', () => {
  expect(declaredColumns(texter).map(({ name, type }) => `${name} ${type.kind}`)).toEqual(
    expect.arrayContaining([
      'id bigint',
      'phone string',
      'phone_encrypted binary',
      'language string',
      '_load_id string',
    ]),
  );
});

test('in the short form, types that come with the objects are not promised', () => {
  const names = declaredColumns(message).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['message', 'message_encrypted', 'message_key_id', '_load_id']));
  expect(names).not.toContain('id');
});

test('deploying the same contracts again is no break', async () => {
  const catalog = memory();
  await deployTables(catalog, [texter, message], strict);
  await deployTables(catalog, [texter, message], strict);
  expect(catalog.tables.size).toBe(2);
});

test('a break is refused before any table is touched, and goes through when it is allowed', async () => {
  const catalog = memory();
  await deployTables(catalog, [texter], strict);
  const shorter = { ...texter, columns: texter.columns.filter(({ name }) => name !== 'language') };
  const refused = deployTables(catalog, [message, shorter], strict);
  await expect(refused).rejects.toThrow(BreakingChanges);
  await expect(refused).rejects.toThrow('ctl_dev_bronze.platformdb.texter: the column language');
  expect([...catalog.tables.keys()]).toEqual(['ctl_dev_bronze.platformdb.texter']);
  await deployTables(catalog, [message, shorter], { allowBreaking: true });
  expect(catalog.tables.size).toBe(2);
});

test('a table that no contract names any more is a break', async () => {
  const catalog = memory();
  await deployTables(catalog, [texter, message], strict);
  await expect(deployTables(catalog, [message], strict)).rejects.toThrow('no contract names this table any more');
});
