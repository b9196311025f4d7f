/** A stream of pseudo-random choices; the same seed and place give the same stream on every machine. */
export interface Random {
  /** From 0 up to, not including, 1. */
  readonly unit: () => number;
  /** A whole number from `from` to `to`, both included. */
  readonly int: (from: number, to: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  /** So many decimal digits, the first of them possibly 0. */
  readonly digits: (count: number) => string;
}

/** FNV-1a over the text, with murmur3's last mixing: neighbouring places must not give neighbouring streams. */
const hash = (text: string, start: number): number => {
  let h = start;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/**
 * The stream of one place, e.g. `random(7, 'conversation', 12)`: rows are then a function of their own number, and a file
 * can be made without those before it. Generator: sfc32 (Doty-Humphrey, PractRand); not for secrets.
 */
export const random = (seed: number, place: string, index = 0): Random => {
  const text = `${seed}/${place}/${index}`;
  let a = hash(text, 0x811c9dc5);
  let b = hash(text, 0x9e3779b9);
  let c = hash(text, 0x7f4a7c15);
  let count = 1;
  const next = (): number => {
    const result = (a + b + count++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    return result >>> 0;
  };
  for (let i = 0; i < 8; i++) next();
  const unit = () => next() / 0x1_0000_0000;
  const int = (from: number, to: number) => from + Math.floor(unit() * (to - from + 1));
  return {
    unit,
    int,
    chance: probability => unit() < probability,
    pick: from => from[int(0, from.length - 1)]!,
    digits: many => Array.from({ length: many }, () => int(0, 9)).join(''),
  };
};

/** Deals the list in a random order, over and over: nothing comes twice before everything came once. */
export const deal = <T>(r: Random, list: readonly T[]): (() => T) => {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = [...list];
    const [one] = left.splice(r.int(0, left.length - 1), 1);
    return one!;
  };
};
