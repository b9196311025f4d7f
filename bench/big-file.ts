/**
 * Peak resident memory and rows a second of loading one big file of JSON lines, made for it: in parts, by one thread and by
 * several, or with --whole as one piece. One process a load; the files are removed afterwards.
 * Usage: node bench/big-file.ts [--gb 0.5,5] [--workers 1,2] [--table message|resource] [--gzip] [--whole]
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { ingestPool } from '../lib/cli/ingestPool.ts';
import { openLocalLake } from '../lib/cli/localLake.ts';
import { loadWorkspace } from '../lib/config/load.ts';
import { findArrivals } from '../lib/usecases/arrivals.ts';

/** The flags that the program itself runs with. */
const flags = /node (.*)$/
  .exec(readFileSync(new URL('../bin/hushlake.ts', import.meta.url), 'utf8').split('\n')[0]!)![1]!
  .split(' ');

const { values } = parseArgs({
  options: {
    gb: { type: 'string', default: '0.5,5' },
    workers: { type: 'string', default: '1,2' },
    table: { type: 'string', default: 'message' },
    gzip: { type: 'boolean', default: false },
    whole: { type: 'boolean', default: false },
    load: { type: 'string' },
  },
});

const said = [
  'I could not sleep again last night and I keep thinking about what she said',
  'thank you for being there, it helps to write it down even when it is late',
  'you can reach my sister at 202-555-0147 if the call breaks off again',
  'we talked about school and about the plan for the weekend, it was alright',
  'my mail is jo.sample@example.org, please send me the page about breathing',
];

const rows = {
  message: (id: number): string =>
    `{"id":${id},"conversation_id":${Math.floor(id / 40)},"message":"${said[id % said.length]}, and ${said[(id * 7) % said.length]} (${id})","status":"sent","type":"inbound","timestamp":"2026-11-23T10:00:00Z"}\n`,
  resource: (id: number): string =>
    `{"id":${id},"title":"A page about sleep, number ${id}","topic":"sleep","url":"https://www.example.org/${id}","language":"en","published":true,"tags":["a","b"],"updated_at":"2026-11-01T10:00:00Z"}\n`,
} as const;
const places = { message: 'platform-db/message', resource: 'content/resource' } as const;

const generate = (path: string, table: keyof typeof rows, bytes: number): number => {
  const file = openSync(path, 'w');
  let written = 0;
  let id = 0;
  while (written < bytes) {
    const lines: string[] = [];
    for (let i = 0; i < 5000; i++) lines.push(rows[table](id++));
    const text = Buffer.from(lines.join(''));
    writeSync(file, values.gzip ? gzipSync(text, { level: 1 }) : text);
    written += text.length;
  }
  closeSync(file);
  return id;
};

/** In a process of its own: loads what lies in the lake. */
const load = async (root: string, workers: number): Promise<void> => {
  const loaded = await loadWorkspace('configs', 'ctl-dev');
  if (!loaded.ok) throw new Error('the configuration is wrong');
  const { name, limits, tables } = loaded.workspace;
  const lake = openLocalLake(root, name);
  const { arrivals } = await findArrivals(lake, tables, new Date(8.64e15));
  const began = performance.now();
  const splitSize = values.whole ? Number.POSITIVE_INFINITY : 256 << 20;
  const pool = await ingestPool(lake, name, { ...limits, splitSize }, workers);
  for (const { contract, object } of arrivals) {
    const outcome = await pool.ingest({ contract: contract!, object, again: false });
    if (outcome.state !== 'committed') throw new Error(JSON.stringify(outcome));
    const { rowsBronze } = outcome.record.counts!;
    const seconds = (performance.now() - began) / 1000;
    const peak = process.resourceUsage().maxRSS / 1024;
    console.log(JSON.stringify({ rows: rowsBronze, seconds, peak }));
  }
  await pool.close();
  lake.close();
};

if (values.load) {
  await load(values.load, Number(values.workers));
} else {
  console.log('| GB | threads | rows | seconds | rows/s | peak resident MB |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  const table = values.table as keyof typeof rows;
  for (const gb of values.gb.split(',').map(Number)) {
    for (const workers of values.workers.split(',')) {
      const root = mkdtempSync(join(tmpdir(), 'hushlake-big-'));
      try {
        const folder = join(root, 'raw', places[table]);
        mkdirSync(folder, { recursive: true });
        const path = join(folder, values.gzip ? 'big.jsonl.gz' : 'big.jsonl');
        const generated = generate(path, table, gb * 1e9);
        const { stdout, stderr } = spawnSync(
          process.execPath,
          [...flags, import.meta.filename, '--load', root, '--workers', workers, ...(values.whole ? ['--whole'] : [])],
          { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
        );
        if (!stdout.startsWith('{')) throw new Error(stderr);
        const measured = JSON.parse(stdout) as { rows: number; seconds: number; peak: number };
        if (measured.rows !== generated) throw new Error(`${generated} rows went in, ${measured.rows} came out`);
        const { seconds, peak } = measured;
        const size = (statSync(path).size / 1e9).toFixed(2);
        const cells = [size, workers, generated, seconds.toFixed(0), Math.round(generated / seconds), Math.round(peak)];
        console.log(`| ${cells.join(' | ')} |`);
      } finally {
        rmSync(root, { recursive: true, force: true });
      }
    }
  }
}
