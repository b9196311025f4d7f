import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openLocalLake } from '../../lib/cli/localLake.ts';
import { readOnlyEngine } from '../../lib/cli/readOnlyEngine.ts';
import { readWorkspace } from '../../lib/cli/workspace.ts';
import { quarantineRecords } from '../../lib/usecases/quarantineRecords.ts';

const workspace = await readWorkspace(resolve(import.meta.dirname, '../../configs'), 'ctl-dev');
const rowsOfFile = 400;

/** A lake in a folder, and how many rows producers have written to it. */
export interface RealLake {
  readonly root: string;
  good: number;
  broken: number;
}

export const newLake = (): RealLake => ({ root: mkdtempSync(join(tmpdir(), 'hushlake-chaos-')), good: 0, broken: 0 });
export const removeLake = ({ root }: RealLake): void => rmSync(root, { recursive: true, force: true });

/** Some more files, each with one broken row. Ids go on from file to file. */
export const produce = (lake: RealLake, files: number): readonly string[] => {
  const folder = join(lake.root, 'raw/platform-db/message');
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: files }, () => {
    const lines = Array.from({ length: rowsOfFile }, () => {
      const id = lake.good++;
      return JSON.stringify({ id, conversation_id: id % 7, message: `hello ${id}`, status: 'sent', type: 'sms' });
    });
    const path = join(folder, `${lake.broken++}.jsonl`);
    writeFileSync(path, [...lines, 'broken', ''].join('\n'));
    return path;
  });
};

/** Rows that are nowhere, and rows that are there more than once: in bronze, in silver, in quarantine. */
export const account = async (
  lake: RealLake,
): Promise<{ readonly lost: number; readonly doubled: number; readonly rows: number }> => {
  const { root, good, broken } = lake;
  const engine = readOnlyEngine(root, workspace);
  const open = openLocalLake(root, 'ctl-dev');
  let [lost, doubled] = [0, 0];
  try {
    for (const layer of ['bronze', 'silver']) {
      const [row] = await engine.query(
        `SELECT count(*) AS "all", count(DISTINCT id) AS "ids" FROM ctl_dev_${layer}.platformdb.message`,
      );
      const [all, ids] = [Number(row!['all']), Number(row!['ids'])];
      lost += good - ids;
      doubled += all - ids;
    }
    let quarantined = 0;
    for await (const object of open.store.list('quarantine/')) {
      for await (const _record of quarantineRecords(open.store, object)) quarantined++;
    }
    lost += Math.max(0, broken - quarantined);
    doubled += Math.max(0, quarantined - broken);
    const loads = await open.ledger.loads();
    if (loads.length !== broken || loads.some(({ state }) => state !== 'committed')) {
      throw new Error(`the ledger has ${loads.length} loads of ${broken} files, not all committed`);
    }
    return { lost, doubled, rows: good + broken };
  } finally {
    open.close();
    await engine.close();
  }
};
