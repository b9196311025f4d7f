import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { labels } from '../../../lib/core/scrub/finding.ts';
import { scrubLocales } from '../../../lib/core/scrub/locales.ts';
import { scrubber } from '../../../lib/core/scrub/scrubber.ts';
import { mutatedText } from '../mutation.ts';
import { type Target, target } from '../target.ts';

const scrub = scrubber(scrubLocales);

const texts = [
  'im jess, text me at 202-555-0143 or jess@example.com',
  'my name is Marcus and i live at 12 oak street, springfield, il 62704',
  'ssn 219-09-9999, card 4111 1111 1111 1111, born 3/14/1999',
  'snap: a_b9 https://example.com/x?y=1 10.0.0.1 ::1',
  'two oh two five five five oh one four three, call my bf Dan',
  'vivo en la calle Luna 5, 28001, mi curp es AAAA000101HDFXXX09',
  'Je m’appelle Chloé, 06 39 98 00 12, [PHONE] [PERSON]',
  '２０２‑５５５‑０１４３ j e s s at example dot com 👋🏽',
];
const piece = fc.constantFrom(
  'a',
  '1',
  '1-',
  '@',
  'a.',
  '::',
  '(',
  '[',
  'im ',
  'my name is ',
  '+1 ',
  ' ',
  '👋',
  '\u200b',
);

/** What was found is gone from its place and its label stands there; what lies between is as it was; twice is once. */
const sound = target(
  'scrubber',
  fc.oneof(
    { weight: 300, arbitrary: mutatedText(texts) },
    {
      weight: 100,
      arbitrary: fc
        .array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 30 })
        .map(all => all.join('')),
    },
    // Long and made to be slow: the watchdog sees whether it is.
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.array(piece, { minLength: 1, maxLength: 3 }), fc.nat({ max: 4000 }))
        .map(([all, n]) => all.join('').repeat(n)),
    },
  ),
  text => {
    const { text: out, findings } = scrub(text);
    let rebuilt = '';
    let from = 0;
    for (const { start, end, label } of findings) {
      ok(start >= from && end > start && end <= text.length, 'findings in order, apart, within the text');
      ok(labels.includes(label), 'a label of the list');
      rebuilt += `${text.slice(from, start)}[${label}]`;
      from = end;
    }
    strictEqual(rebuilt + text.slice(from), out, 'placeholders, and nothing else, in the place of what was found');
    deepStrictEqual(scrub(out), { ...scrub(out), text: out, findings: [] }, 'scrubbing twice is scrubbing once');
  },
);

export const scrubbing: readonly Target[] = [sound];
