import type { LocalLake } from '../../lib/cli/localLake.ts';

/** Ports of a process that dies before or after the effect of the n-th call: every later call fails. */
export const dyingPorts = (lake: LocalLake, dieAt: number, when: 'before' | 'after') => {
  let calls = 0;
  const dead = new Error('dead');
  const opened: { abort(): Promise<void> }[] = [];
  const wrap = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (object, name) => {
        const member = Reflect.get(object, name) as unknown;
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => {
          calls++;
          if (calls > dieAt || (calls === dieAt && when === 'before')) throw dead;
          const result = member.apply(object, args) as unknown;
          if (!(result instanceof Promise)) return result;
          return result.then(value => {
            const writer = name === 'write' && value ? (value as { abort(): Promise<void> }) : undefined;
            if (writer) opened.push(writer);
            if (calls >= dieAt) throw dead;
            return writer ? wrap(writer) : value;
          });
        };
      },
    });
  const ports = {
    ...lake,
    store: wrap(lake.store),
    subjects: wrap(lake.subjects),
    keys: wrap(lake.keys),
    ledger: wrap(lake.ledger),
    catalog: wrap(lake.catalog),
    metrics: wrap(lake.metrics),
  };
  /** The operating system closes the files of a dead process; here somebody else must. */
  const bury = () => Promise.all(opened.map(writer => writer.abort()));
  return { ports, hasDied: () => calls >= dieAt, bury };
};
