import { type AsyncBuffer, parquetMetadataAsync, type SchemaElement } from 'hyparquet';
import type { StoredType } from '../../core/batch.ts';
import type { CatalogColumn } from '../../ports/catalog.ts';
import type { ObjectStore, ObjectVersion } from '../../ports/objectStore.ts';

/** The stored type of a column that Hushlake's own writer wrote (lib/formats/parquetWriter.ts). */
const storedType = ({ type, converted_type, precision, scale }: SchemaElement): StoredType => {
  switch (converted_type) {
    case 'UTF8':
      return { kind: 'string' };
    case 'DATE':
      return { kind: 'date' };
    case 'TIMESTAMP_MICROS':
      return { kind: 'timestamp' };
    case 'DECIMAL':
      return { kind: 'decimal', precision: precision!, scale: scale! };
  }
  switch (type) {
    case 'BOOLEAN':
      return { kind: 'boolean' };
    case 'INT32':
      return { kind: 'int' };
    case 'INT64':
      return { kind: 'bigint' };
    case 'DOUBLE':
      return { kind: 'double' };
    default:
      return { kind: 'binary' };
  }
};

/** Enough for the footer of most bronze files; a longer one costs a second request. */
const footerBytes = 64 << 10;

/** Names and types of a bronze file's columns, from its footer. */
export const parquetShape = async (
  store: Pick<ObjectStore, 'readRange'>,
  object: ObjectVersion,
): Promise<readonly CatalogColumn[]> => {
  const file: AsyncBuffer = {
    byteLength: object.size,
    slice: async (start, end = object.size) => {
      const bytes = await store.readRange(object, start, end);
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    },
  };
  const { schema } = await parquetMetadataAsync(file, { initialFetchSize: footerBytes });
  return schema.slice(1).map(element => ({ name: element.name, type: storedType(element) }));
};
