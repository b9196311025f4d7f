import type { FileMetaData, SchemaElement } from 'hyparquet';
import { parquetMetadataAsync, parquetRead } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { Column, StoredType, StoredValue } from '../core/batch.ts';
import type { ParquetColumn } from './parquetWriter.ts';

/** The file is not one of `parquetWriter`: rewriting it could lose what we do not understand. Holds no value. */
export class NotOurParquet extends Error {
  readonly code = 'not_our_parquet';
}

/** A row group: so many rows, and what its footer tells of them. */
export interface StoredGroup {
  readonly rows: number;
  /** Whether rows of the group may hold this text in the column, by its statistics; false where there is no such column. */
  mayHold(column: string, text: string): boolean;
  /** The group's rows, all columns or these. Memory holds all of them. */
  read(columns?: readonly string[]): Promise<ReadonlyMap<string, Column>>;
}

/** A file of `parquetWriter`, in storage form: nothing is lost on the way from it to another one. */
export interface StoredParquet {
  readonly columns: readonly ParquetColumn[];
  readonly footer: Readonly<Record<string, string>>;
  readonly groups: readonly StoredGroup[];
}

const storedType = (element: SchemaElement): StoredType => {
  const { type, converted_type: converted, logical_type: logical, num_children: children } = element;
  if (children === undefined && element.repetition_type !== 'REPEATED') {
    if (type === 'BYTE_ARRAY' && converted === 'UTF8') return { kind: 'string' };
    if (type === 'FIXED_LEN_BYTE_ARRAY' && converted === 'DECIMAL') {
      return { kind: 'decimal', precision: element.precision!, scale: element.scale ?? 0 };
    }
    if (type === 'INT32' && converted === 'DATE') return { kind: 'date' };
    if (type === 'INT64' && converted === 'TIMESTAMP_MICROS') return { kind: 'timestamp' };
    if (converted === undefined && logical === undefined) {
      if (type === 'BYTE_ARRAY') return { kind: 'binary' };
      if (type === 'BOOLEAN') return { kind: 'boolean' };
      if (type === 'INT32') return { kind: 'int' };
      if (type === 'INT64') return { kind: 'bigint' };
      if (type === 'DOUBLE') return { kind: 'double' };
    }
  }
  throw new NotOurParquet(`column ${element.name} is of a type that Hushlake does not write`);
};

const signed = (bytes: Uint8Array): bigint =>
  BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));

/** From the physical value to the stored one. */
const fromPhysical = (type: StoredType): ((value: StoredValue) => StoredValue) => {
  switch (type.kind) {
    case 'string':
    case 'json':
      return bytes => {
        const { buffer, byteOffset, length } = bytes as Uint8Array;
        return Buffer.from(buffer, byteOffset, length).toString('utf8');
      };
    case 'decimal':
      return bytes => signed(bytes as Uint8Array);
    default:
      return value => value;
  }
};

/** hyparquet makes dates and texts of what it knows to be such: without their names all values come as they are stored. */
const physicalOnly = (metadata: FileMetaData): FileMetaData => ({
  ...metadata,
  schema: metadata.schema.map(({ converted_type: _c, logical_type: _l, ...physical }) => physical as SchemaElement),
});

/**
 * Opens a file that `parquetWriter` wrote: reads the footer, and row groups one by one as they are asked for.
 * @throws NotOurParquet
 */
export const storedParquet = async (
  size: number,
  range: (start: number, end: number) => Promise<Uint8Array>,
): Promise<StoredParquet> => {
  const file = {
    byteLength: size,
    slice: async (start: number, end = size): Promise<ArrayBuffer> => {
      const bytes = await range(start < 0 ? size + start : start, end);
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    },
  };
  const metadata = await parquetMetadataAsync(file);
  const physical = physicalOnly(metadata);
  const columns = metadata.schema.slice(1).map(
    (element): ParquetColumn => ({
      name: element.name,
      type: storedType(element),
      nullable: element.repetition_type !== 'REQUIRED',
    }),
  );
  let next = 0;
  const groups = metadata.row_groups.map((group): StoredGroup => {
    const rowStart = next;
    const rows = Number(group.num_rows);
    next += rows;
    return {
      rows,
      mayHold: (column, text) => {
        const found = group.columns.find(chunk => chunk.meta_data?.path_in_schema[0] === column);
        if (!found) return false;
        const { min_value: min, max_value: max } = found.meta_data?.statistics ?? {};
        return typeof min !== 'string' || typeof max !== 'string' || (min <= text && text <= max);
      },
      read: async wanted => {
        const kept = wanted ? columns.filter(({ name }) => wanted.includes(name)) : columns;
        const chunks = new Map(kept.map(({ name }) => [name, [] as ArrayLike<unknown>[]]));
        await parquetRead({
          file,
          metadata: physical,
          compressors,
          utf8: false,
          columns: kept.map(({ name }) => name),
          rowStart,
          rowEnd: rowStart + rows,
          // Nothing may be thrown here: hyparquet does not wait for it, and the process would end.
          onChunk: ({ columnName, columnData }) => void chunks.get(columnName)?.push(columnData),
        });
        const values = new Map<string, StoredValue[]>();
        for (const { name, type } of kept) {
          const convert = fromPhysical(type);
          const all: StoredValue[] = [];
          for (const chunk of chunks.get(name)!) {
            for (const value of Array.from(chunk)) all.push(value == null ? null : convert(value as StoredValue));
          }
          values.set(name, all);
        }
        for (const { name } of kept) {
          if (values.get(name)!.length !== rows) throw new NotOurParquet(`column ${name} is not of ${rows} rows`);
        }
        return new Map(kept.map(({ name, type }) => [name, { name, type, values: values.get(name)! }]));
      },
    };
  });
  return {
    columns,
    footer: Object.fromEntries((metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ''])),
    groups,
  };
};
