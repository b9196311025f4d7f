/**
 * Rows a second of the whole ingest (read, check, checksum, encrypt, scrub, write, ledger) of one generated file, by what
 * its contract encrypts: nothing, the message, or the message under each person's own key. Runs interleaved, a process and
 * a new lake each, one thread. Usage: node bench/encryption.ts [rows] [runs]
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { openLocalLake } from '../lib/cli/localLake.ts';
import { readWorkspace } from '../lib/cli/workspace.ts';
import { random } from '../lib/demo/random.ts';
import { findArrivals } from '../lib/usecases/arrivals.ts';
import { ingestObject } from '../lib/usecases/ingestObject.ts';

const variants = {
  off: 'encryption off',
  on: 'encryption on',
  people: 'on, a key a person',
} as const;
type Variant = keyof typeof variants;

const columns = `  columns:
    id: { type: bigint }
    texter_id: { type: bigint }
    message: { type: string, classification: restricted }
    status: { type: string, classification: internal }
    timestamp: { type: timestamp }
  identity: [id]
  scrubbing: [message]
  md5_checksum: [message, status, timestamp]
`;
const contracts = `off:
${columns}on:
${columns}  encrypted: [message]
people:
${columns}  encrypted: [message]
  subject: texter_id
`;
const job = (name: string, more: string, schema: string): string =>
  `      ${name}: { app_name: ${name}, job_input: { tables_for_processing: ["off", "on", people], data_assets_config: data-assets/bench.yaml${more} }, job_output: { schema: ${schema}.bench }, operational_monitoring: { job_name: ${name} } }\n`;

const writeConfigs = (folder: string): void => {
  const files = {
    'workspace.yaml':
      'account: "000000000000"\nregion: us-east-1\nlocales: [en-US]\non_call: { team: me, email: me@example.org }\n',
    'jobs.yaml': `stages:\n  raw_to_bronze:\n    jobs:\n${job('bench_job', ', load_base_path: raw/bench, format: jsonl', 'bench_bronze')}  bronze_to_silver:\n    jobs:\n${job('bench_silver_job', '', 'bench_silver')}`,
    'data-assets/bench.yaml': contracts.replace(/^(off|on):/gm, '"$1":'),
  };
  mkdirSync(join(folder, 'bench/data-assets'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'bench', name), text);
};

const words =
  'i you we they it this that is was feel felt think know want need can could not never always today tonight school work home friend mom dad sister brother sleep eat talk talking tired alone sad okay better worse because but and so really just still again please thanks sorry help hard time day night week'.split(
    ' ',
  );

/** A message of 20 to 300 characters. */
const message = (row: number): string => {
  const { int, pick } = random(11, 'message', row);
  const length = int(20, 300);
  let text = pick(words);
  while (text.length < length) text += ` ${pick(words)}`;
  return text.slice(0, length);
};

/** Twenty messages a person, as in a conversation. */
const writeInput = async (path: string, rows: number): Promise<void> => {
  const out = createWriteStream(path);
  for (let row = 0; row < rows; row++) {
    const line = {
      id: row,
      texter_id: Math.floor(row / 20),
      message: message(row),
      status: ['sent', 'read'][row % 2],
      timestamp: new Date(1_763_000_000_000 + row * 1000).toISOString(),
    };
    if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
};

interface Measured {
  readonly rowsPerSecond: number;
  /** Microseconds of processor time a row, of all threads. */
  readonly cpuMicros: number;
}

const measure = async (variant: Variant, folder: string, lakeFolder: string): Promise<Measured> => {
  const workspace = await readWorkspace(join(folder, 'configs'), 'bench');
  const contract = workspace.tables.find(({ table }) => table === variant)!;
  const lake = openLocalLake(lakeFolder, 'bench');
  const { arrivals } = await findArrivals(lake, [contract], new Date(8.64e15));
  const cpu = process.cpuUsage();
  const began = performance.now();
  const outcome = await ingestObject(lake, workspace.limits, contract, arrivals[0]!.object);
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  lake.close();
  if (outcome.state !== 'committed') throw new Error(`the load ended as ${outcome.state}`);
  const rows = outcome.record.counts!.rowsBronze;
  return { rowsPerSecond: rows / seconds, cpuMicros: (user + system) / rows };
};

const [first, second, third] = process.argv.slice(2);
if (first !== undefined && first in variants) {
  console.log(JSON.stringify(await measure(first as Variant, second!, third!)));
} else {
  const rows = Number(first ?? 100_000);
  const runs = Number(second ?? 5);
  const folder = mkdtempSync(join(tmpdir(), 'hushlake-bench-'));
  try {
    writeConfigs(join(folder, 'configs'));
    const input = join(folder, 'input.jsonl');
    await writeInput(input, rows);
    const measured = new Map<Variant, Measured[]>();
    for (let run = 0; run < runs; run++) {
      for (const variant of Object.keys(variants) as Variant[]) {
        const lake = join(folder, 'lake');
        mkdirSync(join(lake, 'raw/bench', variant), { recursive: true });
        linkSync(input, join(lake, 'raw/bench', variant, 'm.jsonl'));
        const { stdout, stderr } = spawnSync(
          process.execPath,
          ['--disable-warning=ExperimentalWarning', import.meta.filename, variant, folder, lake],
          { encoding: 'utf8' },
        );
        if (stdout === '') throw new Error(stderr);
        measured.set(variant, [...(measured.get(variant) ?? []), JSON.parse(stdout) as Measured]);
        rmSync(lake, { recursive: true });
      }
    }
    const show = (values: readonly number[]): string => {
      const sorted = [...values].sort((a, b) => a - b);
      return [sorted[0]!, sorted[Math.floor(sorted.length / 2)]!, sorted.at(-1)!]
        .map(value => value.toLocaleString('en-US', { maximumFractionDigits: value < 1000 ? 1 : 0 }))
        .join(' / ');
    };
    console.log(
      `${rows.toLocaleString('en-US')} rows, ${runs} interleaved runs, Node ${process.versions.node}: min / median / max`,
    );
    for (const [variant, all] of measured) {
      console.log(
        `${variants[variant].padEnd(20)} ${show(all.map(m => m.rowsPerSecond))} rows/s, ${show(all.map(m => m.cpuMicros))} CPU µs a row`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
