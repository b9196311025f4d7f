import type { Context } from 'aws-lambda';
import { logger } from './environment.ts';
import { safeError } from './safeError.ts';

/** The failure that Lambda and Step Functions see and log: a code only. */
class HandlerFailed extends Error {
  constructor(code: string) {
    super(code);
    this.name = code;
    this.stack = code;
  }
}

/** A handler whose failures are logged by code and place, and reach Lambda without their message. */
export const guarded =
  <E, R>(work: (event: E, context: Context) => Promise<R>) =>
  async (event: E, context: Context): Promise<R> => {
    logger.addContext(context);
    try {
      return await work(event, context);
    } catch (error) {
      const safe = safeError(error);
      logger.error('the handler failed', safe);
      throw new HandlerFailed(safe.code);
    }
  };
