/** What may be said of an error: its code, and where it came from. Never its message, which may quote a value. */
export type SafeError = { readonly code: string; readonly at: readonly string[] };

const mostFrames = 8;

export const safeError = (error: unknown): SafeError => {
  const { code, name, message, stack } = (error ?? {}) as Partial<
    Record<'code' | 'name' | 'message' | 'stack', unknown>
  >;
  const text = String(stack ?? '');
  // The message stands in front of the frames, and may have lines that look like one.
  const after = typeof message === 'string' && message !== '' ? text.lastIndexOf(message) + message.length : 0;
  return {
    code: typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown_error',
    at: text
      .slice(after)
      .split('\n')
      .filter(line => /^\s+at /.test(line))
      .slice(0, mostFrames)
      .map(line => line.trim()),
  };
};
