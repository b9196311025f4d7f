/**
 * What each recognizer but the names costs, in microseconds a text, for texts with nothing in them, with figures that mean
 * nothing, and with an identifier. `ran` is the share of texts that a glance thought worth it.
 * Usage: node bench/recognizers.ts [--locales en-US,es-US]
 */
import { parseArgs } from 'node:util';
import { glancer } from '../lib/core/scrub/glance.ts';
import { detectorsFor, together } from '../lib/core/scrub/identifiers.ts';
import { scrubLocales } from '../lib/core/scrub/locales.ts';
import { writtenNumbers } from '../lib/core/scrub/numbers.ts';
import { digitWordList } from '../lib/core/scrub/recognizers/spelledNumber.ts';

const { values } = parseArgs({ options: { locales: { type: 'string', default: scrubLocales.join() } } });

const groups: Readonly<Record<string, readonly string[]>> = {
  'nothing in it': [
    'i dont know what to do anymore, everything feels so heavy and nobody at home seems to notice or even care',
    'thank you for being here with me tonight, i was scared to text at first but talking to you really helped me',
    'she said i should just get over it and that made me feel even worse than before, like my feelings are nothing',
    'i keep thinking about the fight we had and how i walked out of the door, one part of me wants to say sorry',
  ],
  'figures only': [
    'i take 20mg at 10:30 and 2 more at night, its been like that 24/7 for about 3 weeks now and im so tired of it',
    'they told me to text HOME to 741741 or call 988 any time of the day, i waited 15 min and then someone answered me',
    'my kid is 4 and im 31, we moved in 2019 after the divorce and rent is $1,200 a month for a place with 2 bedrooms',
  ],
  'an identifier': [
    'ok my number is 202-555-0143 if you need to reach me, please dont call my mom about it she would freak out',
    'i live at 12 oak street apt 4b in springfield and i am home alone right now, nobody is coming back until nine',
    'write me at jess.k99@example.com later, my snap is jess_xo22 too but i hardly look at it these days you know',
    'the form asked for my ssn 219-09-9999 and my zip 62704 and now i am worried that they will use it against me',
  ],
};

const tags = values.locales.split(',');
const detectors = detectorsFor(tags);
const [before, behind] = ['email url ip card bank nationalId phone spelled', 'postcode birth username'].map(one =>
  one.split(' '),
);
/** Each style of address is one. */
const names = [
  ...before!,
  ...detectors.slice(before!.length, -behind!.length).map((_, i) => `address ${i + 1}`),
  ...behind!,
];
const lists = detectors.map(({ cues }) => cues ?? []);
const glance = glancer(lists, digitWordList);
const all = together(detectors);

/** Microseconds a text. */
const cost = (texts: readonly string[], work: (text: string) => unknown): number => {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const began = performance.now();
    for (let i = 0; i < 4000; i++) for (const text of texts) work(text);
    best = Math.min(best, ((performance.now() - began) / 4000 / texts.length) * 1000);
  }
  return best;
};

for (const [group, texts] of Object.entries(groups)) {
  const characters = texts.reduce((sum, { length }) => sum + length, 0) / texts.length;
  console.log(`\n${group}: ${Math.round(characters)} characters`);
  console.log(`  ${'all together'.padEnd(14)} ${cost(texts, all).toFixed(2)}`);
  console.log(`  ${'glance'.padEnd(14)} ${cost(texts, glance).toFixed(2)}`);
  console.log(`  ${'numbers'.padEnd(14)} ${cost(texts, writtenNumbers).toFixed(2)}`);
  for (const [i, { worth, find }] of detectors.entries()) {
    const looks = new Map(
      texts.map(text => {
        const seen = glance(text);
        return [text, { seen, cued: (seen.cues & (1 << i)) !== 0, numbers: writtenNumbers(text) }];
      }),
    );
    const worthy = texts.filter(text => worth(looks.get(text)!.seen, looks.get(text)!.cued));
    if (worthy.length === 0) continue;
    const search = (text: string): unknown => {
      const { seen, cued, numbers } = looks.get(text)!;
      return find(text, numbers, seen, cued);
    };
    const mean = (cost(worthy, search) * worthy.length) / texts.length;
    console.log(`  ${names[i]!.padEnd(14)} ${mean.toFixed(2)}  ran ${worthy.length}/${texts.length}`);
  }
}
