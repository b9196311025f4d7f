import { duckdbEngine } from '../../lib/adapters/local/duckdb.ts';
import { newFolder } from '../folders.ts';
import { queryEngineContract } from '../ports/queryEngine.contract.ts';

describe('DuckDB as QueryEngine', () => {
  const engines: { close(): Promise<void> }[] = [];
  afterAll(() => Promise.all(engines.map(engine => engine.close())));
  queryEngineContract(async () => {
    const engine = duckdbEngine({ lake: newFolder(), silverCatalogs: ['ctl_dev_silver'] });
    engines.push(engine);
    return { engine, table: '"ctl_dev_silver"."main"."t"' };
  });
});
