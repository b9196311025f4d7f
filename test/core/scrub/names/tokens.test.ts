import fc from 'fast-check';
import { folded } from '../../../../lib/core/scrub/names/characters.ts';
import { emptyTokens, gap, isLaughter, shape, tokenize } from '../../../../lib/core/scrub/names/tokens.ts';

const wordsOf = (text: string): string[] => {
  const tokens = emptyTokens();
  tokenize(text, tokens);
  return Array.from({ length: tokens.count }, (_, at) => text.slice(tokens.start[at], tokens.end[at]));
};

test.each([
  ['im jess, hi', ['im', 'jess', 'hi']],
  ["I'm ok, don't worry", ["I'm", 'ok', "don't", 'worry']],
  ["jess's house", ['jess', 'house']],
  ["it's Jess’s", ["it's", 'Jess']],
  ["l'ami d'emma m'appelle", ['l', 'ami', 'd', 'emma', 'm', 'appelle']],
  ["O'Brien", ['O', 'Brien']],
  ['Anna-Lena', ['Anna', 'Lena']],
  ['jess2005 is 17', ['jess', '2005', 'is', '17']],
  ['marcus😭😭ok', ['marcus', 'ok']],
  ['#JaneRoe is up', ['Jane', 'Roe', 'is', 'up']],
  ['iPhone LeBron', ['iPhone', 'LeBron']],
  ['Zoe\u0308 said', ['Zoe\u0308', 'said']],
  ['', []],
  ['!!! 😭', []],
])('%j is split into words', (text, expected) => expect(wordsOf(text)).toEqual(expected));

test.each([
  ['Zoë', 'zoe'],
  ["I'm", 'im'],
  ['STRAßE', 'strasse'],
  ['Ærø', 'aero'],
  ['Łukasz', 'lukasz'],
  ['Müller-Lüdenscheidt', 'mullerludenscheidt'],
])('%s is looked up as %s', (word, expected) => expect(folded(word)).toBe(expected));

test('how a word is written, and what stands before it', () => {
  const tokens = emptyTokens();
  tokenize("Jess AND marcus's iPhone.\n J. Doe, 17 (x)", tokens);
  const { count } = tokens;
  expect([...tokens.shape.slice(0, count)]).toEqual([
    shape.capital,
    shape.upper,
    shape.lower,
    shape.mixed,
    shape.initial,
    shape.capital,
    shape.number,
    shape.lower,
  ]);
  expect([...tokens.gap.slice(0, count)]).toEqual([
    gap.start,
    gap.space,
    gap.space,
    gap.space,
    gap.line,
    gap.stop,
    gap.comma,
    gap.quote,
  ]);
  expect(tokens.possessive[2]).toBe(1);
});

test('words lie within the text, in order, apart, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), text => {
      const tokens = emptyTokens(1);
      tokenize(text, tokens);
      let before = 0;
      for (let at = 0; at < tokens.count; at++) {
        expect(tokens.start[at]).toBeGreaterThanOrEqual(before);
        expect(tokens.end[at]).toBeGreaterThan(tokens.start[at]!);
        expect(tokens.end[at]).toBeLessThanOrEqual(text.length);
        before = tokens.end[at]!;
      }
    }),
  );
});

test.each([
  ['haha', true],
  ['jajajajaja', true],
  ['ahahahahh', true],
  ['hehehe', true],
  ['hannah', false],
  ['haaaa', false],
  ['jake', false],
])('%s: laughter %s', (word, expected) => {
  const tokens = emptyTokens();
  tokenize(word, tokens);
  expect(isLaughter(tokens, 0)).toBe(expected);
});
