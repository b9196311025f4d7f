import { ok } from 'node:assert/strict';
import { ByteWriter, parquetWrite } from 'hyparquet-writer';
import type { Column } from '../../../lib/core/batch.ts';
import { parquetWriter } from '../../../lib/formats/parquetWriter.ts';
import { storedParquet } from '../../../lib/formats/storedParquet.ts';
import { read } from '../../formats/inputs.ts';
import { mutated } from '../mutation.ts';
import { assertUnpolluted, type Target, target } from '../target.ts';

/** hyparquet believes lengths of runs within pages: see docs/reliability.md, "What is not survived". */
const loops = { stoppedBy: 'the watch over worker threads, or the time limit of a Lambda function' };
const bounds = { maxRowBytes: 1 << 20, maxExpansionRatio: 100 };

const ours = async (): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  const columns = [
    { name: 'id', type: { kind: 'bigint' }, nullable: false },
    { name: 'message', type: { kind: 'string' }, nullable: true },
    { name: 'at', type: { kind: 'timestamp' }, nullable: true },
    { name: 'cell', type: { kind: 'binary' }, nullable: true },
  ] as const;
  const writer = parquetWriter({ write: async bytes => void chunks.push(bytes) }, columns);
  const rows = 40;
  const values = new Map<string, Column['values']>([
    ['id', Array.from({ length: rows }, (_, i) => BigInt(i))],
    ['message', Array.from({ length: rows }, (_, i) => (i % 5 === 0 ? null : `message ${i % 7}`))],
    ['at', Array.from({ length: rows }, (_, i) => BigInt(i) * 1_000_000n)],
    ['cell', Array.from({ length: rows }, (_, i) => new Uint8Array(28).fill(i))],
  ]);
  await writer.append(values, rows);
  await writer.close({ 'hushlake.load_id': 'x' });
  return new Uint8Array(Buffer.concat(chunks));
};

/** As others write it: other codecs, encodings and nesting. */
const theirs = (codec: 'SNAPPY' | 'UNCOMPRESSED'): Uint8Array => {
  const writer = new ByteWriter();
  parquetWrite({
    writer,
    codec,
    columnData: [
      { name: 'id', data: Array.from({ length: 30 }, (_, i) => i), type: 'INT32' },
      { name: 'text', data: Array.from({ length: 30 }, (_, i) => `t${i % 3}`), type: 'STRING' },
      { name: 'real', data: Array.from({ length: 30 }, (_, i) => i / 3), type: 'DOUBLE' },
      { name: 'flag', data: Array.from({ length: 30 }, (_, i) => i % 2 === 0), type: 'BOOLEAN' },
    ],
    rowGroupSize: 10,
  });
  return new Uint8Array(writer.getBuffer());
};

const files = [await ours(), theirs('SNAPPY'), theirs('UNCOMPRESSED')];

const foreign = target(
  'Parquet',
  mutated(files),
  async input => {
    const rows = await read('a.parquet', input, 1 << 16, bounds);
    rows.forEach((row, i) => {
      if (row.number !== i + 1) throw new Error('row numbers have a gap');
      ok(typeof row.text() === 'string');
    });
    assertUnpolluted();
  },
  loops,
);

const stored = target(
  'bronze files',
  mutated(files.slice(0, 1)),
  async input => {
    try {
      const file = await storedParquet(input.length, async (start, end) => input.subarray(start, end));
      for (const group of file.groups) {
        const columns = await group.read();
        for (const { values } of columns.values()) ok(values.length === group.rows, 'each column has all rows');
      }
    } catch (error) {
      if ((error as Error).name === 'AssertionError') throw error;
      ok(error instanceof Error, 'an error');
    }
  },
  loops,
);

export const parquet: readonly Target[] = [foreign, stored];
