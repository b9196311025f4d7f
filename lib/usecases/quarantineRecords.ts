import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { QuarantineRecord } from '../core/quarantine.ts';
import { decompressed } from '../formats/decompress.ts';
import type { ObjectStore, ObjectVersion } from '../ports/objectStore.ts';

/** The records of one quarantine file, in order; one is held at a time. Fields that an older version did not write are absent. */
export async function* quarantineRecords(
  store: Pick<ObjectStore, 'read'>,
  object: ObjectVersion,
): AsyncIterable<Partial<QuarantineRecord>> {
  const text = Readable.from(await decompressed(store.read(object), Number.POSITIVE_INFINITY));
  for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line !== '') yield JSON.parse(line) as Partial<QuarantineRecord>;
  }
}
