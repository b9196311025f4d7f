import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { RunReport } from '../../lib/cli/runReport.ts';

const root = resolve(import.meta.dirname, '../..');
const program = [process.execPath, '--disable-warning=ExperimentalWarning', resolve(root, 'bin/hushlake.ts')] as const;

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `hushlake` as a user does, in a process of its own. */
export const hushlake = (args: readonly string[], input?: string): Ran => {
  const [node, ...rest] = program;
  const { status, stdout, stderr } = spawnSync(node, [...rest, ...args], {
    cwd: root,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 1 << 28,
    env: { ...process.env, NODE_OPTIONS: '' },
    ...(input === undefined ? {} : { input }),
  });
  return { status, stdout, stderr };
};

/** Starts `hushlake` and leaves it running. */
export const startHushlake = (args: readonly string[]): ChildProcess => {
  const [node, ...rest] = program;
  return spawn(node, [...rest, ...args], { cwd: root, env: { ...process.env, NODE_OPTIONS: '' } });
};

/** `hushlake run --json` over a lake: its exit code and its document. */
export const runJson = (lake: string, ...more: string[]): Ran & { report: RunReport } => {
  const ran = hushlake(['run', '-w', 'ctl-dev', '--lake', lake, '--json', ...more]);
  if (ran.stdout === '') throw new Error(`no report, exit ${ran.status}: ${ran.stderr}`);
  return { ...ran, report: JSON.parse(ran.stdout) as RunReport };
};
