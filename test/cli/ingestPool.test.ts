import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ingestPool } from '../../lib/cli/ingestPool.ts';
import { findArrivals } from '../../lib/usecases/arrivals.ts';
import { contract } from '../contracts.ts';
import { lakeWith, limits } from '../usecases/lakes.ts';

// Found by `npm run fuzz -- --target 'bronze files' --seed 2`: a length of a run within a page is negative.
const loops = readFileSync(join(import.meta.dirname, '../fixtures/hostile/loops.parquet'));

test.each([1, 2])('with %d at once, a Parquet file that its library loops on fails alone', async size => {
  const lake = await lakeWith({
    'platform-db/message/loops.parquet': loops,
    'platform-db/message/hidden.jsonl': loops,
    'platform-db/message/z.jsonl': '{"id":1}\n',
  });
  const pool = await ingestPool(lake, 'ctl-dev', limits, size, 4000);
  const { arrivals } = await findArrivals(lake, [contract()], new Date(8.64e15));
  const outcomes = await Promise.all(
    arrivals.map(({ object }) => pool.ingest({ contract: contract(), object, again: false })),
  );
  await pool.close();
  const died = { state: 'failed', code: 'internal_error', detail: 'the worker thread died' };
  expect(arrivals.map(({ object }, i) => [object.key.split('/').at(-1), outcomes[i]]).sort()).toEqual([
    ['hidden.jsonl', died],
    ['loops.parquet', died],
    ['z.jsonl', expect.objectContaining({ state: 'committed' })],
  ]);
  expect((await lake.ledger.loads()).map(({ state }) => state).sort()).toEqual(['committed', 'failed', 'failed']);
});
