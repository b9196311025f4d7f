import { type IdentifierKind, identifier } from './identifiers.ts';
import { revealing } from './phrases.ts';
import { type Random, random } from './random.ts';

/** What all tables of one demo share. */
export interface World {
  readonly seed: number;
  readonly now: Date;
  readonly messages: number;
  readonly conversations: number;
  readonly texters: number;
  readonly responders: number;
}

/** Ids as a platform with snowflakes has them: beyond what a double can count. */
export const firstMessageId = 1_310_000_000_000_000_001n;

export const world = (seed: number, messages: number, now: Date): World => {
  const conversations = Math.max(1, Math.round(messages / 25));
  return {
    seed,
    now,
    messages,
    conversations,
    texters: Math.max(1, Math.round(conversations * 0.7)),
    responders: Math.max(5, Math.round(conversations / 20)),
  };
};

/** A source of chance of its own for each part: a longer table does not change the others. */
export const chanceFor = ({ seed }: World, part: string, n = 0): Random => {
  let hash = seed ^ Math.imul(n + 1, 0x9e3779b1);
  for (const c of part) hash = Math.imul(hash ^ c.charCodeAt(0), 0x01000193);
  return random(hash);
};

/** ISO text of a moment this many minutes before now. */
export const minutesAgo = ({ now }: World, minutes: number): string =>
  new Date(now.getTime() - minutes * 60_000).toISOString();

export interface Planted {
  readonly kind: IdentifierKind;
  readonly text: string;
}

/** A sentence that gives somebody away, and what it gives away. */
export const reveal = (r: Random): { readonly sentence: string; readonly planted: Planted } => {
  const [kind, frame] = r.pick(revealing);
  const text = identifier(kind, r);
  return { sentence: frame.replace('{}', text), planted: { kind, text } };
};

export const salesforceId = (n: number): string => `003${String(n).padStart(15, '0')}`;
