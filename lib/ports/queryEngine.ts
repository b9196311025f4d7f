export type SqlValue = string | number | bigint | boolean | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** Runs SQL over bronze and silver: Athena in AWS, DuckDB on one machine. */
export interface QueryEngine {
  /** Which of the two ways to write SQL this engine reads. */
  readonly dialect: 'duckdb' | 'athena';
  /** Runs one statement that returns no rows. */
  execute(sql: string): Promise<void>;
  /** Runs one SELECT. Timestamps, dates and decimals come as text. */
  query(sql: string): Promise<readonly SqlRow[]>;
}
