const number = new Intl.NumberFormat('en-US');

/** `20000` → `20,000`. */
export const grouped = (value: number): string => number.format(value);

/** `{PHONE: 2, EMAIL: 5}` → `EMAIL 5, PHONE 2`. */
export const counts = (byName: Readonly<Record<string, number>>): string =>
  Object.entries(byName)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${grouped(count)}`)
    .join(', ');

/** Seconds in the unit that people would say. */
export const age = (seconds: number): string =>
  seconds < 120
    ? `${seconds} s`
    : seconds < 7200
      ? `${Math.round(seconds / 60)} min`
      : `${Math.round(seconds / 3600)} h`;
