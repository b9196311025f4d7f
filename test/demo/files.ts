import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { SourceRow } from '../../lib/core/rows.ts';
import type { DemoFile, DemoOptions } from '../../lib/demo/generate.ts';
import { read } from '../formats/inputs.ts';

export const options: DemoOptions = { seed: 7, messages: 2000, now: new Date('2026-11-23T14:00:00Z') };

export const bytesOf = (file: DemoFile): Buffer => Buffer.concat([...file.chunks]);

export const textOf = (file: DemoFile): string => {
  const bytes = bytesOf(file);
  if (file.key.endsWith('.gz')) return gunzipSync(bytes).toString();
  return (file.key.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes).toString();
};

/** The rows as the pipeline's own readers see them. */
export const rowsOf = (file: DemoFile): Promise<SourceRow[]> => read(file.key, bytesOf(file), 1 << 16);

/** `platform-db/message` of `raw/platform-db/message/2026-11-23/messages-0001.jsonl`. */
export const tableOf = (file: { readonly key: string }): string => file.key.split('/').slice(1, 3).join('/');

export const totalOf = (files: readonly DemoFile[], count: 'rows' | 'broken', table?: string): number =>
  files.filter(file => !table || tableOf(file) === table).reduce((sum, file) => sum + file[count], 0);
