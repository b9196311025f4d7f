import type { StoredType } from './batch.ts';

/** Ciphertext and a readable type under one name: a treatment was changed without renaming the column. */
export class IncompatibleTypes extends Error {
  readonly code = 'incompatible_types';
}

/** Decimal digits before the point that hold every value of an exact number type. */
const wholeDigits = { int: 10, bigint: 19 } as const;
const longestDecimal = 38;

const string: StoredType = { kind: 'string' };

interface Exact {
  readonly whole: number;
  readonly scale: number;
}

const exact = (type: StoredType): Exact | undefined => {
  if (type.kind === 'decimal') return { whole: type.precision - type.scale, scale: type.scale };
  return type.kind === 'int' || type.kind === 'bigint' ? { whole: wholeDigits[type.kind], scale: 0 } : undefined;
};

const sameType = (a: StoredType, b: StoredType): boolean =>
  a.kind === b.kind &&
  (a.kind !== 'decimal' || b.kind !== 'decimal' || (a.precision === b.precision && a.scale === b.scale));

/**
 * The narrowest type that holds every value of both without loss: the join of a lattice, so neither the order nor the
 * grouping in which files arrive decides a column's type. Int widens to bigint, bigint to decimal, int to double;
 * decimals grow up to 38 digits; whatever else differs becomes text. Bigint with double is text as well: doubles are
 * exact to 2^53 only.
 * @throws IncompatibleTypes when exactly one of the two is binary
 */
export const widen = (a: StoredType, b: StoredType): StoredType => {
  if (sameType(a, b)) return a;
  if (a.kind === 'binary' || b.kind === 'binary') throw new IncompatibleTypes('a column is both binary and readable');
  const kinds = new Set([a.kind, b.kind]);
  if (kinds.has('int') && kinds.has('bigint')) return { kind: 'bigint' };
  if (kinds.has('int') && kinds.has('double')) return { kind: 'double' };
  const [x, y] = [exact(a), exact(b)];
  if (!x || !y) return string;
  const scale = Math.max(x.scale, y.scale);
  const precision = Math.max(x.whole, y.whole) + scale;
  return precision > longestDecimal ? string : { kind: 'decimal', precision, scale };
};
