import { isUtf8 } from 'node:buffer';
import type { RowFault } from '../core/faults.ts';
import type { SourceRecord, SourceRow, SourceValue } from '../core/rows.ts';

const longDigits = /\d{16}|\d[.]\d*\d{8}|\.\d{16}/;
const loneSurrogateEscape = /\\u[dD][89a-fA-F]/;

type Reviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** Numbers that double would change come as bigint, or, with a fraction, as their own text. */
const exactNumbers: Reviver = (_key, value, { source }) => {
  if (typeof value !== 'number' || source === undefined) return value;
  if (Number.isSafeInteger(value)) return value;
  // Before anything else: a double that happens to hold a long integer exactly is an integer all the same.
  if (/^-?\d+$/.test(source)) return BigInt(source);
  if (String(value) === source) return value;
  const digits = source
    .replace(/[eE].*$/, '')
    .replace(/\D/g, '')
    .replace(/^0+/, '');
  return digits.length > 15 ? source : value;
};

const hasLoneSurrogate = (value: SourceValue): boolean => {
  if (typeof value === 'string') return !value.isWellFormed();
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([name, inner]) => !name.isWellFormed() || hasLoneSurrogate(inner));
};

const parse = (text: string): SourceRecord | RowFault['code'] => {
  let value: SourceValue;
  try {
    value = (
      longDigits.test(text)
        ? JSON.parse(text, exactNumbers as (this: unknown, key: string, value: unknown) => unknown)
        : JSON.parse(text)
    ) as SourceValue;
  } catch (error) {
    // A reviver meets structures deeper than the stack; the plain parser does not.
    return error instanceof RangeError ? 'type_mismatch' : 'malformed_row';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not_an_object';
  try {
    if (loneSurrogateEscape.test(text) && hasLoneSurrogate(value)) return 'invalid_utf8';
  } catch {
    return 'type_mismatch';
  }
  return value as SourceRecord;
};

/** One JSON object in bytes → a row, or a row with its fault. */
export const jsonRow = (number: number, bytes: Uint8Array): SourceRow => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!isUtf8(bytes)) return { number, fault: { code: 'invalid_utf8' }, text: () => buffer.toString('latin1') };
  const line = buffer.toString('utf8');
  const record = parse(line);
  return typeof record === 'string'
    ? { number, fault: { code: record }, text: () => line }
    : { number, record, text: () => line };
};
