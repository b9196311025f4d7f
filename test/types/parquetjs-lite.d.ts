/** The part of parquetjs-lite that the tests use: it has no types of its own. */
declare module 'parquetjs-lite' {
  type Row = Readonly<Record<string, unknown>>;
  class ParquetSchema {
    constructor(fields: Readonly<Record<string, Readonly<Record<string, unknown>>>>);
  }
  class ParquetWriter {
    static openFile(schema: ParquetSchema, path: string, options?: object): Promise<ParquetWriter>;
    setRowGroupSize(rows: number): void;
    appendRow(row: Row): Promise<void>;
    close(): Promise<void>;
  }
  const parquet: { ParquetSchema: typeof ParquetSchema; ParquetWriter: typeof ParquetWriter };
  export default parquet;
}
