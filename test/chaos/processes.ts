import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { utimesSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runJson, startHushlake } from '../e2e/cli.ts';
import type { Outcome } from './faultClass.ts';
import { account, newLake, produce, type RealLake, removeLake } from './realLake.ts';

const startRun = (lake: RealLake, ...more: string[]): ChildProcess =>
  startHushlake(['run', '-w', 'ctl-dev', '--lake', lake.root, '--json', ...more]);

/** Resolves when it has ended, killed or not. */
const ended = async (child: ChildProcess): Promise<number | null> => {
  child.stdout?.resume();
  child.stderr?.resume();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
};

/** Tries one class of faults on a lake of its own, and accounts for all rows afterwards. */
const tried = async (name: string, work: (lake: RealLake) => Promise<number>): Promise<Outcome> => {
  const lake = newLake();
  let count = 1;
  try {
    count = await work(lake);
    const { lost, doubled } = await account(lake);
    return { name, tried: count, survived: lost + doubled === 0 ? count : 0, lost, doubled };
  } catch (error) {
    return { name, tried: count, survived: 0, lost: 0, doubled: 0, said: (error as Error).message };
  } finally {
    removeLake(lake);
  }
};

/** A run takes two to three seconds on an idle machine: moments are drawn from all of it and a little more. */
const longestRunMs = 3500;

export const killed = (kills: number, random: () => number): Promise<Outcome> =>
  tried('kill -9 of a run at a random moment', async lake => {
    for (let kill = 0; kill < kills; kill++) {
      produce(lake, 2);
      const child = startRun(lake);
      await Promise.race([sleep(random() * longestRunMs), ended(child)]);
      child.kill('SIGKILL');
      await ended(child);
    }
    runJson(lake.root);
    return kills;
  });

export const together = (processes: number, random: () => number): Promise<Outcome> =>
  tried('several runs at once on one lake', async lake => {
    produce(lake, 12);
    const children = Array.from({ length: processes }, () => startRun(lake, '--workers', '2'));
    // One of them dies while the others go on.
    await sleep(random() * longestRunMs);
    children[0]!.kill('SIGKILL');
    const codes = await Promise.all(children.map(ended));
    // Freshness of tables without data, and rows in quarantine, are failures in the data: exit 1, never a crash.
    const crashed = codes.slice(1).filter(code => code !== 0 && code !== 1);
    if (crashed.length > 0) throw new Error(`runs ended with ${crashed.join(', ')}`);
    runJson(lake.root);
    return processes;
  });

export const strangeTimes = (): Promise<Outcome> =>
  tried('files dated days ago and in 2099', async lake => {
    const paths = produce(lake, 4);
    for (const [i, path] of paths.entries()) {
      const at = i % 2 === 0 ? new Date(Date.now() - 5 * 86_400_000) : new Date('2099-12-31T23:59:59Z');
      utimesSync(path, at, at);
    }
    runJson(lake.root);
    runJson(lake.root);
    return paths.length;
  });

/** Runs a script in a mount namespace of its own, so that a small disk can be put under a folder. */
const onOwnMounts = (script: string, args: readonly string[]) =>
  spawnSync('unshare', ['--map-root-user', '--mount', 'sh', '-euc', script, 'sh', ...args], {
    encoding: 'utf8',
    cwd: resolve(import.meta.dirname, '../..'),
    env: { ...process.env, NODE_OPTIONS: '' },
    timeout: 120_000,
  });

const mayMount = (): boolean => onOwnMounts('mount -t tmpfs tmpfs /mnt', []).status === 0;

/**
 * The lake of `script` lies on a disk of its own; what is left in the end is copied back for the account. `$1` is the
 * lake, `run` runs it.
 */
const onSmallDisk = (name: string, size: string, script: string): Promise<Outcome> =>
  tried(name, async lake => {
    produce(lake, 6);
    const program = `
lake=$1; node=$2; files=$(mktemp -d)
cp -a "$lake/." "$files/"
run() { "$node" --disable-warning=ExperimentalWarning bin/hushlake.ts run -w ctl-dev --lake "$lake" --json --workers 1 >/dev/null 2>"$files.err"; }
mount -t tmpfs -o size=${size} tmpfs "$lake"
cp -a "$files/." "$lake/"
rm -rf "$files"; mkdir "$files"
${script}
cp -a "$lake/." "$files/"
umount "$lake"
cp -a "$files/." "$lake/"
rm -rf "$files" "$files.err"`;
    const { status, stderr } = onOwnMounts(program, [lake.root, process.execPath]);
    if (status !== 0) throw new Error(`exit ${status}: ${stderr.trim().split('\n').at(-1)}`);
    return 1;
  });

/** Exit codes that say what happened; whatever is higher is a crash. */
const mayFail = 'run || [ $? -le 2 ]';
const mustSayWhy = 'if run; then exit 9; fi; grep -q "cannot be used" "$files.err"';

/** From too small for the ledger to nearly large enough. */
const diskSizes = ['300k', '500k', '800k', '1500k'];

const total = (name: string, all: readonly Outcome[]): Outcome => {
  const sum = (of: 'tried' | 'survived' | 'lost' | 'doubled') => all.reduce((so, outcome) => so + outcome[of], 0);
  const said = all.flatMap(outcome => outcome.said ?? []).join('; ');
  return {
    name,
    tried: sum('tried'),
    survived: sum('survived'),
    lost: sum('lost'),
    doubled: sum('doubled'),
    ...(said ? { said } : {}),
  };
};

export const disks = async (): Promise<readonly Outcome[]> => {
  const [full, readOnly] = ['disk full', 'folder read-only'] as const;
  if (!mayMount()) {
    const said = 'NOT TRIED: this machine does not let a user mount a disk (unshare --map-root-user --mount)';
    return [full, readOnly].map(name => ({ name, tried: 0, survived: 0, lost: 0, doubled: 0, said }));
  }
  const onFullDisks: Outcome[] = [];
  for (const size of diskSizes) {
    onFullDisks.push(await onSmallDisk(full, size, `${mayFail}\nmount -o remount,size=200m "$lake"\n${mayFail}`));
  }
  const script = `mount -o remount,ro "$lake"\n${mustSayWhy}\nmount -o remount,rw "$lake"\n${mayFail}`;
  return [total(full, onFullDisks), await onSmallDisk(readOnly, '200m', script)];
};
