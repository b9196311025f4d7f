export interface DemoOptions {
  readonly seed: number;
  /** Rows of the message table; the other tables grow with it. */
  readonly messages: number;
  /** Nothing happened after it. */
  readonly now: Date;
  /** Share of rows to break in each table that has faults; without it, one row for each of seven faults. */
  readonly brokenShare?: number;
}

/** How much of everything there is, and when. Times in milliseconds since 1970. */
export interface DemoPlan extends DemoOptions {
  readonly conversations: number;
  readonly texters: number;
  readonly contacts: number;
  readonly from: number;
  readonly to: number;
}

const hour = 3_600_000;
/** How many days, today included, the demo looks back. */
export const days = 3;

/** Messages of ten conversations that follow each other. Fixed, so that a message's number tells its conversation. */
const lengths = [12, 24, 9, 16, 31, 10, 14, 20, 8, 18];
const starts = lengths.map((_, i) => lengths.slice(0, i).reduce((sum, length) => sum + length, 0));
const cycle = lengths.reduce((sum, length) => sum + length, 0);

export const lengthOf = (conversation: number): number => lengths[conversation % lengths.length]!;

/** Which conversation a message belongs to, and its place within it, from 0. */
export const placeOf = (message: number): { readonly conversation: number; readonly turn: number } => {
  const within = message % cycle;
  const i = starts.findLastIndex(start => start <= within);
  return { conversation: Math.floor(message / cycle) * lengths.length + i, turn: within - starts[i]! };
};

export const planOf = (options: DemoOptions): DemoPlan => {
  const conversations = options.messages === 0 ? 0 : placeOf(options.messages - 1).conversation + 1;
  const to = options.now.getTime();
  return {
    ...options,
    conversations,
    texters: Math.ceil(conversations * 0.7),
    contacts: Math.min(2000, 60 + Math.floor(conversations / 40)),
    from: to - days * 24 * hour,
    to,
  };
};

/** When the conversation begins: evenly over the days, with two hours left for the last to end in. */
export const startOf = (plan: DemoPlan, conversation: number): number =>
  Math.floor(plan.from + ((plan.to - plan.from - 2 * hour) * conversation) / Math.max(1, plan.conversations));

/**
 * A 64-bit id as message systems make them: time in the upper bits, number in the lower 22. Far above 2^53, where
 * doubles begin to skip integers. (Twitter's snowflake, with 2015 as its epoch.)
 */
export const snowflake = (time: number, number: number): bigint =>
  (BigInt(time - Date.UTC(2015, 0, 1)) << 22n) | BigInt(number % (1 << 22));

export const iso = (time: number): string => new Date(time).toISOString();

export const dateOf = (time: number): string => iso(time).slice(0, 10);
