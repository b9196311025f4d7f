import type { ColumnType, FreshnessPromise } from './tableContract.ts';

const secondsOf = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;
const bytesOf = { B: 1, KiB: 1 << 10, MiB: 1 << 20, GiB: 1 << 30 } as const;

export const durationPattern = /^[1-9]\d{0,8}[smhdw]$/;
export const sizePattern = /^[1-9]\d{0,8}(B|KiB|MiB|GiB)$/;
export const decimalPattern = /^decimal\((\d{1,2}), ?(\d{1,2})\)$/;

/** `15m` → 900. The text has matched `durationPattern`. */
export const seconds = (duration: string): number =>
  Number(duration.slice(0, -1)) * secondsOf[duration.slice(-1) as keyof typeof secondsOf];

/** `16MiB` → 16777216. The text has matched `sizePattern`. */
export const bytes = (size: string): number => {
  const unit = size.replace(/^\d+/, '') as keyof typeof bytesOf;
  return Number.parseInt(size, 10) * bytesOf[unit];
};

/** `decimal(10,2)` → its kind, precision and scale. The text is a type of the schema. */
export const columnType = (text: string): ColumnType => {
  const decimal = decimalPattern.exec(text);
  return decimal
    ? { kind: 'decimal', precision: Number(decimal[1]), scale: Number(decimal[2]) }
    : { kind: text as Exclude<ColumnType['kind'], 'decimal'> };
};

/** The type as the YAML writes it. */
export const typeText = (type: ColumnType): string =>
  type.kind === 'decimal' ? `decimal(${type.precision},${type.scale})` : type.kind;

/** The three durations of a promise, in seconds. */
export const freshnessPromise = (freshness: {
  readonly expected_every: string;
  readonly warn_after: string;
  readonly error_after: string;
}): FreshnessPromise => ({
  expectedEvery: seconds(freshness.expected_every),
  warnAfter: seconds(freshness.warn_after),
  errorAfter: seconds(freshness.error_after),
});

/** Durations by name, in seconds. */
export const inSeconds = (durations: Readonly<Record<string, string>> = {}): Record<string, number> =>
  Object.fromEntries(Object.entries(durations).map(([key, duration]) => [key, seconds(duration)]));
