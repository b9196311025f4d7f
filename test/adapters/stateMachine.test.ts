import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { runStateMachine, type StateMachineFile } from '../../lib/adapters/local/stateMachine.ts';

const folder = new URL('../../lib/state-machines/', import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as StateMachineFile;

type States = StateMachineFile['States'];
const names = (states: States): readonly string[] =>
  Object.entries(states).flatMap(([name, state]) => [name, ...names(state.ItemProcessor?.States ?? {})]);

describe.each(readdirSync(folder))('%s', file => {
  test('every state has a name of its own: handlers and retries go by it', () => {
    const all = names(read(file).States);
    expect(all).toEqual([...new Set(all)]);
  });

  test('no task runs without a limit of time', () => {
    const tasks = (states: States): readonly object[] =>
      Object.values(states).flatMap(state => [
        ...(state.Type === 'Task' ? [state] : []),
        ...tasks(state.ItemProcessor?.States ?? {}),
      ]);
    for (const task of tasks(read(file).States)) expect(task).toHaveProperty('TimeoutSeconds');
  });
});

const machine = {
  StartAt: 'Find',
  States: {
    Find: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:find', Next: 'Each' },
    Each: {
      Type: 'Map',
      ItemProcessor: {
        StartAt: 'Try',
        States: {
          Try: {
            Type: 'Task',
            Resource: 'arn:aws:lambda:us-east-1:000000000000:function:try',
            Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 3600, MaxAttempts: 1 }],
            Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'GiveUp' }],
            End: true,
          },
          GiveUp: { Type: 'Pass', Result: 'given up', End: true },
        },
      },
      End: true,
    },
  },
};

test('handlers run inside maps; one that fails is tried again soon, and then leaves the others', async () => {
  const tries: number[] = [];
  const result = await runStateMachine(machine, {
    Find: async () => [1, 2, 3],
    Try: async (n: number) => {
      tries.push(n);
      if (n === 2 || (n === 3 && tries.filter(t => t === 3).length === 1)) throw new Error('not now');
      return { n };
    },
  });
  expect(result).toEqual([{ n: 1 }, 'given up', { n: 3 }]);
  expect(tries.toSorted()).toEqual([1, 2, 2, 3, 3]);
});

test('a task without a handler is refused: it would be called in AWS', async () => {
  await expect(runStateMachine(machine, { Find: async () => [] })).rejects.toThrow('no local handler for Try');
});
