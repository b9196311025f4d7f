import type { Catalog } from '../../lib/ports/catalog.ts';
import { column } from '../contracts.ts';

const columns = (...pairs: [string, string][]) =>
  pairs.map(([name, kind]) => ({ name, type: column(name, kind).type }));

/** What every Catalog must do. */
export const catalogContract = (open: () => Promise<Catalog>): void => {
  let catalog: Catalog;
  beforeEach(async () => {
    catalog = await open();
  });
  const schema = 'ctl_dev_bronze.platformdb';

  test('a table is made by its first columns and found again', async () => {
    expect(await catalog.table(schema, 'message')).toBeUndefined();
    await catalog.evolve(schema, 'message', columns(['id', 'bigint'], ['paid', 'decimal(10,2)']));
    const table = { schema, table: 'message', columns: columns(['id', 'bigint'], ['paid', 'decimal(10,2)']) };
    expect(await catalog.table(schema, 'message')).toEqual(table);
    expect(await catalog.tables()).toEqual([table]);
  });

  test('new columns are added at the end, types widen, nothing is dropped or narrowed', async () => {
    await catalog.evolve(schema, 'message', columns(['id', 'int'], ['a', 'string']));
    await catalog.evolve(schema, 'message', columns(['b', 'date'], ['id', 'bigint']));
    await catalog.evolve(schema, 'message', columns(['id', 'int']));
    expect((await catalog.table(schema, 'message'))!.columns).toEqual(
      columns(['id', 'bigint'], ['a', 'string'], ['b', 'date']),
    );
  });

  test('many who evolve one table at once lose no column', async () => {
    await Promise.all(
      Array.from({ length: 8 }, (_, i) => catalog.evolve(schema, 'message', columns([`c${i}`, 'string']))),
    );
    const names = (await catalog.table(schema, 'message'))!.columns.map(c => c.name).sort();
    expect(names).toEqual(Array.from({ length: 8 }, (_, i) => `c${i}`));
  });
};
