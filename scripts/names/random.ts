/** Repeatable randomness: mulberry32 (public domain, T. Ettinger). */
export class Random {
  private state: number;
  constructor(seed: number) {
    this.state = seed >>> 0;
  }
  /** From 0 to 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  chance(share: number): boolean {
    return this.next() < share;
  }
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }
  of<T>(all: readonly T[]): T {
    return all[this.below(all.length)]!;
  }
}
