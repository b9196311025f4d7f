import { folded, hashOf } from '../../../../lib/core/scrub/names/characters.ts';
import { attribute, classes, lexicon } from '../../../../lib/core/scrub/names/lexicon.ts';
import { wordClasses } from '../../../../lib/core/scrub/names/words.ts';

const bitsOf = (word: string): number => {
  const slot = lexicon().find(hashOf(folded(word)));
  expect(slot).toBeGreaterThanOrEqual(0);
  return lexicon().attributesAt(slot);
};

test.each(['marcus', 'Siobhán', 'priya', 'xiomara', 'camille', 'oisín', 'lupita'])('%s is a name and no word', name => {
  expect(attribute.first(bitsOf(name))).toBeGreaterThan(1);
  expect(attribute.word(bitsOf(name))).toBe(0);
});

test.each(['grace', 'hope', 'will', 'may', 'mark', 'sky', 'joy'])('%s is a name and a word', name => {
  expect(attribute.first(bitsOf(name))).toBeGreaterThan(1);
  expect(attribute.word(bitsOf(name)) & 1).toBe(1);
});

test('how much oftener it is a word than a name differs', () => {
  expect(attribute.surplus(bitsOf('marcus'))).toBe(0);
  expect(attribute.surplus(bitsOf('hope'))).toBeGreaterThan(attribute.surplus(bitsOf('grace')));
  expect(attribute.surplus(bitsOf('will'))).toBe(7);
});

test.each(['tired', 'sorry', 'cansada', 'fatiguee', 'lol', 'dunno'])('%s is a word and no name', word => {
  expect(attribute.word(bitsOf(word))).not.toBe(0);
  expect(attribute.first(bitsOf(word))).toBe(0);
});

test('places, and things that are written with a capital', () => {
  expect(attribute.place(bitsOf('Dublin'))).toBe(1);
  expect(attribute.thing(bitsOf('Monday'))).toBe(1);
  expect(attribute.thing(bitsOf('Instagram'))).toBe(1);
});

test('each word of a closed class is known, and what is in no list is not', () => {
  for (const list of Object.values(wordClasses)) {
    for (const word of list.trim().split(/\s+/)) {
      expect(lexicon().classAt(lexicon().find(hashOf(word)))).toBeGreaterThan(0);
    }
  }
  const slot = lexicon().find(hashOf('boyfriend'));
  expect(lexicon().classAt(slot)).toBe(classes.relation);
  expect(lexicon().find(hashOf('qqxzzv'))).toBe(-1);
});
