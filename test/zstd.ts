import { decompressed } from '../lib/formats/decompress.ts';

/** All that a zstd file holds, frame after frame: Node's own call stops after the first. */
export const everyFrame = async (bytes: Uint8Array): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  const source = (async function* () {
    yield bytes;
  })();
  for await (const chunk of await decompressed(source, Number.POSITIVE_INFINITY)) chunks.push(chunk);
  return Buffer.concat(chunks);
};
