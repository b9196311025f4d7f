import type { Conversation } from './conversations.ts';
import type { Identifier } from './demoFile.ts';
import { filled } from './identifiers.ts';
import { type DemoPlan, lengthOf } from './plan.ts';
import { deal, type Random, random } from './random.ts';
import { texted } from './style.ts';
import type { TellKind } from './text/phrasebook.ts';

export interface Turn {
  readonly speaker: 'texter' | 'responder';
  readonly text: string;
  readonly planted: readonly Identifier[];
}

/** How often a texter's line gives something away; with the names that responders use, about 15 % of all messages. */
const tellShare = 0.17;

/** Names come up most, cards least. */
const kinds: readonly TellKind[] = [
  ...Array<TellKind>(7).fill('person'),
  ...Array<TellKind>(4).fill('phone'),
  ...Array<TellKind>(3).fill('email'),
  ...Array<TellKind>(2).fill('username'),
  ...Array<TellKind>(2).fill('address'),
  'birth',
  'url',
  'ssn',
  'card',
];

/** Who speaks when: an opening, bursts of one to three, and a close of three. */
const speakers = (r: Random, length: number): Turn['speaker'][] => {
  const order: Turn['speaker'][] = ['texter', 'responder'];
  while (order.length < length - 3) {
    for (let burst = r.int(1, 3); burst > 0 && order.length < length - 3; burst--) order.push('texter');
    if (order.length < length - 3) order.push('responder');
  }
  return [...order, 'responder', 'texter', 'responder'];
};

/** All messages of a conversation, in order: a pure function of the seed and the conversation's number. */
export const dialogue = (plan: DemoPlan, conversation: Conversation): readonly Turn[] => {
  const { phrases, voices, number } = conversation;
  const r = random(plan.seed, 'dialogue', number);
  const theme = r.pick(phrases.themes);
  const length = lengthOf(number);
  const going = deal(r, theme.going);
  const support = deal(r, theme.support);
  const listening = deal(r, phrases.listening);

  const lineOf = (speaker: Turn['speaker'], turn: number): string => {
    if (turn === 0) return texted(r, r.pick(theme.opening));
    if (turn === 1) return r.pick(phrases.greetings);
    if (turn === length - 3) return r.pick(phrases.closing);
    if (turn === length - 2) return r.pick(phrases.thanks);
    if (turn === length - 1) return r.pick(phrases.farewells);
    if (speaker === 'responder') return r.chance(0.5) ? support() : listening();
    // What is given away keeps its end: nothing may stick to an address or a link.
    return r.chance(tellShare) ? r.pick(phrases.tells[r.pick(kinds)]) : texted(r, going());
  };
  return speakers(r, length).map((speaker, turn) => ({
    speaker,
    ...filled(r, lineOf(speaker, turn), phrases.words, voices),
  }));
};
