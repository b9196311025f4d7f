import type { RawFormat } from '../config/tableContract.ts';
import type { RawInput } from '../formats/read.ts';
import type { ObjectStore, ObjectVersion } from '../ports/objectStore.ts';

/** How a reading is watched and stopped. */
export interface Reading {
  /** Told of the bytes that were read since it was last told. */
  readonly onBytes?: (read: number) => void;
  /** Asked before anything further is given; what it throws ends the reading. */
  readonly mayGoOn?: () => void;
}

async function* watched(chunks: AsyncIterable<Uint8Array>, { onBytes, mayGoOn }: Reading): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    mayGoOn?.();
    onBytes?.(chunk.length);
    yield chunk;
  }
}

/** The same batches, as long as the reading may go on: what is compressed gives many of them for few bytes. */
export async function* guardedRows<T>(batches: AsyncIterable<T>, { mayGoOn }: Reading): AsyncGenerator<T> {
  for await (const batch of batches) {
    mayGoOn?.();
    yield batch;
  }
}

/** A raw object as readers want it. */
export const rawInput = (
  store: Pick<ObjectStore, 'read' | 'readRange'>,
  object: ObjectVersion,
  defaultFormat: RawFormat,
  reading: Reading = {},
): RawInput => ({
  name: object.key,
  size: object.size,
  defaultFormat,
  bytes: (start, end) => watched(store.read(object, start, end), reading),
  range: (start, end) => {
    reading.mayGoOn?.();
    reading.onBytes?.(end - start);
    return store.readRange(object, start, end);
  },
});
