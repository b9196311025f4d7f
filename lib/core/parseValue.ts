import type { ColumnType } from '../config/tableContract.ts';
import type { StoredValue } from './batch.ts';
import { parseDate, parseTimestamp } from './civil.ts';
import type { SourceValue } from './rows.ts';

/** What a parser returns for a value that is not of the type. NULL never reaches a parser. */
export const mismatch: unique symbol = Symbol('mismatch');

export type Parser = (value: Exclude<SourceValue, null>) => Exclude<StoredValue, null | Uint8Array> | typeof mismatch;

const int64Min = -(2n ** 63n);
const int64Max = 2n ** 63n - 1n;
const integerPattern = /^-?(?:0|[1-9]\d{0,19})$/;
const numberPattern = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;
const decimalPattern = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;

const parseBigint: Parser = value => {
  let integer: bigint;
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) return mismatch;
    return BigInt(value);
  }
  if (typeof value === 'bigint') integer = value;
  else if (typeof value === 'string' && integerPattern.test(value)) integer = BigInt(value);
  else return mismatch;
  return integer < int64Min || integer > int64Max ? mismatch : integer;
};

const parseInt32: Parser = value => {
  const integer = typeof value === 'string' && integerPattern.test(value) ? Number(value) : value;
  if (typeof integer !== 'number' || (integer | 0) !== integer) return mismatch;
  return integer | 0;
};

const parseDouble: Parser = value => {
  // A number beyond what a double holds has become infinite on the way: it is not the number that was sent.
  if (typeof value === 'number') return Number.isFinite(value) ? value : mismatch;
  if (typeof value === 'string' && numberPattern.test(value)) {
    const double = Number(value);
    return Number.isFinite(double) ? double : mismatch;
  }
  if (typeof value === 'bigint') {
    const double = Number(value);
    return BigInt(double) === value ? double : mismatch;
  }
  return mismatch;
};

const parseBoolean: Parser = value =>
  typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : mismatch;

const decimalParser = (precision: number, scale: number): Parser => {
  const limit = 10n ** BigInt(precision);
  return value => {
    if (typeof value !== 'number' && typeof value !== 'string' && typeof value !== 'bigint') return mismatch;
    const match = decimalPattern.exec(String(value));
    if (!match) return mismatch;
    const fraction = (match[3] ?? '').replace(/0+$/, '');
    if (fraction.length > scale) return mismatch;
    const unscaled = BigInt(match[2]! + fraction.padEnd(scale, '0'));
    if (unscaled >= limit) return mismatch;
    return match[1] ? -unscaled : unscaled;
  };
};

/** JSON text of a value; integers beyond 2^53 keep every digit. */
export const jsonText = (value: SourceValue): string =>
  JSON.stringify(value, (_key, v: unknown) =>
    typeof v === 'bigint' ? (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(v.toString()) : v,
  );

const parseJson: Parser = value => {
  try {
    return jsonText(value);
  } catch {
    // Nested deeper than the stack: no text can be made of it.
    return mismatch;
  }
};

/**
 * How a value of a source file becomes a value of the contract's type. Exact or nothing: text that is the exact writing
 * of a number, date, timestamp or boolean is taken (CSV knows nothing else); rounding, truncation and guesses are not.
 */
export const parserOf = (type: ColumnType): Parser => {
  switch (type.kind) {
    case 'string':
      return value => (typeof value === 'string' ? value : mismatch);
    case 'boolean':
      return parseBoolean;
    case 'int':
      return parseInt32;
    case 'bigint':
      return parseBigint;
    case 'double':
      return parseDouble;
    case 'decimal':
      return decimalParser(type.precision, type.scale);
    case 'date':
      return value => (typeof value === 'string' ? (parseDate(value) ?? mismatch) : mismatch);
    case 'timestamp':
      return value => (typeof value === 'string' ? (parseTimestamp(value) ?? mismatch) : mismatch);
    case 'json':
      return parseJson;
  }
};

/** For columns whose type was inferred as text: whatever came, as its text. */
export const parseAsText: Parser = value => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && !Number.isFinite(value) ? mismatch : parseJson(value);
};
