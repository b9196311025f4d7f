import { compare } from './compare.ts';
import { play } from './play.ts';
import { exactlyOnce } from './property.ts';
import type { Row } from './rows.ts';
import type { Step } from './steps.ts';
import { worlds } from './world.ts';

// `npm run test:chaos` plays thousands.
test('events, duplicates, faults, erasures and replays in any order leave each row there once', async () => {
  const played = await exactlyOnce({ sequences: 80, silverEvery: 10 });
  expect(played.failure).toBeUndefined();
  expect(played).toMatchObject({ sequences: 80, lost: 0, doubled: 0 });
});

test.each([
  ['that takes every good row away', 'broken', { id: 1, person: 'ada', words: '', seq: 8 }],
  ['that leaves some', { id: 1, person: null, words: '', seq: 1 }, { id: 2, person: 'ada', words: '', seq: 8 }],
] as const)('a crash at any call of a replay %s leaves nothing that counts nowhere', async (_name, ...rows) => {
  const lakes = worlds();
  const load = { does: 'ingest', event: 0, fault: null } as const;
  const steps = (at: number, when: 'before' | 'after'): Step[] => [
    { kind: 'contract' },
    { kind: 'put', file: 0, rows: rows as readonly Row[] },
    { kind: 'work', jobs: [load], order: [0] },
    { kind: 'contract' },
    { kind: 'work', jobs: [{ ...load, does: 'derive', fault: { at, when, kind: 'dies' } }], order: [0] },
  ];
  for (let at = 1; at <= 30; at++) {
    for (const when of ['before', 'after'] as const) {
      const world = await lakes.next(false);
      expect(await compare(world, await play(world, steps(at, when)))).toMatchObject({ lost: 0, doubled: 0 });
    }
  }
  await lakes.close();
});

test('a run of silver that died after it had published is known to a replay that takes its rows away', async () => {
  const lakes = worlds();
  const good: Row = { id: 1, person: null, words: '', seq: 8 };
  const ingest = { does: 'ingest', event: 0, fault: null } as const;
  for (let at = 1; at <= 20; at++) {
    const world = await lakes.next(true);
    const steps: Step[] = [
      { kind: 'contract' },
      { kind: 'put', file: 0, rows: [good] },
      { kind: 'work', jobs: [ingest], order: [0] },
      { kind: 'work', jobs: [{ does: 'silver', fault: { at, when: 'before', kind: 'dies' } }], order: [0] },
      { kind: 'contract' },
      { kind: 'put', file: 0, rows: [{ ...good, seq: 1 }] },
    ];
    expect(await compare(world, await play(world, steps))).toMatchObject({ lost: 0, doubled: 0 });
  }
  await lakes.close();
});
