import { exactlyOnce } from './property.ts';

// `npm run test:chaos` plays thousands.
test('events, duplicates, faults, erasures and replays in any order leave each row there once', async () => {
  const played = await exactlyOnce({ sequences: 150, silverEvery: 10 });
  expect(played.failure).toBeUndefined();
  expect(played).toMatchObject({ sequences: 150, lost: 0, doubled: 0 });
});
