import type { Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { StreamFault } from './streamFault.ts';

type Chunks = AsyncIterable<Uint8Array>;

/** Small steps bound what one step can expand to before the ratio is looked at. */
const stepBytes = 16 << 10;
/** Below this much output no ratio is too high: small files of one repeated row are harmless. */
const harmlessBytes = 10 << 20;

/** The first bytes of a stream, and the whole stream again. */
export const peek = async (
  source: Chunks,
  bytes: number,
): Promise<{ readonly head: Uint8Array; readonly all: Chunks }> => {
  const iterator = source[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  let broken: { readonly error: unknown } | undefined;
  while (length < bytes) {
    try {
      const { value, done } = await iterator.next();
      if (done) break;
      first.push(value);
      length += value.length;
    } catch (error) {
      // What came before the error counts; whoever reads on meets it.
      broken = { error };
      break;
    }
  }
  const head = Buffer.concat(first);
  return {
    head,
    all: (async function* () {
      try {
        if (head.length > 0) yield head;
        if (broken) throw broken.error;
        for (;;) {
          const { value, done } = await iterator.next();
          if (done) return;
          yield value;
        }
      } finally {
        await iterator.return?.();
      }
    })(),
  };
};

type Expander = Transform & { readonly bytesWritten: number };

/** The expander that the stream's first bytes ask for (RFC 1952, RFC 8878); undefined when they are not compressed. */
const expanderFor = (head: Uint8Array): (() => Expander) | undefined => {
  if (head[0] === 0x1f && head[1] === 0x8b) return createGunzip as never;
  if (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd)
    return createZstdDecompress as never;
  return undefined;
};

async function* expand(source: Chunks, make: () => Expander, maxRatio: number): Chunks {
  let ready: Uint8Array[] = [];
  let fault: StreamFault | undefined;
  let taken = 0;
  let given = 0;
  let wake = (): void => {};
  const open = (): Expander => {
    const expander = make();
    expander.on('data', (chunk: Uint8Array) => {
      given += chunk.length;
      if (given > harmlessBytes && given > taken * maxRatio) {
        fault ??= new StreamFault('expansion_limit');
        expander.destroy();
      } else ready.push(chunk);
    });
    expander.on('error', () => {
      fault ??= new StreamFault('truncated_object');
    });
    // The callback of a write is never called when that write breaks the stream.
    expander.on('close', () => wake());
    return expander;
  };
  let expander = open();
  let fed = 0;
  const drain = function* (): Iterable<Uint8Array> {
    const chunks = ready;
    ready = [];
    yield* chunks;
    if (fault) throw fault;
  };
  /** One step at a time, so that all that came out before an error has been handed on when it strikes. */
  const feed = async (step: Uint8Array): Promise<void> => {
    fed += step.length;
    await new Promise<void>(resolve => {
      wake = resolve;
      expander.write(step, () => resolve());
    });
  };
  const finish = async (): Promise<void> => {
    if (expander.closed) return;
    await new Promise<void>(resolve => {
      wake = resolve;
      expander.end();
    });
  };
  try {
    for await (const chunk of source) {
      for (let at = 0; at < chunk.length; at += stepBytes) {
        let step = chunk.subarray(at, at + stepBytes);
        taken += step.length;
        for (;;) {
          await feed(step);
          yield* drain();
          // Node's zstd stops at the end of a frame and says nothing: what it left over begins the next one.
          const left = fed - expander.bytesWritten;
          if (left <= 0) break;
          await finish();
          yield* drain();
          if (left === step.length && fed === step.length) throw new StreamFault('truncated_object');
          step = step.subarray(step.length - left);
          expander = open();
          fed = 0;
        }
      }
    }
    await finish();
    yield* drain();
  } finally {
    expander.destroy();
  }
}

/** Whether these are the first bytes of something compressed. */
export const isCompressed = (head: Uint8Array): boolean => expanderFor(head) !== undefined;

/**
 * The stream as it was before compression, told by its first bytes and never by its name.
 * @throws StreamFault `truncated_object` where it breaks off, `expansion_limit` where it grows past the ratio
 */
export const decompressed = async (source: Chunks, maxRatio: number): Promise<Chunks> => {
  const { head, all } = await peek(source, 4);
  const expander = expanderFor(head);
  return expander ? expand(all, expander, maxRatio) : all;
};
