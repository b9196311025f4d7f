import { copyFileSync, cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eraseHere } from '../../lib/cli/erasure.ts';
import { type LocalLake, openLocalLake } from '../../lib/cli/localLake.ts';
import { readOnlyEngine } from '../../lib/cli/readOnlyEngine.ts';
import { buildSilverHere } from '../../lib/cli/silver.ts';
import type { Workspace } from '../../lib/config/load.ts';
import type { TableContract } from '../../lib/config/tableContract.ts';
import { duckdbDialect } from '../../lib/core/silver/dialect.ts';
import type { ObjectStore } from '../../lib/ports/objectStore.ts';
import { verifyCertificate } from '../../lib/usecases/certificate.ts';
import { decryptColumn } from '../../lib/usecases/decrypt.ts';
import { eraseSubjects, readmitSubjects, settleOpenErasures } from '../../lib/usecases/eraseSubjects.ts';
import { ingestObject } from '../../lib/usecases/ingestObject.ts';
import type { ErasurePorts } from '../../lib/usecases/settleErasures.ts';
import { column, contract } from '../contracts.ts';
import { faultyPorts } from '../fakes/faultyPorts.ts';
import { newFolder } from '../folders.ts';
import { bronzeRows, drop, filesBelow, ingestAll, lakeWith, limits, quarantineRows } from './lakes.ts';

/** Texters have conversations, and conversations have messages: the whole way from a number to what was said. */
const texter = contract({
  table: 'texter',
  columns: [column('id', 'bigint'), column('first_name'), column('phone')],
  encrypted: ['first_name'],
  pseudonymized: ['phone'],
  checksum: { columns: ['first_name'], keyed: true },
  subject: { column: 'id', kind: 'texter_id' },
});
const conversation = contract({
  table: 'conversation',
  columns: [column('id', 'bigint'), column('texter_id', 'bigint'), column('summary')],
  encrypted: ['summary'],
  scrubbed: ['summary'],
  subject: { column: 'texter_id', kind: 'texter_id', leads: true },
});
const message = contract({
  encrypted: ['message'],
  scrubbed: ['message'],
  checksum: { columns: ['message'], keyed: true },
  subject: { column: 'conversation_id', kind: 'platform-db.conversation', through: 'conversation' },
});
const tables = [texter, conversation, message];
const workspaceOf = (contracts: readonly TableContract[]) =>
  ({ name: 'ctl-dev', tables: contracts }) as unknown as Workspace;
const workspace = workspaceOf(tables);

const jsonl = (...rows: readonly object[]): string => rows.map(row => `${JSON.stringify(row)}\n`).join('');
const files = {
  'platform-db/texter/a.jsonl': jsonl(
    { id: 1, first_name: 'Planted-Ada', phone: '202-555-0101' },
    { id: 2, first_name: 'Planted-Ben', phone: '202-555-0102' },
  ),
  'platform-db/conversation/a.jsonl': jsonl(
    { id: 10, texter_id: 1, summary: 'planted summary of ada' },
    { id: 20, texter_id: 2, summary: 'planted summary of ben' },
  ),
  'platform-db/message/a.jsonl': jsonl(
    { id: 100, conversation_id: 10, message: 'planted words of ada' },
    { id: 200, conversation_id: 20, message: 'planted words of ben' },
    { id: 300, message: 'planted words of nobody' },
  ),
};

const run = async (lake: LocalLake, contracts: readonly TableContract[] = tables): Promise<void> => {
  for (const table of contracts) {
    const own = { ...lake, store: onlyRawOf(lake.store, table) };
    await ingestAll(own, table);
  }
  await buildSilverHere(lake, workspaceOf(contracts));
  if ((await lake.subjects.unsettled()).length === 0) return;
  await eraseHere(lake, workspaceOf(contracts), ports => settleOpenErasures(ports, contracts));
};
/** `ingestAll` loads whatever lies in raw. */
const onlyRawOf = (store: ObjectStore, { source, table }: TableContract): ObjectStore => ({
  ...store,
  list: prefix => store.list(prefix === 'raw/' ? `raw/${source}/${table}/` : prefix),
});
const filled = async (more: Readonly<Record<string, string>> = {}): Promise<LocalLake> => {
  const lake = await lakeWith({ ...files, ...more });
  await run(lake);
  return lake;
};
const ada = [{ kind: 'texter_id', value: '1' }];
const request = { subjects: ada, who: 'tester', reason: 'request 1', removeRaw: false };
const erase = (lake: LocalLake, contracts: readonly TableContract[] = tables, more: Partial<typeof request> = {}) =>
  eraseHere(lake, workspaceOf(contracts), ports => eraseSubjects(ports, 'ctl-dev', contracts, { ...request, ...more }));

const silver = async (lake: LocalLake, names: readonly string[]): Promise<Record<string, unknown>[]> => {
  const engine = readOnlyEngine(lake.root, workspace);
  const rows: Record<string, unknown>[] = [];
  try {
    for (const name of names) rows.push(...(await engine.query(`SELECT * FROM ctl_dev_silver.platformdb.${name}`)));
    return rows;
  } finally {
    await engine.close();
  }
};
const decrypted = async (
  lake: LocalLake,
  table: TableContract,
  name: string,
  layer: 'silver' | 'bronze' = 'bronze',
) => {
  const engine = readOnlyEngine(lake.root, workspace);
  const cells: Record<string, unknown> = {};
  try {
    const asked = { contract: table, column: name, layer, who: 'tester', reason: 'test' };
    for await (const cell of decryptColumn({ ...lake, engine, dialect: duckdbDialect }, asked)) {
      cells[cell.identity['id']!] = 'fault' in cell ? cell.fault : cell.value;
    }
    return cells;
  } finally {
    await engine.close();
  }
};
/** What of these rows is not NULL and could be a person's, by column. */
const protectedIn = (rows: readonly Record<string, unknown>[], id: bigint): string[] => {
  const names = /^(first_name|phone|summary|message)|_encrypted$|_key_id$|^md5_checksum$|^_subject$/;
  const theirs = rows.filter(row => row['id'] === id);
  expect(theirs.length).toBeGreaterThan(0);
  return theirs.flatMap(row => Object.keys(row).filter(name => names.test(name) && row[name] !== null));
};
/** The same in bronze and silver. */
const protectedValues = async (lake: LocalLake, ...ids: readonly bigint[]): Promise<string[]> => {
  const inBronze = await bronzeRows(lake);
  const inSilver = await silver(lake, ['texter', 'conversation', 'message']);
  return ids.flatMap(id => [...protectedIn(inBronze, id), ...protectedIn(inSilver, id)]);
};

test('all of one person goes: their row, their conversations, what was said in them; nobody else is touched', async () => {
  const lake = await filled();
  const before = await bronzeRows(lake);
  const certificate = await erase(lake);
  expect(await protectedValues(lake, 1n, 10n, 100n)).toEqual([]);
  const others = (rows: Record<string, unknown>[]) =>
    rows.filter(row => ![1n, 10n, 100n].includes(row['id'] as bigint));
  expect(others(await bronzeRows(lake))).toEqual(others(before));
  expect(await decrypted(lake, message, 'message')).toEqual({
    100: null,
    200: 'planted words of ben',
    300: 'planted words of nobody',
  });
  expect(await decrypted(lake, texter, 'first_name', 'silver')).toEqual({ 1: null, 2: 'Planted-Ben' });
  expect(certificate).toMatchObject({
    salts_destroyed: 2,
    belonging: [expect.stringMatching(/^[0-9a-f]{32}$/)],
    tables: tables.map(({ source, table }) => ({ source, table, bronze_files: 1, bronze_rows: 1, silver_rows: 1 })),
    raw: { objects: 3, removed: 0, gone_by: null },
  });
});

test('a copy of a bronze file from before holds cells that nobody can open any more', async () => {
  const lake = await filled();
  const [path] = filesBelow(join(lake.root, 'bronze/platform-db/message'));
  const file = join(lake.root, 'bronze/platform-db/message', path!);
  copyFileSync(file, join(lake.root, 'old.parquet'));
  await erase(lake);
  copyFileSync(join(lake.root, 'old.parquet'), file);
  expect(await decrypted(lake, message, 'message')).toEqual({
    100: 'subject_erased',
    200: 'planted words of ben',
    300: 'planted words of nobody',
  });
});

test('no byte of silver’s file holds the words any more', async () => {
  const word = 'aquamarinezeppelinorchestra';
  const lake = await filled({
    'platform-db/message/b.jsonl': jsonl({ id: 101, conversation_id: 10, message: word }),
  });
  const holds = () =>
    readdirSync(join(lake.root, 'silver')).filter(name =>
      readFileSync(join(lake.root, 'silver', name)).includes(word.slice(3, 20)),
    );
  expect(holds()).toEqual(['ctl_dev_silver.duckdb']);
  await erase(lake);
  expect(holds()).toEqual([]);
  expect(readdirSync(join(lake.root, 'tmp'))).toEqual([]);
});

describe('an erased person stays erased', () => {
  test('when rows of theirs arrive again, in good order or broken', async () => {
    const lake = await filled();
    await erase(lake);
    await drop(lake, 'platform-db/texter/b.jsonl', jsonl({ id: 1, first_name: 'Planted-Ada again', phone: '1' }));
    await drop(
      lake,
      'platform-db/message/b.jsonl',
      jsonl({ conversation_id: 10, message: 'planted words without id' }),
    );
    await run(lake);
    expect(await protectedValues(lake, 1n)).toEqual([]);
    expect(await quarantineRows(lake)).toMatchObject([
      { reason: 'identity_missing', subject: null, key_id: null, row_encrypted: null },
    ]);
  });

  test.each<[string, readonly string[]]>([
    ['before its messages', ['conversation', 'message']],
    ['after its messages', ['message', 'conversation']],
  ])('when a conversation that nobody knew of arrives %s', async (_name, order) => {
    const lake = await filled();
    await erase(lake);
    const late: Record<string, string> = {
      conversation: jsonl({ id: 11, texter_id: 1, summary: 'planted late summary' }),
      message: jsonl({ id: 110, conversation_id: 11, message: 'planted late words' }),
    };
    for (const table of order) {
      await drop(lake, `platform-db/${table}/late.jsonl`, late[table]!);
      await run(lake);
    }
    expect(await protectedValues(lake, 11n, 110n)).toEqual([]);
    expect(await lake.subjects.unsettled()).toEqual([]);
  });

  test('when a load is derived anew from raw', async () => {
    const lake = await filled();
    await erase(lake);
    const object = (await lake.store.head('raw/platform-db/message/a.jsonl'))!;
    await ingestObject(lake, limits, message, object, { again: true });
    await buildSilverHere(lake, workspace);
    expect(await protectedValues(lake, 100n)).toEqual([]);
    expect(await decrypted(lake, message, 'message')).toMatchObject({ 100: null, 200: 'planted words of ben' });
  });

  test('when they are erased while a load of theirs is under way', async () => {
    const lake = await filled();
    await drop(
      lake,
      'platform-db/message/b.jsonl',
      jsonl({ id: 101, conversation_id: 10, message: 'planted just now' }),
    );
    let erased = false;
    const store: ObjectStore = {
      ...lake.store,
      write: async key => {
        const writer = await lake.store.write(key);
        return {
          ...writer,
          commit: async options => {
            // The rows are encrypted and on their way; their person is erased a moment before the file appears.
            if (!erased) await erase(lake);
            erased = true;
            await writer.commit(options);
          },
        };
      },
    };
    await ingestAll({ ...lake, store: onlyRawOf(store, message) }, message);
    await buildSilverHere(lake, workspace);
    expect(erased).toBe(true);
    expect(await protectedValues(lake, 101n)).toEqual([]);
  });

  test('until they are readmitted: then what arrives is kept, under a salt of its own, and what was erased stays so', async () => {
    const lake = await filled();
    await erase(lake);
    await readmitSubjects(lake, { subjects: ada, who: 'tester', reason: 'consented again' });
    await drop(lake, 'platform-db/texter/b.jsonl', jsonl({ id: 1, first_name: 'Ada anew', phone: '2' }));
    await run(lake);
    expect(await decrypted(lake, texter, 'first_name', 'silver')).toEqual({ 1: 'Ada anew', 2: 'Planted-Ben' });
    expect(await protectedValues(lake, 100n)).toEqual([]);
    expect((await lake.ledger.audits()).map(({ action, reason }) => [action, reason])).toContainEqual([
      'readmit',
      'consented again',
    ]);
  });
});

describe('a certificate', () => {
  const verify = (lake: LocalLake, certificate: object) =>
    eraseHere(lake, workspace, (ports: ErasurePorts) =>
      verifyCertificate(ports, 'ctl-dev', tables, certificate as never),
    );

  test('holds as long as nothing has come back, and says what has', async () => {
    const lake = await filled();
    const certificate = await erase(lake);
    expect(await verify(lake, certificate)).toEqual([]);
    await readmitSubjects(lake, { subjects: ada, who: 'tester', reason: 'consented again' });
    const { subject } = certificate.subjects[0]!;
    expect(await verify(lake, certificate)).toEqual([{ code: 'readmitted', subject }]);
    await drop(lake, 'platform-db/texter/b.jsonl', jsonl({ id: 1, first_name: 'Ada anew', phone: '2' }));
    await run(lake);
    expect(await verify(lake, certificate)).toEqual([{ code: 'salt_there', subject }]);
  });

  test('that was changed, or is of another lake, is not ours', async () => {
    const lake = await filled();
    const certificate = await erase(lake);
    expect(await verify(lake, { ...certificate, salts_destroyed: 7 })).toEqual([{ code: 'not_signed' }]);
    expect(await verify(await filled(), certificate)).toEqual([{ code: 'not_signed' }]);
  });

  test('finds rows that somebody brought back', async () => {
    const lake = await filled();
    const [path] = filesBelow(join(lake.root, 'bronze/platform-db/message'));
    const file = join(lake.root, 'bronze/platform-db/message', path!);
    copyFileSync(file, join(lake.root, 'old.parquet'));
    const certificate = await erase(lake);
    copyFileSync(join(lake.root, 'old.parquet'), file);
    expect(await verify(lake, certificate)).toEqual([
      { code: 'rows_left', layer: 'bronze', source: 'platform-db', table: 'message' },
    ]);
  });

  test('names nobody: neither value nor words of the person', async () => {
    const lake = await filled();
    const text = JSON.stringify(await erase(lake)) + JSON.stringify(await lake.ledger.audits());
    expect(text).not.toMatch(/planted|Planted|202-555|"1"/);
  });
});

test('erasing twice is harmless', async () => {
  const lake = await filled();
  await erase(lake);
  const after = await bronzeRows(lake);
  expect(await erase(lake)).toMatchObject({ salts_destroyed: 0, tables: [] });
  expect(await bronzeRows(lake)).toEqual(after);
});

test('raw objects go too where that is asked for', async () => {
  const lake = await filled();
  expect(await erase(lake, tables, { removeRaw: true })).toMatchObject({ raw: { objects: 0, removed: 3 } });
  expect(filesBelow(join(lake.root, 'raw'))).toEqual([]);
  await run(lake);
  expect(await decrypted(lake, message, 'message')).toMatchObject({ 200: 'planted words of ben' });
});

test('rows from before their table had a subject are found by its column, and lose their words too', async () => {
  const lake = await lakeWith(files);
  const before = tables.map(({ subject: _, ...rest }) => rest);
  await run(lake, before);
  await erase(lake);
  expect(await protectedValues(lake, 1n, 10n, 100n)).toEqual([]);
  expect(await decrypted(lake, { ...message, subject: undefined } as never, 'message')).toMatchObject({
    100: null,
    200: 'planted words of ben',
  });
});

test('a crash at any call of any port, and then a second run, leave nothing of the person', async () => {
  const whole = await filled();
  whole.close();
  // Silver is left out: its UPDATE is one statement, and engines take long to open.
  const withoutSilver = (lake: LocalLake) => ({
    ...lake,
    engine: { dialect: 'duckdb' as const, query: async () => [], execute: async () => {} },
    dialect: duckdbDialect,
    silverAtRest: async () => {},
    forgetSilver: async () => {},
    snapshotDays: 0,
  });
  for (let at = 1; ; at++) {
    const folder = newFolder();
    cpSync(whole.root, folder, { recursive: true });
    const lake = openLocalLake(folder, 'ctl-dev');
    const dying = faultyPorts(lake, { at, when: 'before', kind: 'dies' });
    const died = await eraseSubjects(withoutSilver(dying.ports), 'ctl-dev', tables, request).then(
      () => dying.struck(),
      () => true,
    );
    await dying.bury();
    // Whoever comes next: the same command again, or a run, which finishes what had begun.
    const began = (await lake.subjects.unsettled()).length > 0;
    if (at % 2 === 0 || !began) await eraseSubjects(withoutSilver(lake), 'ctl-dev', tables, request);
    else await settleOpenErasures(withoutSilver(lake), tables);
    expect(await lake.subjects.unsettled()).toEqual([]);
    for (const id of [1n, 10n, 100n]) expect(protectedIn(await bronzeRows(lake), id)).toEqual([]);
    lake.close();
    if (!died) {
      expect(at).toBeGreaterThan(20);
      return;
    }
  }
});

test('a person of whom there is nothing is erased all the same: what comes later stays away', async () => {
  const lake = await filled();
  const nobody = [{ kind: 'texter_id', value: '3' }];
  expect(await erase(lake, tables, { subjects: nobody })).toMatchObject({ salts_destroyed: 0, tables: [] });
  await drop(lake, 'platform-db/texter/b.jsonl', jsonl({ id: 3, first_name: 'Planted-Cleo', phone: '3' }));
  await run(lake);
  expect(await protectedValues(lake, 3n)).toEqual([]);
});
