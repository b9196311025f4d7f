import fc from 'fast-check';
import type { Fault } from '../fakes/faultyPorts.ts';
import { people, type Row, scrubbed } from './rows.ts';

/** What one process is told to do. `event` is one of those so far: again, late or out of order; `derive` loads it anew. */
export type Job = (
  | { readonly does: 'ingest' | 'derive'; readonly event: number }
  | { readonly does: 'scan' | 'replay' | 'silver' }
  | { readonly does: 'erase'; readonly person: string }
) & {
  readonly fault: Fault | null;
  /** The process was started before the contract was corrected, or after, and others were not. Such ones do not die together. */
  readonly otherContract?: boolean;
};

/** What happens to a lake, one after another; the jobs of `work` happen at once. */
export type Step =
  | { readonly kind: 'put'; readonly file: number; readonly rows: readonly Row[] }
  | { readonly kind: 'work'; readonly jobs: readonly Job[]; readonly order: readonly number[] }
  | { readonly kind: 'clock'; readonly by: number }
  | { readonly kind: 'contract' }
  | { readonly kind: 'readmit'; readonly person: string };

const person = fc.constantFrom(...people);

const row: fc.Arbitrary<Row> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      id: fc.constantFrom(1, 1, 2, 3),
      person: fc.option(person, { freq: 6 }),
      words: fc.constantFrom(...(Object.keys(scrubbed) as (keyof typeof scrubbed)[])),
      seq: fc.option(fc.integer({ min: 1, max: 8 }), { freq: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant('broken' as const) },
);

/**
 * Of two attempts under two contracts, the one that the ledger refuses puts things right. Where it dies before it can,
 * the files are of the one contract and the ledger's record of the other: docs/reliability.md, "What is not survived".
 */
const soundIfMixed = (jobs: readonly Job[]): readonly Job[] =>
  new Set(jobs.map(({ otherContract }) => otherContract)).size > 1 ? jobs.map(job => ({ ...job, fault: null })) : jobs;

/** A load makes some twenty calls, an erasure more. */
const fault: fc.Arbitrary<Fault | null> = fc.option(
  fc.record({
    at: fc.integer({ min: 1, max: 40 }),
    when: fc.constantFrom('before', 'after'),
    kind: fc.constantFrom('dies', 'dies', 'fails'),
  }),
  { freq: 2 },
);

const job: fc.Arbitrary<Job> = fc
  .tuple(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          does: fc.constantFrom('ingest' as const, 'ingest' as const, 'ingest' as const, 'derive' as const),
          event: fc.nat({ max: 11 }),
        }),
      },
      { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('scan', 'replay', 'silver') }) },
      { weight: 1, arbitrary: fc.record({ does: fc.constant('erase' as const), person }) },
    ),
    fault,
    fc.constantFrom(false, false, false, true),
  )
  .map(([what, fault, otherContract]) => ({ ...what, fault, otherContract }));

/** One process goes on for a while, then the other: the newest to wait is the one that went on last. */
const bursts: fc.Arbitrary<readonly number[]> = fc
  .array(fc.nat({ max: 25 }), { minLength: 1, maxLength: 8 })
  .map(lengths => lengths.flatMap(length => [0, ...Array<number>(length).fill(1)]));

const hour = 3_600_000;
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      file: fc.nat({ max: 1 }),
      rows: fc.array(row, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('work' as const),
      jobs: fc.array(job, { minLength: 1, maxLength: 3 }).map(soundIfMixed),
      order: fc.oneof(fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 12 }), bursts),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('clock' as const), by: fc.integer({ min: -50 * hour, max: 50 * hour }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('contract' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('readmit' as const), person }) },
);

const anything: fc.Arbitrary<readonly Step[]> = fc.array(step, { minLength: 2, maxLength: 10 });

const ingest = { does: 'ingest', event: 0, fault: null } as const;
/** Somebody is erased while their rows are derived anew, often under a corrected contract: both write the same file. */
const erasedMeanwhile: fc.Arbitrary<readonly Step[]> = fc
  .record({
    rows: fc.array(row, { minLength: 1, maxLength: 3 }),
    person,
    corrected: fc.boolean(),
    order: bursts,
    more: fc.array(step, { maxLength: 3 }),
  })
  .map(({ rows, person, corrected, order, more }) => [
    { kind: 'put', file: 0, rows },
    { kind: 'work', jobs: [ingest], order: [0] },
    ...(corrected ? [{ kind: 'contract' } as const] : []),
    {
      kind: 'work',
      jobs: [
        { does: 'erase', person, fault: null },
        { ...ingest, does: 'derive' },
      ],
      order,
    },
    ...more,
  ]);

export const steps: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 6, arbitrary: anything },
  { weight: 1, arbitrary: erasedMeanwhile },
);
