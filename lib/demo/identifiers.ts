import type { Random } from './random.ts';

/**
 * Identifiers as people give them. None is anybody's: numbers of the range 555-0100 to 555-0199 (NANP, for fiction),
 * addresses at example.com (RFC 2606), the test numbers of the card schemes, networks for documentation (RFC 5737).
 */
export type IdentifierKind =
  | 'person'
  | 'phone'
  | 'email'
  | 'handle'
  | 'address'
  | 'ssn'
  | 'card'
  | 'url'
  | 'birth'
  | 'ip';

const areas = ['202', '212', '303', '312', '404', '415', '503', '512', '617', '702', '718', '813'];
const firstNames =
  'jess marcus tyler emily sofia diego aaliyah jamal hannah ethan olivia kevin priya rosa luis megan brandon keisha nathan zoe camila andre caitlin miguel'.split(
    ' ',
  );
const surnames = 'garcia nguyen smith johnson patel lopez murphy kim rodriguez anderson'.split(' ');
const streets = 'oak maple cedar washington lincoln sunset jefferson highland willow chestnut'.split(' ');
const cards = ['4111 1111 1111 1111', '4012888888881881', '5555-5555-5555-4444', '5105105105105100', '378282246310005'];

const makers: Readonly<Record<IdentifierKind, (r: Random) => string>> = {
  person: r => (r.chance(0.25) ? `${r.pick(firstNames)} ${r.pick(surnames)}` : r.pick(firstNames)),
  phone: r => {
    const [area, line] = [r.pick(areas), `01${r.digits(2)}`];
    return r.pick([`${area}-555-${line}`, `(${area}) 555-${line}`, `${area}.555.${line}`, `+1 ${area} 555 ${line}`]);
  },
  email: r => `${r.pick(firstNames)}.${r.pick(surnames)}${r.between(1, 999)}@example.${r.pick(['com', 'org', 'net'])}`,
  handle: r => `@${r.pick(firstNames)}_${r.digits(3)}`,
  address: r => `${r.between(1, 9999)} ${r.pick(streets)} ${r.pick(['street', 'ave', 'road', 'drive', 'ln'])}`,
  ssn: r => `${r.between(100, 665)}-${r.between(10, 99)}-${r.between(1000, 9999)}`,
  card: r => r.pick(cards),
  url: r => `https://www.example.${r.pick(['com', 'org'])}/u/${r.hex(8)}`,
  birth: r => `${r.between(1, 12)}/${r.between(1, 28)}/${r.between(1970, 2009)}`,
  ip: r => `203.0.113.${r.between(1, 254)}`,
};

export const identifier = (kind: IdentifierKind, r: Random): string => makers[kind](r);
