import type { StoredType, StoredValue } from './batch.ts';
import { dateText, timestampText } from './civil.ts';

/** Text of an unscaled decimal at its scale: `decimalText(-105n, 2)` is `-1.05`. */
export const decimalText = (unscaled: bigint, scale: number): string => {
  if (scale === 0) return unscaled.toString();
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};

/**
 * The one text form of a value, used by checksums, cells, pseudonyms and identities alike: the same in
 * Spark, Trino, DuckDB and here (docs/formats.md, section Checksum). The value must not be NULL.
 */
export const textOf = (type: StoredType): ((value: NonNullable<StoredValue>) => string) => {
  switch (type.kind) {
    case 'string':
    case 'json':
      return value => value as string;
    case 'date':
      return value => dateText(value as number);
    case 'timestamp':
      return value => timestampText(value as bigint);
    case 'decimal': {
      const { scale } = type;
      return value => decimalText(value as bigint, scale);
    }
    case 'binary':
      return value => Buffer.from(value as Uint8Array).toString('hex');
    default:
      return String;
  }
};
