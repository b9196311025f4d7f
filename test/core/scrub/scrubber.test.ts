import fc from 'fast-check';
import { codePointSpans } from '../../../lib/core/scrub/codePoints.ts';
import { labels } from '../../../lib/core/scrub/finding.ts';
import { scrubLocales } from '../../../lib/core/scrub/locales.ts';
import { scrubber, settled } from '../../../lib/core/scrub/scrubber.ts';

const scrub = scrubber(scrubLocales);

/** Pieces of which identifiers are made, put together at random, and noise between them. */
const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      'im',
      'my name is',
      'jess',
      'Grace',
      'marcus',
      'call',
      '202-555-0143',
      '@',
      'jess@example.com',
      'ssn',
      '219-09-9999',
      '4111 1111 1111 1111',
      '12 oak street',
      'born',
      '3/14/1999',
      'snap:',
      'a_b9',
      '[PHONE]',
      '[PERSON]',
      '[',
      ']',
      '.',
      ',',
      '\n',
      'https://',
      'www.',
      '::',
      '-',
      '+1',
      '(',
      ')',
      'dr',
      'my',
      'bf',
      'zip',
      '90210',
      'at',
      'dot',
      'com',
      'five',
      'zero',
      'Strasse',
      'flat 3',
      'my snap is',
      'moonchild',
      'gmail',
      'calle',
      '560038',
      'm14 5tp',
      '#',
      'corner of',
      'lives at',
      'springfield, il',
      'bsb',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.integer({ min: 0, max: 1e9 }).map(String),
  ),
  { maxLength: 14 },
);
const text = fc.tuple(pieces, fc.constantFrom(' ', '', '  ')).map(([all, gap]) => all.join(gap));

test('scrubbing twice is scrubbing once', () => {
  fc.assert(
    fc.property(text, t => {
      const once = scrub(t).text;
      expect(scrub(once).text).toBe(once);
    }),
    { numRuns: 2000 },
  );
});

test('findings lie within the text, in order, apart; what lies between them is untouched', () => {
  fc.assert(
    fc.property(text, t => {
      const { text: out, findings } = scrub(t);
      let rebuilt = '';
      let from = 0;
      for (const { start, end, label } of findings) {
        expect(start).toBeGreaterThanOrEqual(from);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(t.length);
        expect(labels).toContain(label);
        rebuilt += `${t.slice(from, start)}[${label}]`;
        from = end;
      }
      expect(rebuilt + t.slice(from)).toBe(out);
    }),
    { numRuns: 1000 },
  );
});

test('spans count code points, as Python and SQL do', () => {
  fc.assert(
    fc.property(text, t => {
      const { findings } = scrub(t);
      const points = [...t];
      const cut = codePointSpans(t, findings).map(({ start, end }) => points.slice(start, end).join(''));
      expect(cut).toEqual(findings.map(({ start, end }) => t.slice(start, end)));
    }),
    { numRuns: 500 },
  );
});

test('where two findings overlap, both are covered', () => {
  const one = { start: 0, end: 5, label: 'PHONE', score: 0.5 } as const;
  const two = { start: 3, end: 9, label: 'NATIONAL_ID', score: 0.9 } as const;
  const apart = { start: 9, end: 10, label: 'ZIP', score: 0.1 } as const;
  expect(settled([apart, two, one])).toEqual([{ ...two, start: 0, end: 9 }, apart]);
});

describe('a long text made to be slow is scrubbed all the same', () => {
  const long = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length));
  test.each([
    'a',
    '1',
    '1 ',
    '1-',
    '1.',
    'a@',
    '@',
    '@a',
    'a.',
    '::',
    'a:',
    '(',
    '+',
    '[',
    'one ',
    'my name is ',
    'Aa ',
    'my bf ',
    '12 a ',
    '12 oak ',
    'account ',
    'ssn ',
    'born ',
    'snap ',
    'a at ',
    'https://',
    '1111 ',
    'AB12 ',
    'a-',
    "a'",
    'é ',
    '😀',
    '\n',
    '12 rue ',
    'calle a ',
    'card ',
    'jess ',
    'five ',
    '2 0 ',
    '12/',
    '#1 ',
    '1,',
    'Aa 1 ',
    'In Aa 12345 ',
    '12 oak st, ',
    '12 oak st\n',
    'Straße 1',
    'x dot ',
    'at gmail dot ',
    'add me on snap ',
    'lives at 1 A ',
    'corner of a ',
    'vivo en a ',
    '5 de ',
    'm14 5t ',
    'a#1',
    'flat 1 ',
    'plate a',
  ])('%j over and over', piece => {
    expect(typeof scrub(long(piece, 1 << 18)).text).toBe('string');
  });

  /** Each keeps another recognizer busy. */
  test.each([
    'a',
    '1 ',
    '1-',
    'a@',
    'a.',
    '::',
    'one ',
    'Aa 1 ',
    '12 oak ',
    '12/',
    '#1 ',
    'AB12 ',
    'snap ',
    'ssn ',
    '😀',
    'é ',
  ])('a megabyte of %j', piece => {
    expect(typeof scrub(long(piece, 1 << 20)).text).toBe('string');
  });
});
