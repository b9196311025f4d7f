/**
 * Phone numbers by the scrubber's own numbering plans beside libphonenumber-js, on the same sets in the same run.
 * Numbers in words are another recognizer's: here they count as leaked by both. Usage: node bench/scrub/phones.ts [SET.jsonl …]
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Table from 'cli-table3';
import { type CountryCode, findPhoneNumbersInText } from 'libphonenumber-js';
import { codePointSpans } from '../../lib/core/scrub/codePoints.ts';
import type { Recognizer } from '../../lib/core/scrub/finding.ts';
import { foldedText } from '../../lib/core/scrub/foldedText.ts';
import { together } from '../../lib/core/scrub/identifiers.ts';
import { allLocales } from '../../lib/core/scrub/locales/all.ts';
import { phone } from '../../lib/core/scrub/recognizers/phone.ts';
import { settled } from '../../lib/core/scrub/scrubber.ts';
import { readSet, type Sample, score } from './score.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const sets =
  process.argv.length > 2
    ? process.argv.slice(2)
    : [here('../../../shared/pii/dev.jsonl'), here('informal.jsonl'), here('negatives.jsonl')];

const locales = Object.values(allLocales);
const countries = [...new Set(locales.map(({ country }) => country as CountryCode))];
const own = together([
  phone(
    locales.flatMap(({ phones }) => phones),
    locales.flatMap(({ publicNumbers }) => publicNumbers),
  ),
]);
/** What is a number in any of the countries, as the scrubber has it. */
const peer: Recognizer = text =>
  settled(
    countries.flatMap(defaultCountry =>
      findPhoneNumbersInText(text, { defaultCountry }).map(({ startsAt, endsAt }) => ({
        start: startsAt,
        end: endsAt,
        label: 'PHONE' as const,
        score: 1,
      })),
    ),
  );

const measured = (samples: readonly Sample[], find: Recognizer): readonly string[] => {
  const views = samples.map(({ text }) => foldedText(text).view);
  const found = views.map(view => codePointSpans(view, find(view)));
  const { labels, redacted, others, touched, clean } = score(samples, found);
  const phones = labels.get('PHONE');
  const began = performance.now();
  for (let round = 0; round < 5; round++) for (const view of views) find(view);
  const each = ((performance.now() - began) / 5 / samples.length) * 1000;
  return [
    phones?.n ? (phones.leaked / phones.characters).toFixed(3) : '',
    (redacted / others).toFixed(4),
    `${touched} of ${clean}`,
    each.toFixed(1),
  ];
};

const table = new Table({
  head: ['set', 'by', 'leak', 'over', 'clean texts touched', 'us a text'],
  style: { head: [], border: [], compact: true },
});
for (const path of sets) {
  if (!existsSync(path)) {
    console.error(`${path} is not there: left out.`);
    continue;
  }
  const samples = readSet(path);
  const name = path.split('/').at(-1)!;
  table.push([name, 'numbering plans', ...measured(samples, own)]);
  table.push([name, 'libphonenumber-js', ...measured(samples, peer)]);
}
console.log(table.toString());
