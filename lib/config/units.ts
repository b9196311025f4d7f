const secondsOf = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;
const bytesOf = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 } as const;

export const durationPattern = /^(\d+)(s|m|h|d|w)$/;
export const sizePattern = /^(\d+)(B|KiB|MiB|GiB)$/;

/** Seconds of `15m`, `24h`, `90d`. The text must match `durationPattern`. */
export const seconds = (text: string): number => {
  const [, count, unit] = durationPattern.exec(text)!;
  return Number(count) * secondsOf[unit as keyof typeof secondsOf];
};

/** Bytes of `16MiB`. The text must match `sizePattern`. */
export const bytes = (text: string): number => {
  const [, count, unit] = sizePattern.exec(text)!;
  return Number(count) * bytesOf[unit as keyof typeof bytesOf];
};
