import fc from 'fast-check';
import { consistentPlaceholders } from '../../../lib/core/scrub/consistent.ts';
import { scrubber } from '../../../lib/core/scrub/scrubber.ts';
import { column, contract } from '../../contracts.ts';
import { planOf } from '../plans.ts';

const placeholders = consistentPlaceholders(new Uint8Array(32).fill(7), ['ctl-dev', 'platform-db']);
const inFirst = placeholders('1');

test('a placeholder is the label and six letters or digits', () => {
  expect(inFirst('jess', 'PERSON')).toMatch(/^\[PERSON_[A-Z2-7]{6}\]$/);
});

test.each([
  ['jess', 'JESS'],
  ['Zoë', 'zoe'],
  ['202-555-0143', '(202) 555 0143'],
  ['Anna Lena', 'anna-lena'],
])('%s and %s are the same', (one, other) => {
  expect(inFirst(one, 'PERSON')).toBe(inFirst(other, 'PERSON'));
});

test('another value, label, conversation, source or secret has another placeholder', () => {
  const all = [
    inFirst('jess', 'PERSON'),
    inFirst('jes', 'PERSON'),
    inFirst('jess', 'USERNAME').replace('USERNAME', 'PERSON'),
    placeholders('2')('jess', 'PERSON'),
    consistentPlaceholders(new Uint8Array(32).fill(7), ['ctl-dev', 'other'])('1')('jess', 'PERSON'),
    consistentPlaceholders(new Uint8Array(32).fill(8), ['ctl-dev', 'platform-db'])('1')('jess', 'PERSON'),
  ];
  expect(new Set(all).size).toBe(all.length);
});

test('values and conversations do not run into each other', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (a, b, c, d) => {
      fc.pre(a !== c);
      expect(placeholders(a)(b, 'PERSON') === placeholders(c)(d, 'PERSON')).toBe(false);
    }),
  );
});

test('what has been scrubbed so is not scrubbed again', () => {
  const scrub = scrubber(['en-US']);
  const text = `${inFirst('jess', 'PERSON')}'s number is ${inFirst('202-555-0143', 'PHONE')}, ok`;
  expect(scrub(text).text).toBe(text);
});

describe('in a table', () => {
  const messages = contract({
    columns: [column('id', 'bigint'), column('conversation', 'bigint'), column('message')],
    scrubbed: ['message'],
    scrubOptions: { consistentWithin: 'conversation' },
  });
  const scrub = scrubber(['en-US']);
  const texts = (rows: readonly (readonly [number | null, string])[], more = messages): string[] =>
    planOf(
      more,
      scrub,
    )(rows.map(([conversation, message], id) => ({ id, conversation, message })))
      .columns.get('message')!
      .values.map(String);

  test('a person stays the same within a conversation, and is another one elsewhere', () => {
    const [one, two, other] = texts([
      [1, 'my bf marcus hit me'],
      [1, 'Marcus is outside'],
      [2, 'my bf marcus left'],
    ]);
    const code = /\[PERSON_[A-Z2-7]{6}\]/;
    expect(one).toMatch(/^my bf \[PERSON_[A-Z2-7]{6}\] hit me$/);
    expect(code.exec(two!)![0]).toBe(code.exec(one!)![0]);
    expect(code.exec(other!)![0]).not.toBe(code.exec(one!)![0]);
  });

  test('a row of no conversation has the labels alone', () => {
    expect(texts([[null, 'my bf marcus hit me']])).toEqual(['my bf [PERSON] hit me']);
  });

  test('the order of rows and what else is in the load do not matter', () => {
    const rows: [number, string][] = [
      [1, 'my bf marcus hit me'],
      [2, 'im jess'],
      [1, 'call 202-555-0143'],
    ];
    expect(texts([...rows].reverse()).reverse()).toEqual(texts(rows));
    expect(rows.flatMap(row => texts([row]))).toEqual(texts(rows));
  });

  test('the conversation itself may be a pseudonym in bronze', () => {
    const hidden = contract({ ...messages, pseudonymized: ['conversation'] });
    expect(texts([[1, 'im jess']], hidden)).toEqual(texts([[1, 'im jess']]));
  });
});
