/**
 * Rows a second of the Parquet writer beside parquetjs-lite, which the design names: same rows, interleaved runs, one
 * process each. Usage: node bench/parquet-writer.ts [rows]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import parquetjs from 'parquetjs-lite';
import type { StoredType, StoredValue } from '../lib/core/batch.ts';
import { parquetWriter } from '../lib/formats/parquetWriter.ts';

const columns = (
  [
    ['id', 'bigint'],
    ['conversation_id', 'bigint'],
    ['message', 'string'],
    ['status', 'string'],
    ['type', 'string'],
    ['timestamp', 'timestamp'],
    ['md5_checksum', 'string'],
    ['_source_uri', 'string'],
    ['_source_row', 'bigint'],
    ['_load_id', 'string'],
  ] as const
).map(([name, kind]) => ({ name, type: { kind } as StoredType, nullable: true }));

const text = 'the quick brown fox jumps over the lazy dog and rests a while before it goes home '.repeat(3);
const row = (i: number): StoredValue[] => [
  BigInt(i),
  BigInt(i % 50_000),
  text.slice(i % 97, (i % 97) + 100 + (i % 60)),
  ['sent', 'read'][i % 2]!,
  'sms',
  BigInt(1_763_000_000_000_000 + i),
  (i * 2654435761).toString(16).padStart(32, '0'),
  'lake://ctl-dev/raw/x.jsonl',
  BigInt(i),
  'f'.repeat(32),
];

const ours = async (path: string, rows: number): Promise<void> => {
  const file = await open(path, 'w');
  const writer = parquetWriter({ write: async bytes => void (await file.write(bytes)) }, columns);
  for (let from = 0; from < rows; from += 4096) {
    const batch = Array.from({ length: Math.min(4096, rows - from) }, (_, i) => row(from + i));
    await writer.append(new Map(columns.map((c, i) => [c.name, batch.map(r => r[i]!)])), batch.length);
  }
  await writer.close({});
  await file.close();
};

const theirs = async (path: string, rows: number): Promise<void> => {
  const types: Record<string, string> = { bigint: 'INT64', string: 'UTF8', timestamp: 'TIMESTAMP_MICROS' };
  const schema = new parquetjs.ParquetSchema(
    Object.fromEntries(columns.map(c => [c.name, { type: types[c.type.kind], optional: true, compression: 'SNAPPY' }])),
  );
  const writer = await parquetjs.ParquetWriter.openFile(schema, path);
  writer.setRowGroupSize(50_000);
  for (let i = 0; i < rows; i++) {
    const values = row(i);
    await writer.appendRow(
      Object.fromEntries(
        columns.map((c, n) => [c.name, typeof values[n] === 'bigint' ? Number(values[n]) : values[n]]),
      ),
    );
  }
  await writer.close();
};

const [which, count, path] = process.argv.slice(2);
if (which === 'ours' || which === 'theirs') {
  const began = performance.now();
  await (which === 'ours' ? ours : theirs)(path!, Number(count));
  const seconds = (performance.now() - began) / 1000;
  console.log(
    JSON.stringify({
      rowsPerSecond: Math.round(Number(count) / seconds),
      megabytes: statSync(path!).size / 1e6,
      peakMb: process.resourceUsage().maxRSS / 1024,
    }),
  );
} else {
  const rows = Number(which ?? 200_000);
  const folder = mkdtempSync(join(tmpdir(), 'hushlake-bench-'));
  const results: Record<string, { rowsPerSecond: number; megabytes: number; peakMb: number }[]> = {
    ours: [],
    theirs: [],
  };
  for (let run = 0; run < 3; run++) {
    for (const name of ['ours', 'theirs']) {
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [import.meta.filename, name, String(rows), join(folder, 'x.parquet')],
        { encoding: 'utf8' },
      );
      if (stdout === '') throw new Error(stderr);
      results[name]!.push(JSON.parse(stdout));
    }
  }
  rmSync(folder, { recursive: true });
  const median = (all: number[]): number => all.sort((a, b) => a - b)[1]!;
  console.log(
    `${rows} rows of ${columns.length} columns, Node ${process.versions.node}, medians of 3 interleaved runs`,
  );
  for (const [name, label] of [
    ['ours', 'hyparquet-writer, zstd'],
    ['theirs', 'parquetjs-lite, snappy'],
  ] as const) {
    const all = results[name]!;
    console.log(
      `${label}: ${median(all.map(r => r.rowsPerSecond))} rows/s, ${median(all.map(r => r.megabytes)).toFixed(1)} MB, peak ${median(all.map(r => r.peakMb)).toFixed(0)} MB`,
    );
  }
}
