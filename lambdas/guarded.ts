import type { Context } from 'aws-lambda';
import { logger } from './environment.ts';

/** Where an error came from, without its message: that may quote a value. */
export const safeError = (error: unknown): { readonly code: string; readonly at: readonly string[] } => {
  const { code, name, stack } = error as { code?: unknown; name?: unknown; stack?: unknown };
  return {
    code: typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown_error',
    at: String(stack)
      .split('\n')
      .filter(line => /^\s+at /.test(line))
      .slice(0, 8)
      .map(line => line.trim()),
  };
};

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
