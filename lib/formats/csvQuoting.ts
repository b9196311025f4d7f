const [quote, newline] = [0x22, 0x0a];

/** Where in a record a byte stands: at the start of a field, within it, within quotes, or just behind a quote that closed. */
export const fieldStart = 0;
const inField = 1;
export const inQuotes = 2;
const justClosed = 3;
export const csvStates = [fieldStart, inField, inQuotes, justClosed] as const;

/**
 * What a byte makes of a state (RFC 4180), as `next[state << 8 | byte]`. A quote opens a field at its start, or, doubled,
 * goes on with it; elsewhere it is a fault of the field. A newline outside of quotes ends the record: `fieldStart` again.
 */
export const csvTransitions = (delimiter: number): Uint8Array => {
  const next = new Uint8Array(csvStates.length << 8);
  for (let byte = 0; byte < 256; byte++) {
    const outside = byte === delimiter || byte === newline ? fieldStart : inField;
    next[(fieldStart << 8) | byte] = byte === quote ? inQuotes : outside;
    next[(inField << 8) | byte] = outside;
    next[(inQuotes << 8) | byte] = byte === quote ? justClosed : inQuotes;
    next[(justClosed << 8) | byte] = byte === quote ? inQuotes : outside;
  }
  return next;
};

/** What a stretch of bytes makes of each state that it may begin in. */
export interface QuoteScan {
  /** By the state at the beginning: the state at the end. */
  readonly ends: readonly number[];
  /** By the state at the beginning: where, in the object, the first record ends; null where none does. */
  readonly firstEnds: readonly (number | null)[];
}

/** Bytes after which states are compared: all that are outside of quotes soon become one. */
const firstLook = 64;

/**
 * Reads a stretch of a CSV object of which nobody knows yet whether it begins within quotes: for each state that it may
 * begin in, the state at its end and the first end of a record. `start`: where in the object the stretch begins; `next`: the transitions.
 */
export const scanQuotes = async (
  chunks: AsyncIterable<Uint8Array>,
  start: number,
  next: Uint8Array,
): Promise<QuoteScan> => {
  const ends: number[] = [...csvStates];
  const firstEnds: (number | null)[] = csvStates.map(() => null);
  let offset = start;

  const scan = (bytes: Uint8Array): void => {
    const after = new Map<number, { state: number; firstEnd: number | null }>();
    for (const begin of new Set(ends)) {
      let state = begin;
      let at = 0;
      let firstEnd: number | null = null;
      for (; at < bytes.length && firstEnd === null; at++) {
        const byte = bytes[at]!;
        if (byte === newline && state !== inQuotes) firstEnd = offset + at + 1;
        state = next[(state << 8) | byte]!;
      }
      for (; at < bytes.length; at++) state = next[(state << 8) | bytes[at]!]!;
      after.set(begin, { state, firstEnd });
    }
    csvStates.forEach(begin => {
      const { state, firstEnd } = after.get(ends[begin]!)!;
      ends[begin] = state;
      firstEnds[begin] ??= firstEnd;
    });
    offset += bytes.length;
  };

  for await (const chunk of chunks) {
    const few = offset === start ? firstLook : 0;
    if (few > 0) scan(chunk.subarray(0, few));
    scan(chunk.subarray(few));
  }
  return { ends, firstEnds };
};

/** Where records begin, one place for each stretch but the first that has one: the first after a record's end. */
export const recordStarts = (scans: readonly QuoteScan[]): readonly number[] => {
  const starts: number[] = [];
  let state: number = fieldStart;
  scans.forEach((scan, i) => {
    const start = scan.firstEnds[state]!;
    if (i > 0 && start !== null) starts.push(start);
    state = scan.ends[state]!;
  });
  return starts;
};
