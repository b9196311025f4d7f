import type { QueryEngine } from '../../lib/ports/queryEngine.ts';

/** What every QueryEngine must do. `schema` is one that the test may make tables in, quoted as the engine's queries want it. */
export const queryEngineContract = (open: () => Promise<{ engine: QueryEngine; table: string }>): void => {
  test('what is written is read, with 64-bit integers exact and times as text', async () => {
    const { engine, table } = await open();
    await engine.execute(`CREATE TABLE ${table} AS SELECT CAST(9007199254740993 AS BIGINT) AS id, 'hé 👋' AS name,
      CAST(NULL AS VARCHAR) AS nothing, true AS open, CAST('2026-01-02' AS DATE) AS day,
      CAST('2026-01-02 03:04:05.123456' AS TIMESTAMP) AS at, CAST('-0.50' AS DECIMAL(10,2)) AS paid`);
    const [row] = await engine.query(`SELECT * FROM ${table}`);
    expect(row).toMatchObject({ name: 'hé 👋', nothing: null, open: true, day: '2026-01-02', paid: '-0.50' });
    expect(BigInt(row!['id'] as bigint)).toBe(9007199254740993n);
    expect(row!['at']).toMatch(/^2026-01-02 03:04:05\.123456/);
  });

  test('a query without rows gives none', async () => {
    const { engine, table } = await open();
    await engine.execute(`CREATE TABLE ${table} AS SELECT 1 AS id`);
    expect(await engine.query(`SELECT * FROM ${table} WHERE id = 2`)).toEqual([]);
  });

  test('an error quotes no value of a row', async () => {
    const { engine } = await open();
    const failed = await engine.query("SELECT CAST('202-555-0143' AS INTEGER) AS n").catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Error);
    expect((failed as Error).message).not.toContain('555');
  });
};
