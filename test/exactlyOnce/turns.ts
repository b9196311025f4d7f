import { setImmediate } from 'node:timers/promises';

/** Lets processes go on one call at a time, in the order that `choices` says. */
export const turns = (choices: readonly number[]) => {
  const waiting: (() => void)[] = [];
  let chosen = 0;
  return {
    turn: (): Promise<void> => new Promise(resolve => waiting.push(resolve)),
    /** Resolves when all of them have ended. */
    drive: async (processes: readonly Promise<unknown>[]): Promise<void> => {
      let done = false;
      const all = Promise.allSettled(processes).then(() => {
        done = true;
      });
      while (!done) {
        await setImmediate();
        const choice = choices[chosen++ % choices.length] ?? 0;
        waiting.splice(choice % Math.max(1, waiting.length), 1)[0]?.();
      }
      await all;
    },
  };
};
