import { constants, zstdCompressSync } from 'node:zlib';
import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { StoredType, StoredValue } from '../core/batch.ts';

export interface ParquetColumn {
  readonly name: string;
  readonly type: StoredType;
  readonly nullable: boolean;
}

/** A row group ends at this many rows … */
const groupRows = 20_000;
/** … or at about this many bytes, whichever comes first: it is what a file costs in memory while it is written. */
const groupBytes = 16 << 20;

const fastest = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
const compressors = { ZSTD: (bytes: Uint8Array): Uint8Array => zstdCompressSync(bytes, fastest) };

const physical = (type: StoredType): Omit<SchemaElement, 'name'> => {
  switch (type.kind) {
    case 'string':
    case 'json':
      return { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } };
    case 'binary':
      return { type: 'BYTE_ARRAY' };
    case 'boolean':
      return { type: 'BOOLEAN' };
    case 'int':
      return { type: 'INT32' };
    case 'bigint':
      return { type: 'INT64' };
    case 'double':
      return { type: 'DOUBLE' };
    case 'date':
      return { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } };
    case 'timestamp':
      // Without an explicit logical type the writer says milliseconds.
      return {
        type: 'INT64',
        converted_type: 'TIMESTAMP_MICROS',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
      };
    case 'decimal':
      return {
        type: 'FIXED_LEN_BYTE_ARRAY',
        type_length: 16,
        converted_type: 'DECIMAL',
        precision: type.precision,
        scale: type.scale,
      };
  }
};

const schemaOf = (columns: readonly ParquetColumn[]): SchemaElement[] => [
  { name: 'root', num_children: columns.length },
  ...columns.map(
    ({ name, type, nullable }): SchemaElement => ({
      ...physical(type),
      name,
      repetition_type: nullable ? 'OPTIONAL' : 'REQUIRED',
    }),
  ),
];

/** About how many bytes a value takes in the buffer. */
const weight = (value: StoredValue): number =>
  typeof value === 'string' ? value.length : value instanceof Uint8Array ? value.length : 8;

/** Hands each finished row group to the sink, and holds the encoder back until the sink has taken it. */
class SinkWriter extends ByteWriter {
  readonly #sink: { write(bytes: Uint8Array): Promise<void> };
  constructor(sink: { write(bytes: Uint8Array): Promise<void> }) {
    super();
    this.#sink = sink;
  }
  async flush(): Promise<void> {
    // A copy: the buffer is used again before the sink may be done with it.
    const bytes = this.getBytes().slice();
    this.index = 0;
    await this.#sink.write(bytes);
  }
  override finish(): Promise<void> {
    return this.flush();
  }
}

/**
 * Writes one Parquet file (zstd, statistics on all columns but bytes), row group by row group; memory holds one row group.
 * Nothing reaches the sink before the first row group is full, and the footer only with `close`.
 */
export const parquetWriter = (sink: { write(bytes: Uint8Array): Promise<void> }, columns: readonly ParquetColumn[]) => {
  const out = new SinkWriter(sink);
  const metadata: { key: string; value: string }[] = [];
  const file = new ParquetWriter({
    writer: out as never,
    schema: schemaOf(columns),
    codec: 'ZSTD',
    compressors,
    kvMetadata: metadata,
    createdBy: 'hushlake',
  });
  let buffered: StoredValue[][] = columns.map(() => []);
  let bufferedRows = 0;
  let bufferedBytes = 0;
  let rows = 0;

  const writeGroup = async (): Promise<void> => {
    if (bufferedRows === 0) return;
    const columnData = columns.map(({ name, type }, i) => ({
      name,
      data: buffered[i]!,
      statistics: type.kind !== 'binary',
    }));
    buffered = columns.map(() => []);
    const groupSize = bufferedRows;
    bufferedRows = 0;
    bufferedBytes = 0;
    await file.write({ columnData: columnData as never, rowGroupSize: groupSize });
  };

  return {
    /** Adds rows. A column that the batch does not have is NULL in all of them. */
    append: async (batch: ReadonlyMap<string, readonly StoredValue[]>, length: number): Promise<void> => {
      for (let from = 0; from < length; ) {
        const to = Math.min(length, from + groupRows - bufferedRows);
        for (let i = 0; i < columns.length; i++) {
          const values = batch.get(columns[i]!.name);
          const target = buffered[i]!;
          for (let row = from; row < to; row++) {
            const value = values ? values[row]! : null;
            target.push(value);
            bufferedBytes += value === null ? 1 : weight(value);
          }
        }
        bufferedRows += to - from;
        rows += to - from;
        from = to;
        if (bufferedRows >= groupRows || bufferedBytes >= groupBytes) await writeGroup();
      }
    },
    /** Writes the footer with this key-value metadata. The file is whole when this resolves. */
    close: async (
      footer: Readonly<Record<string, string>>,
    ): Promise<{ readonly rows: number; readonly bytes: number }> => {
      await writeGroup();
      for (const [key, value] of Object.entries(footer)) metadata.push({ key, value });
      await file.finish();
      return { rows, bytes: out.offset };
    },
  };
};
