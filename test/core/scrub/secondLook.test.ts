import fc from 'fast-check';
import { entitiesOf } from '../../../lib/core/scrub/entities.ts';
import type { Finding, Label } from '../../../lib/core/scrub/finding.ts';
import { scrubber } from '../../../lib/core/scrub/scrubber.ts';
import { withSecondLook } from '../../../lib/core/scrub/withSecondLook.ts';

const scrub = scrubber(['en-US']);

/** What a model would find: these words, wherever they stand. */
const wordsIn = (text: string, words: Readonly<Record<string, Label>>, score = 0.9): Finding[] =>
  Object.entries(words).flatMap(([word, label]) =>
    [...text.matchAll(new RegExp(word.replace(/[[\]]/g, '\\$&'), 'gi'))].map(({ index }) => ({
      start: index,
      end: index + word.length,
      label,
      score,
    })),
  );
const look = (text: string, words: Readonly<Record<string, Label>>, score?: number) =>
  withSecondLook(text, scrub(text), wordsIn(text, words, score), scrub);

describe('what the second stage found is added to what the first one did', () => {
  test.each<[string, string, Readonly<Record<string, Label>>, string]>([
    ['nothing more', 'call 202-555-0143', {}, 'call [PHONE]'],
    ['a name of no dictionary', 'then zorblax left', { zorblax: 'PERSON' }, 'then [PERSON] left'],
    ['beside findings', 'zorblax, 202-555-0143', { zorblax: 'PERSON' }, '[PERSON], [PHONE]'],
    ['an overlap is covered whole', 'mail jess@example.com', { 'mail jess': 'PERSON' }, '[EMAIL]'],
    ['a label is never touched', 'then [PERSON] left', { person: 'PERSON' }, 'then [PERSON] left'],
    [
      'what stands around a label is',
      'zor[PHONE]blax left',
      { 'zor[phone]blax': 'PERSON' },
      '[PERSON][PHONE][PERSON] left',
    ],
    ['what the name hid', 'zorblax2025550143', { zorblax: 'PERSON' }, '[PERSON][PHONE]'],
  ])('%s', (_name, text, words, expected) => {
    expect(look(text, words).text).toBe(expected);
  });

  test.each([
    [0.99, '[PERSON]'],
    [0.01, '[PHONE]'],
  ])('the surer label stands: a model that is %d sure', (score, expected) => {
    const text = '202-555-0143';
    expect(look(text, { [text]: 'PERSON' }, score).text).toBe(expected);
  });

  const texts = fc
    .array(
      fc.constantFrom(
        'zorblax',
        'Vex',
        'jess',
        '2025550143',
        '202-555-0143',
        '@',
        'a@example.com',
        '[PHONE]',
        '[',
        'is',
        '.',
        ' ',
        '12 oak street',
        '😀',
      ),
      { maxLength: 12 },
    )
    .map(parts => parts.join(''));
  const found = { zorblax: 'PERSON', vex: 'USERNAME', is: 'PERSON' } as const;

  test('the first stage finds nothing more in the result', () => {
    fc.assert(
      fc.property(texts, text => {
        const result = look(text, found);
        expect(scrub(result.text).text).toBe(result.text);
      }),
      { numRuns: 500 },
    );
  });

  test('nothing that either stage found stays, and the rest does', () => {
    fc.assert(
      fc.property(texts, text => {
        const { findings, text: result } = look(text, found);
        let expected = '';
        let from = 0;
        for (const { start, end, label } of findings) {
          expect(start).toBeGreaterThanOrEqual(from);
          expected += `${text.slice(from, start)}[${label}]`;
          from = end;
        }
        expect(result).toBe(expected + text.slice(from));
        for (const { start, end } of scrub(text).findings)
          expect(findings.some(f => f.start <= start && f.end >= end)).toBe(true);
        expect(result).not.toMatch(/zorblax|vex/i);
      }),
      { numRuns: 500 },
    );
  });
});

describe('tokens become words', () => {
  const token = (text: string, part: string, label: Label = 'PERSON', score = 0.9): Finding => {
    const start = text.indexOf(part);
    return { start, end: start + part.length, label, score };
  };
  test.each<[string, string, string[], string[]]>([
    ['a piece of a word', 'to Zorblax.', ['bla'], ['Zorblax']],
    ['with its space', 'to Zorblax.', [' Zor'], ['Zorblax']],
    ['with its marks', 'to Zoe\u0301', ['Zo'], ['Zoe\u0301']],
    ['with letters of two units', 'to 𝒵𝑜𝑒 now', ['𝑜'], ['𝒵𝑜𝑒']],
    ['not with the emoji beside it', 'to 😀Zoe😀', ['Zo'], ['Zoe']],
    ['not with the words beside it where no space parts them', '我叫王芳今天', ['王芳'], ['王芳']],
    ['neighbours', "Ann O'Brien-Lee J. Roe", ['Ann', 'O', 'Brien', 'Lee', 'J', 'Roe'], ["Ann O'Brien-Lee J. Roe"]],
    ['no neighbours', 'Ann and Bob', ['Ann', 'Bob'], ['Ann', 'Bob']],
    ['in any order, twice', 'Ann and Bob', ['Bob', 'Ann', 'Bob'], ['Ann', 'Bob']],
    ['a comma is no name', 'so, then', [','], []],
    ['nothing but space', 'so  then', ['  '], []],
  ])('%s', (_name, text, parts, expected) => {
    const found = entitiesOf(
      text,
      parts.map(part => token(text, part)),
    );
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });

  test('a megabyte of one word, each letter of it found under another label, in linear time', () => {
    const text = 'a'.repeat(1 << 20);
    const tokens = Array.from({ length: 1 << 18 }, (_, i) => ({
      start: 4 * i,
      end: 4 * i + 4,
      label: i % 2 ? ('PERSON' as const) : ('USERNAME' as const),
      score: 0.5,
    }));
    expect(entitiesOf(text, tokens)).toEqual([{ start: 0, end: text.length, label: 'USERNAME', score: 0.5 }]);
  });
});

test.each([
  ['eat zorblax', true],
  ['a zorblax', false],
  ['So it goes. So it ends.', false],
  ['I called 202-555-0143', false],
  ['I told Jessica', false],
])('%s: unsure is %s', (text, unsure) => {
  expect(scrub(text).unsure).toBe(unsure);
});
