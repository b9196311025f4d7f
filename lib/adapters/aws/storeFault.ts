import { StoreUnavailable } from '../../ports/objectStore.ts';

/** What S3 or the network says, by its code only: a service's message may quote a key or more. */
export const storeFault = (error: unknown): Error => {
  const { name, code } = error as { name?: unknown; code?: unknown };
  return new StoreUnavailable(`S3 answers ${typeof code === 'string' ? code : String(name)}`);
};
