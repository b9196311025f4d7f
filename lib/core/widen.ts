import type { StoredType } from './batch.ts';

const string: StoredType = { kind: 'string' };

/** Integers as decimals: an int has 10 digits, a bigint 19. */
const digits = (type: StoredType): { whole: number; scale: number } | undefined => {
  switch (type.kind) {
    case 'int':
      return { whole: 10, scale: 0 };
    case 'bigint':
      return { whole: 19, scale: 0 };
    case 'decimal':
      return { whole: type.precision - type.scale, scale: type.scale };
    default:
      return undefined;
  }
};

/**
 * The narrowest type that holds every value of both without loss: int → bigint → decimal → string. What has no common
 * numeric form is text; ciphertext stays ciphertext. Commutative, associative and idempotent, so that the order in which
 * files arrive decides nothing.
 */
export const widen = (a: StoredType, b: StoredType): StoredType => {
  if (a.kind === 'binary' || b.kind === 'binary') {
    if (a.kind === b.kind) return a;
    throw new TypeError('a column cannot hold ciphertext and values');
  }
  if (a.kind === b.kind && a.kind !== 'decimal') return a;
  const [x, y] = [digits(a), digits(b)];
  if (!x || !y) return string;
  if (a.kind !== 'decimal' && b.kind !== 'decimal') return { kind: 'bigint' };
  const scale = Math.max(x.scale, y.scale);
  const precision = Math.max(x.whole, y.whole) + scale;
  return precision <= 38 ? { kind: 'decimal', precision, scale } : string;
};
