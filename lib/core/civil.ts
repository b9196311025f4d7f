/**
 * Days and microseconds to calendar text and back, proleptic Gregorian, UTC.
 * Own code because Date is limited to milliseconds. Algorithm: Howard Hinnant, "chrono-compatible low-level date algorithms".
 */

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

const yearText = (year: number): string => (year < 0 ? `-${pad(-year, 4)}` : pad(year, 4));

export const daysFromCivil = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
};

/** `YYYY-MM-DD` of days since 1970-01-01. */
export const dateText = (days: number): string => {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * mp + 2) / 5) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${yearText(year)}-${pad(month, 2)}-${pad(day, 2)}`;
};

const microsPerDay = 86_400_000_000n;

/** `YYYY-MM-DD HH:MM:SS.ffffff` of microseconds since 1970-01-01 UTC. */
export const timestampText = (micros: bigint): string => {
  const within = ((micros % microsPerDay) + microsPerDay) % microsPerDay;
  const days = Number((micros - within) / microsPerDay);
  const rest = Number(within);
  const seconds = Math.floor(rest / 1_000_000);
  const h = Math.floor(seconds / 3600);
  const m = Math.floor(seconds / 60) % 60;
  return `${dateText(days)} ${pad(h, 2)}:${pad(m, 2)}:${pad(seconds % 60, 2)}.${pad(rest % 1_000_000, 6)}`;
};

const daysInMonth = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01, or undefined when the text is no `YYYY-MM-DD` or names a day that does not exist. */
export const parseDate = (text: string): number | undefined => {
  const match = datePattern.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return daysFromCivil(year, month, day);
};

/** Years 1 to 9999: what four digits can write, also after the zone is taken off. */
const [firstSecond, lastSecond] = [-62_135_596_800, 253_402_300_799];

const timestampPattern =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?(Z|z|UTC|[+-]\d{2}(?::?\d{2})?))?$/;

/**
 * Microseconds since 1970-01-01 UTC of an ISO 8601 or SQL timestamp; without a zone it is taken as UTC.
 * Undefined when the text is none, or is finer than a microsecond: that could not be kept exactly.
 */
export const parseTimestamp = (text: string): bigint | undefined => {
  const match = timestampPattern.exec(text);
  if (!match) return undefined;
  const days = parseDate(match[1]!);
  const [h, m, s] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  if (days === undefined || h > 23 || m > 59 || s > 59) return undefined;
  const fraction = (match[5] ?? '').padEnd(9, '0');
  if (!fraction.endsWith('000')) return undefined;
  const zone = match[6];
  let offset = 0;
  if (zone && (zone[0] === '+' || zone[0] === '-')) {
    const digits = zone.slice(1).replace(':', '');
    const [zh, zm] = [Number(digits.slice(0, 2)), Number(digits.slice(2) || 0)];
    if (zh > 18 || zm > 59) return undefined;
    offset = (zone[0] === '-' ? -1 : 1) * (zh * 3600 + zm * 60);
  }
  const seconds = days * 86_400 + h * 3600 + m * 60 + s - offset;
  if (seconds < firstSecond || seconds > lastSecond) return undefined;
  return BigInt(seconds) * 1_000_000n + BigInt(fraction.slice(0, 6));
};
