import { StoreUnavailable } from '../../lib/ports/objectStore.ts';

/** What goes wrong, at the n-th call of any port: before that call has its effect, or after. */
export interface Fault {
  readonly at: number;
  readonly when: 'before' | 'after';
  /** `dies`: every later call fails too. `fails`: only this one does. */
  readonly kind: 'dies' | 'fails';
}

interface Writer {
  abort(): Promise<void>;
}

const portNames = new Set(['store', 'subjects', 'keys', 'ledger', 'catalog', 'metrics', 'engine']);
/** These give an iterable at once; their call counts when the first item is asked for. */
const iterating = new Set(['list', 'read', 'salts']);
/** Counts in memory only: nothing can go wrong with it. */
const immediate = new Set(['used']);

/** Ports whose calls go wrong. Each call waits for its turn first, so that a test can say in which order processes come. */
export const faultyPorts = <P extends object>(ports: P, fault?: Fault, turn: () => Promise<void> = async () => {}) => {
  let calls = 0;
  const opened: Writer[] = [];
  const error = () => (fault?.kind === 'fails' ? new StoreUnavailable('not to be reached') : new Error('dead'));
  const before = async (): Promise<number> => {
    await turn();
    const call = ++calls;
    if (!fault) return call;
    if (fault.kind === 'dies' && call > fault.at) throw error();
    if (call === fault.at && fault.when === 'before') throw error();
    return call;
  };
  const after = (call: number): void => {
    if (!fault) return;
    if (call === fault.at && fault.when === 'after') throw error();
    // Others of the same process were still under way when it died.
    if (fault.kind === 'dies' && calls > fault.at) throw error();
  };
  const wrap = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (object, name) => {
        const member = Reflect.get(object, name) as unknown;
        if (typeof member !== 'function' || immediate.has(String(name))) return member;
        if (iterating.has(String(name))) {
          return async function* (...args: unknown[]) {
            after(await before());
            yield* member.apply(object, args) as AsyncIterable<unknown>;
          };
        }
        return async (...args: unknown[]) => {
          const call = await before();
          const value = (await member.apply(object, args)) as unknown;
          const isWriter = name === 'write' && typeof value === 'object' && value !== null;
          if (isWriter) opened.push(value as Writer);
          after(call);
          return isWriter ? wrap(value as Writer) : value;
        };
      },
    });
  const faulty = Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [name, portNames.has(name) ? wrap(port as object) : port]),
  ) as P;
  return {
    ports: faulty,
    calls: () => calls,
    /** Whether the fault has struck. */
    struck: () => fault !== undefined && calls >= fault.at,
    /** The operating system closes the files of a dead process; here somebody else must. */
    bury: () => Promise.all(opened.map(writer => writer.abort())),
  };
};
