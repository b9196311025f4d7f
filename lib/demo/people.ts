import { emailAddress, type Place, phoneNumber } from './identifiers.ts';
import type { DemoPlan } from './plan.ts';
import { random } from './random.ts';
import { familyNames, givenNames } from './text/names.ts';

export interface Texter {
  readonly id: bigint;
  readonly place: Place;
  readonly firstName: string;
  readonly phone: string;
}

export const texterOf = (plan: DemoPlan, number: number): Texter => {
  const r = random(plan.seed, 'texter', number);
  const share = r.unit();
  const place = share < 0.78 ? 'us' : share < 0.91 ? 'es' : 'gb';
  return {
    id: BigInt(500_000 + number),
    place,
    firstName: r.pick(givenNames[place]),
    phone: phoneNumber(r, place),
  };
};

/** A responder or member of staff. */
export interface Person {
  /** Salesforce record id: `003` and 15 letters or digits. */
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
}

export const personOf = (plan: DemoPlan, number: number): Person => {
  const r = random(plan.seed, 'contact', number);
  const firstName = r.pick(givenNames[r.chance(0.8) ? 'us' : 'es']);
  return {
    id: `0035e${number.toString(36).toUpperCase().padStart(10, '0')}QAZ`,
    firstName,
    lastName: r.pick(familyNames),
    email: emailAddress(r, firstName),
    phone: phoneNumber(r, 'us'),
  };
};
