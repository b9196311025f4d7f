import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { eraseHere } from '../../lib/cli/erasure.ts';
import { type LocalLake, openLocalLake } from '../../lib/cli/localLake.ts';
import { readOnlyEngine } from '../../lib/cli/readOnlyEngine.ts';
import { runOnce } from '../../lib/cli/runOnce.ts';
import { buildSilverHere } from '../../lib/cli/silver.ts';
import { readWorkspace } from '../../lib/cli/workspace.ts';
import type { Workspace } from '../../lib/config/load.ts';
import { duckdbDialect } from '../../lib/core/silver/dialect.ts';
import { decryptColumn } from '../../lib/usecases/decrypt.ts';
import { eraseSubjects } from '../../lib/usecases/eraseSubjects.ts';
import { ingestObject } from '../../lib/usecases/ingestObject.ts';
import { findReplayable } from '../../lib/usecases/replay.ts';
import { unpackLake } from '../fixtures/lakes/pack.ts';
import { newFolder } from '../folders.ts';
import { bronzeRows, drop, filesBelow, quarantineRows } from '../usecases/lakes.ts';

const fixtures = join(import.meta.dirname, '../fixtures/lakes');
const versions = readdirSync(fixtures).flatMap(name => /^(.*)\.json\.zst$/.exec(name)?.slice(1) ?? []);

let workspace: Workspace;
beforeAll(async () => {
  workspace = await readWorkspace(join(import.meta.dirname, '../../configs'), 'ctl-dev');
});

/** What every fixture holds: see test/fixtures/lakes/make.ts. */
const words = {
  100: 'call me at 202-555-0101',
  102: 'thank you 🙏',
  200: 'second words about school',
  201: 'my email is ben@example.com',
};
const scrubbed = {
  100: 'call me at [PHONE]',
  102: 'thank you 🙏',
  200: 'second words about school',
  201: 'my email is [EMAIL]',
};

const query = async (lake: LocalLake, sql: string) => {
  const engine = readOnlyEngine(lake.root, workspace);
  try {
    return await engine.query(sql);
  } finally {
    await engine.close();
  }
};
const messages = async (lake: LocalLake): Promise<Record<string, unknown>> =>
  Object.fromEntries(
    (await query(lake, 'SELECT id, message FROM ctl_dev_silver.platformdb.message')).map(row => [
      row['id'],
      row['message'],
    ]),
  );
const decrypted = async (lake: LocalLake, layer: 'silver' | 'bronze'): Promise<Record<string, unknown>> => {
  const engine = readOnlyEngine(lake.root, workspace);
  const contract = workspace.tables.find(({ table }) => table === 'message')!;
  const cells: Record<string, unknown> = {};
  try {
    const asked = { contract, column: 'message', layer, who: 'tester', reason: 'upgrade' };
    for await (const cell of decryptColumn({ ...lake, engine, dialect: duckdbDialect }, asked)) {
      cells[cell.identity['id']!] = 'fault' in cell ? cell.fault : cell.value;
    }
    return cells;
  } finally {
    await engine.close();
  }
};
const run = (lake: LocalLake) => runOnce(lake, workspace, { settle: false, workers: 1 });
const later = '{"id":300,"conversation_id":20,"message":"words of later","status":"sent","type":"sms"}\n';

describe.each(versions)('a lake that version %s has written', version => {
  let lake: LocalLake;
  beforeEach(() => {
    const folder = newFolder();
    unpackLake(join(fixtures, `${version}.json.zst`), folder);
    lake = openLocalLake(folder, 'ctl-dev');
  });
  afterEach(() => lake.close());

  test('is read: silver, bronze, quarantine, and every cell in it', async () => {
    expect(await messages(lake)).toEqual(scrubbed);
    expect(await decrypted(lake, 'silver')).toEqual(words);
    expect(await decrypted(lake, 'bronze')).toMatchObject(words);
    expect((await quarantineRows(lake)).map(({ reason, row_number }) => [reason, row_number]).sort()).toEqual([
      ['malformed_row', 2],
      ['type_mismatch', 3],
    ]);
    expect((await quarantineRows(lake)).map(({ row }) => row)).toContain('{"id":101,"mess');
  });

  test('runs on: nothing is loaded a second time, what is new joins what was there', async () => {
    const before = filesBelow(join(lake.root, 'bronze'));
    await run(lake);
    expect(filesBelow(join(lake.root, 'bronze'))).toEqual(before);
    await drop(lake, 'platform-db/message/c.jsonl', later);
    await run(lake);
    expect(await messages(lake)).toEqual({ ...scrubbed, 300: 'words of later' });
    expect(await decrypted(lake, 'silver')).toEqual({ ...words, 300: 'words of later' });
  });

  test('is replayed: each row is there once, as before', async () => {
    const before = (await bronzeRows(lake)).length;
    const found = await findReplayable(lake, workspace.tables, { quarantined: true, unchanged: true });
    expect(found).toHaveLength(2);
    for (const { contract, object } of found) {
      expect(await ingestObject(lake, workspace.limits, contract, object!, { again: true })).toMatchObject({
        state: 'committed',
        record: { counts: { rowsQuarantined: 1 } },
      });
    }
    await buildSilverHere(lake, workspace);
    expect(await bronzeRows(lake)).toHaveLength(before);
    expect(await messages(lake)).toEqual(scrubbed);
    expect(await decrypted(lake, 'silver')).toEqual(words);
  });

  test.each(['at once', 'after it has run on'])('forgets a person, %s', async when => {
    if (when !== 'at once') {
      await drop(lake, 'platform-db/message/c.jsonl', later);
      await run(lake);
    }
    await eraseHere(lake, workspace, ports =>
      eraseSubjects(ports, 'ctl-dev', workspace.tables, {
        subjects: [{ kind: 'texter_id', value: '2' }],
        who: 'tester',
        reason: 'request 1',
        removeRaw: false,
      }),
    );
    const left = { 100: words[100], 102: words[102] };
    const gone = { 200: null, 201: null, ...(when === 'at once' ? {} : { 300: null }) };
    expect(await decrypted(lake, 'silver')).toEqual({ ...left, ...gone });
    expect(await decrypted(lake, 'bronze')).toEqual({ ...left, ...gone });
    expect(await messages(lake)).toEqual({ 100: scrubbed[100], 102: scrubbed[102], ...gone });
    expect(JSON.stringify(await bronzeRows(lake), (_key, v) => (typeof v === 'bigint' ? `${v}` : v))).not.toMatch(
      /ben@|about school/,
    );
  });
});
