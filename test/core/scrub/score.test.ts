import { score } from '../../../bench/scrub/score.ts';

const sample = (text: string, ...spans: [number, number, string][]) => ({
  text,
  spans: spans.map(([start, end, label]) => ({ start, end, label })),
});

test('leak counts letters and digits that stay, over counts what was taken too much', () => {
  // jess: whole; 555-0143: the last four digits stay; "hi " outside gold, and its two letters are taken.
  const { labels, redacted, others } = score(
    [sample('hi jess 555-0143', [3, 7, 'PERSON'], [8, 16, 'PHONE'])],
    [
      [
        { start: 0, end: 7, label: 'PERSON' },
        { start: 8, end: 12, label: 'PHONE' },
      ],
    ],
  );
  expect(labels.get('PERSON')).toEqual({ n: 1, characters: 4, leaked: 0, whole: 1, predicted: 1, right: 1 });
  expect(labels.get('PHONE')).toEqual({ n: 1, characters: 7, leaked: 4, whole: 0, predicted: 1, right: 1 });
  expect([redacted, others]).toEqual([3, 4]);
});

test('texts without identifiers that were touched are counted', () => {
  const { clean, touched, labels } = score(
    [sample('i hope so'), sample('ok'), sample('jess', [0, 4, 'PERSON'])],
    [[{ start: 2, end: 6, label: 'PERSON' }], [], []],
  );
  expect([clean, touched]).toEqual([2, 1]);
  expect(labels.get('PERSON')).toMatchObject({ n: 1, leaked: 4, predicted: 1, right: 0 });
});

test('IGNORE is neither missed nor wrong, and offsets count code points', () => {
  const { labels, redacted } = score(
    [sample('😭 Hamlet', [2, 8, 'IGNORE']), sample('😭 jess', [2, 6, 'PERSON'])],
    [[{ start: 2, end: 8, label: 'PERSON' }], [{ start: 2, end: 6, label: 'PERSON' }]],
  );
  expect(labels.get('PERSON')).toMatchObject({ n: 1, leaked: 0 });
  expect(redacted).toBe(0);
});
