import type { TableContract } from '../../lib/config/tableContract.ts';
import { loadIdOf } from '../../lib/core/loadId.ts';
import { findArrivals } from '../../lib/usecases/arrivals.ts';
import { check, discover, plan, record, recordFailure } from '../../lib/usecases/buildSilver.ts';
import { ErasureOpen, eraseSubjects, readmitSubjects, settleOpenErasures } from '../../lib/usecases/eraseSubjects.ts';
import { type ArrivalEvent, ingestArrival } from '../../lib/usecases/ingestArrival.ts';
import { ingestObject } from '../../lib/usecases/ingestObject.ts';
import { findReplayable } from '../../lib/usecases/replay.ts';
import { faultyPorts } from '../fakes/faultyPorts.ts';
import { type Model, model } from './model.ts';
import { contracts, kind, lineOf, type Row } from './rows.ts';
import type { Job, Step } from './steps.ts';
import { turns } from './turns.ts';
import type { Process, World } from './world.ts';

/** Objects here are small: none is handed over. */
const inParts = (): Promise<void> => Promise.reject(new Error('a small object was handed over'));
const limits = { maxRowBytes: 1 << 16, maxExpansionRatio: 100, splitSize: 1 << 30 };
const endOfTime = new Date(8.64e15);
const asked = (person: string) => ({
  subjects: [{ kind, value: person }],
  who: 'tester',
  reason: 'asked',
  removeRaw: false,
});
const other = { strict: 'lax', lax: 'strict' } as const;
const contractOf = (expected: Model, { otherContract }: Pick<Job, 'otherContract'>): TableContract => {
  const current = expected.contract();
  return contracts[otherContract ? other[current] : current];
};

/** One process at a time has silver open for writing; another one is told so, and ends. */
const withSilverOpen = async (world: World, work: () => Promise<void>): Promise<void> => {
  if (world.lock.held) return;
  world.lock.held = true;
  try {
    await work();
  } finally {
    world.lock.held = false;
  }
};

const buildSilver = async (ports: Process, contract: TableContract): Promise<void> => {
  const deps = { ...ports, contracts: [contract] };
  for (const table of (await discover(deps)).tables) {
    const planned = await plan(deps, table);
    for (const sql of [...planned.prepare, planned.stage]) await deps.engine.execute(sql);
    const { ok, failed } = await check(deps, planned);
    if (!ok) {
      await recordFailure(deps, { ...table, failed });
      continue;
    }
    for (const sql of planned.publish) await deps.engine.execute(sql);
    await record(deps, planned);
  }
};

/** Ends with an error only where the process was to have one. */
const perform = async (world: World, expected: Model, events: readonly ArrivalEvent[], job: Job, ports: Process) => {
  const contract = contractOf(expected, job);
  const outcomes = [];
  switch (job.does) {
    case 'ingest':
    case 'derive': {
      const event = events[job.event % Math.max(1, events.length)];
      if (event)
        outcomes.push(await ingestArrival(ports, limits, [contract], event, { again: job.does === 'derive', inParts }));
      break;
    }
    case 'scan': {
      const { arrivals } = await findArrivals(ports, [contract], endOfTime);
      for (const { object } of arrivals) outcomes.push(await ingestObject(ports, limits, contract, object));
      if ((await ports.subjects.unsettled()).length > 0) {
        await withSilverOpen(world, async () => void (await settleOpenErasures(ports, [contract])));
      }
      break;
    }
    case 'replay':
      for (const { object } of await findReplayable(ports, [contract], {})) {
        if (object) outcomes.push(await ingestObject(ports, limits, contract, object, { again: true }));
      }
      break;
    case 'silver':
      if (world.withSilver) await withSilverOpen(world, () => buildSilver(ports, contract));
      break;
    case 'erase':
      await withSilverOpen(world, async () => {
        expected.erase(job.person);
        await eraseSubjects(ports, contract.workspace, [contract], asked(job.person));
        expected.finishErasure(job.person);
      });
  }
  const failed = outcomes.find(outcome => outcome.state === 'failed');
  if (failed && !job.fault) throw new Error(`a load failed for no reason: ${JSON.stringify(failed)}`);
};

const runJob = async (
  world: World,
  expected: Model,
  events: readonly ArrivalEvent[],
  job: Job,
  turn?: () => Promise<void>,
): Promise<void> => {
  const { ports, bury } = faultyPorts(world.process(), job.fault ?? undefined, turn);
  try {
    await perform(world, expected, events, job, ports);
  } catch (error) {
    if (!job.fault) throw error;
  } finally {
    await bury();
  }
};

const put = async (world: World, expected: Model, file: number, rows: readonly Row[]): Promise<ArrivalEvent> => {
  const { source, table } = contracts.strict;
  const key = `raw/${source}/${table}/${file}.jsonl`;
  await world.store.put(key, Buffer.from(rows.map(row => `${lineOf(row)}\n`).join('')));
  const { uri, version, createdAt } = (await world.store.head(key))!;
  expected.put({ uri, version, rows });
  return { key, uri, version, at: createdAt };
};

const workTogether = async (
  world: World,
  expected: Model,
  events: readonly ArrivalEvent[],
  { jobs, order }: Extract<Step, { kind: 'work' }>,
): Promise<void> => {
  if (jobs.length === 1) return runJob(world, expected, events, jobs[0]!);
  const { turn, drive } = turns(order);
  const running = jobs.map(job => runJob(world, expected, events, job, turn));
  await drive(running);
  await Promise.all(running);
};

const readmit = async (world: World, expected: Model, person: string): Promise<void> => {
  try {
    await readmitSubjects(world.process(), asked(person));
    expected.readmit(person);
  } catch (error) {
    if (!(error instanceof ErasureOpen)) throw error;
  }
};

/** Everything that was to happen happens at last: queues deliver again, operators repeat what failed. */
const comeToRest = async (world: World, expected: Model, events: readonly ArrivalEvent[]): Promise<void> => {
  const job = (what: { does: Job['does'] } & Partial<Record<'event' | 'person', unknown>>) =>
    runJob(world, expected, events, { ...what, fault: null } as Job);
  for (const event of events.keys()) await job({ does: 'ingest', event });
  await job({ does: 'replay' });
  for (const person of expected.unfinished()) await job({ does: 'erase', person });
  await job({ does: 'scan' });
  await job({ does: 'silver' });
};

/** All that the lake holds, by name and version, and what the ledger says of it. */
const snapshot = async (world: World): Promise<string> => {
  const versions: string[] = [];
  for (const zone of ['bronze/', 'quarantine/']) {
    for await (const { key, version } of world.store.list(zone)) versions.push(`${key} ${version}`);
  }
  return JSON.stringify([versions, await world.ledger.loads()]);
};

/** Plays the steps on an empty lake until all has come to rest, and says what must be there then. */
export const play = async (world: World, all: readonly Step[]): Promise<Model> => {
  const expected = model();
  const events: ArrivalEvent[] = [];
  for (const step of all) {
    if (step.kind === 'put') events.push(await put(world, expected, step.file, step.rows));
    else if (step.kind === 'work') await workTogether(world, expected, events, step);
    else if (step.kind === 'clock') world.passTime(step.by);
    else if (step.kind === 'contract') expected.correctContract();
    else await readmit(world, expected, step.person);
  }
  await comeToRest(world, expected, events);
  const rested = await snapshot(world);
  for (const event of events.keys()) await runJob(world, expected, events, { does: 'ingest', event, fault: null });
  if ((await snapshot(world)) !== rested) throw new Error('events that came once more changed the lake');
  return expected;
};

export const loadOf = async (world: World, { uri, version }: { uri: string; version: string }) =>
  world.ledger.get(loadIdOf(uri, version));
