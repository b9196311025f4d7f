import type { Voices } from './identifiers.ts';
import { type Person, personOf, type Texter, texterOf } from './people.ts';
import { type DemoPlan, lengthOf, snowflake, startOf } from './plan.ts';
import { random } from './random.ts';
import { british } from './text/british.ts';
import { english } from './text/english.ts';
import type { Phrasebook } from './text/phrasebook.ts';
import { spanish } from './text/spanish.ts';

/** What the tables share of one conversation. Times in milliseconds since 1970. */
export interface Conversation {
  readonly number: number;
  readonly id: bigint;
  readonly texter: Texter;
  readonly responder: Person;
  readonly responderId: bigint;
  readonly startedAt: number;
  readonly closedAt: number;
  readonly voices: Voices;
  readonly phrases: Phrasebook;
}

const phrasebooks = { us: english, es: spanish, gb: british };

/** Longest pause between two messages; 31 of them fit into the two hours that the plan leaves. */
export const longestPause = 90_000;

export const conversationOf = (plan: DemoPlan, number: number): Conversation => {
  const r = random(plan.seed, 'conversation', number);
  const texter = texterOf(plan, r.int(0, plan.texters - 1));
  const contact = r.int(0, plan.contacts - 1);
  const responder = personOf(plan, contact);
  const startedAt = startOf(plan, number);
  return {
    number,
    id: snowflake(startedAt, number),
    texter,
    responder,
    responderId: BigInt(9000 + contact),
    startedAt,
    closedAt: startedAt + lengthOf(number) * longestPause + 60_000,
    voices: {
      place: texter.place,
      texter: texter.firstName,
      phone: texter.phone,
      responder: responder.firstName,
    },
    phrases: phrasebooks[texter.place],
  };
};
