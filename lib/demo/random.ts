/** A seeded source of chance: the same seed gives the same demo everywhere. */
export interface Random {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<T>(from: readonly T[]): T;
  /** True in this share of cases. */
  chance(share: number): boolean;
  digits(count: number): string;
  hex(count: number): string;
}

/** mulberry32 (Tommy Ettinger, public domain): small, fast, good enough for texts. */
export const random = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const letters = (alphabet: string, count: number): string =>
    Array.from({ length: count }, () => alphabet[between(0, alphabet.length - 1)]).join('');
  return {
    next,
    between,
    pick: from => from[between(0, from.length - 1)]!,
    chance: share => next() < share,
    digits: count => letters('0123456789', count),
    hex: count => letters('0123456789abcdef', count),
  };
};
