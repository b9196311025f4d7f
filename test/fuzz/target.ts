import type { Arbitrary } from 'fast-check';

/** Something that is fed hostile input: what it gets, and what must hold then. `check` throws where it does not. */
export interface Target<T = unknown> {
  readonly name: string;
  readonly input: Arbitrary<T>;
  readonly check: (input: T) => void | Promise<void>;
  /** A library that loops on some inputs: what stops it, elsewhere. Inputs that had to be stopped are counted, not failures. */
  readonly stoppedBy?: string;
}

/** Keeps a target's type to itself: the runner knows nothing of inputs. */
export const target = <T>(
  name: string,
  input: Arbitrary<T>,
  check: Target<T>['check'],
  more: Pick<Target, 'stoppedBy'> = {},
): Target => ({ name, input, check, ...more }) as Target;

/** What must hold after any input. */
export const assertUnpolluted = (): void => {
  if (Object.keys(Object.prototype).length > 0 || 'polluted' in {}) throw new Error('Object.prototype was changed');
};
