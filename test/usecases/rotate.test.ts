import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { duckdbEngine } from '../../lib/adapters/local/duckdb.ts';
import { buildSilverLocally } from '../../lib/adapters/local/silver.ts';
import { withLakeAlone } from '../../lib/cli/alone.ts';
import { type LocalLake, openLocalLake } from '../../lib/cli/localLake.ts';
import type { Workspace } from '../../lib/config/load.ts';
import { withColumns } from '../../lib/core/batch.ts';
import { decryptCell } from '../../lib/core/cell.ts';
import { type QuarantineRecord, quarantineAad } from '../../lib/core/quarantine.ts';
import { duckdbDialect } from '../../lib/core/silver/dialect.ts';
import { subjectCellKey } from '../../lib/core/subject.ts';
import type { ObjectStore, ObjectVersion } from '../../lib/ports/objectStore.ts';
import { type DecryptedCell, decryptColumn } from '../../lib/usecases/decrypt.ts';
import { quarantineRecords } from '../../lib/usecases/quarantineRecords.ts';
import { rewriteBronze } from '../../lib/usecases/rewriteBronze.ts';
import {
  type RotationPorts,
  RotationRefused,
  type RotationRequest,
  rotateKey,
} from '../../lib/usecases/rotate/rotateKey.ts';
import { saltReader } from '../../lib/usecases/subjectSalts.ts';
import { column, contract } from '../contracts.ts';
import { newFolder } from '../folders.ts';
import { bronzeRows, comparable, drop, filesBelow, ingestAll, lakeWith } from './lakes.ts';

const calls = contract({
  table: 'call',
  columns: [column('id', 'bigint'), column('at', 'timestamp'), column('texter_id', 'bigint'), column('note')],
  identity: ['id', 'at'],
  encrypted: ['note'],
  scrubbed: ['note'],
  orderBy: ['at'],
  checksum: { columns: ['note'], keyed: true },
  subject: { column: 'texter_id', kind: 'texter_id' },
});
const scope = { workspace: 'ctl-dev', source: 'platform-db', table: 'call', column: 'note' };
const workspace = { name: 'ctl-dev', tables: [calls] } as unknown as Workspace;

const call = (id: number, more: object = {}) =>
  JSON.stringify({
    id,
    at: `2026-11-01T10:00:${String(id).padStart(2, '0')}${id % 2 ? '.5' : ''}Z`,
    texter_id: id % 3 === 0 ? null : id % 3,
    note: id % 4 === 0 ? null : `note ${id}, call 202-555-01${String(id).padStart(2, '0')}`,
    ...(id % 5 === 0 ? { extra: `extra ${id}` } : {}),
    ...more,
  });

const buildSilver = (lake: LocalLake) =>
  buildSilverLocally({ ...lake, lake: lake.root, contracts: [calls], lockTimeoutMs: 100 });

/** Two loads in bronze and silver, some rows in quarantine. Made once, then copied. */
let made: string;
beforeAll(async () => {
  const lake = await lakeWith({
    'platform-db/call/a.jsonl': Array.from({ length: 12 }, (_, i) => call(i + 1)).join('\n'),
    'platform-db/call/b.jsonl': [call(13), call(14, { note: 7, texter_id: 1 }), call(15), '{'].join('\n'),
  });
  await ingestAll(lake, calls);
  await buildSilver(lake);
  lake.close();
  made = lake.root;
});

const lakeAgain = (): LocalLake => {
  const folder = newFolder();
  cpSync(made, folder, { recursive: true });
  return openLocalLake(folder, 'ctl-dev');
};

const engineOf = (lake: LocalLake) =>
  duckdbEngine({
    lake: lake.root,
    silverCatalogs: ['ctl_dev_silver'],
    bronzeTables: [{ schema: calls.bronzeSchema, source: 'platform-db', table: 'call' }],
    readOnly: true,
  });

const cellsOf = async (
  lake: LocalLake,
  layer: 'bronze' | 'silver',
  of: string,
  engine: ReturnType<typeof engineOf> = engineOf(lake),
): Promise<string[]> => {
  const cells: DecryptedCell[] = [];
  const request = { contract: calls, column: of, layer, who: 'a test', reason: 'to see' };
  // No ledger: these look-ups are not what is tested.
  const ledger = { ...lake.ledger, recordAudit: async () => {} };
  for await (const cell of decryptColumn({ ...lake, ledger, engine, dialect: duckdbDialect }, request))
    cells.push(cell);
  await engine.close();
  return cells.map(cell => JSON.stringify(cell)).sort();
};

/** All that anybody may see of a lake: every column, and what every cell decrypts to. */
const everything = async (lake: LocalLake) => {
  const engine = engineOf(lake);
  const shared = { ...engine, close: async () => {} };
  const seen: Record<string, unknown> = {
    bronze: comparable(await bronzeRows(lake)),
    silver: await engine.query(
      'SELECT * EXCLUDE (note_encrypted, note_key_id, _rescued_encrypted, _rescued_key_id) FROM ctl_dev_silver.platformdb.call ORDER BY id',
    ),
    quarantine: (await rawQuarantine(lake)).map(({ key_id: _k, row_encrypted: _r, ...rest }) => rest),
  };
  for (const layer of ['bronze', 'silver'] as const) {
    for (const what of ['note', '_rescued']) seen[`${layer} ${what}`] = await cellsOf(lake, layer, what, shared);
  }
  await engine.close();
  const { silver: _s, ...rest } = seen;
  expect(JSON.stringify(rest)).not.toContain('"fault');
  return seen;
};

/** Quarantine, decrypted. */
const rawQuarantine = async (lake: LocalLake) => {
  const rows: (Partial<QuarantineRecord> & { row: string })[] = [];
  const salts = saltReader(lake, 'ctl-dev');
  for await (const object of lake.store.list('quarantine/')) {
    for await (const record of quarantineRecords(lake.store, object)) {
      const key = await lake.keys.openKey({ ...scope, column: '_quarantine' }, record.key_id!);
      const salt = record.subject ? ((await salts(record.subject)) as Uint8Array) : undefined;
      const aad = quarantineAad(scope, object.key.split('/').at(-1)!.split('.')[0]!, record.row_number!);
      const bytes = salt ? subjectCellKey(key.bytes, salt) : key.bytes;
      rows.push({ ...record, row: decryptCell(bytes, aad, Buffer.from(record.row_encrypted!, 'base64')) });
    }
  }
  return rows;
};

const idOf = async (lake: LocalLake, of: string): Promise<string> => {
  const folder = of === 'salt' ? 'keys/_workspace/subject/salt' : `keys/platform-db/call/${of}`;
  const names = filesBelow(join(lake.root, folder));
  expect(names).toHaveLength(1);
  return names[0]!.replace('.json', '');
};

const rotate = (
  lake: LocalLake,
  keyId: string,
  more: { readonly ports?: (ports: RotationPorts) => RotationPorts } & Partial<RotationRequest> = {},
) => {
  const { ports: changed = ports => ports, ...request } = more;
  return withLakeAlone(lake, workspace, ports =>
    rotateKey(changed(ports), {
      workspace: 'ctl-dev',
      contracts: [calls],
      keyId,
      who: 'a test',
      reason: 'case 17',
      longestLoadMs: 0,
      ...request,
    }),
  );
};

const keyIds = async (lake: LocalLake, of: string): Promise<readonly string[]> => {
  const engine = engineOf(lake);
  const rows = await engine.query(
    `SELECT "${of}_key_id" AS k FROM ctl_dev_bronze.platformdb.call UNION SELECT "${of}_key_id" FROM ctl_dev_silver.platformdb.call`,
  );
  await engine.close();
  return rows.flatMap(({ k }) => (k === null ? [] : [String(k)])).sort();
};

describe('replacing a data key', () => {
  test.each([
    ['note', { bronze: 11, silver: 11 }],
    ['_rescued', { bronze: 3, silver: 3 }],
    ['_quarantine', { quarantine: 2 }],
    ['salt', { salts: 2 }],
  ])('of %s: rows and plaintexts stay, the old key is gone, nothing is under it', async (of, expected) => {
    const lake = lakeAgain();
    const before = await everything(lake);
    const old = await idOf(lake, of);
    const report = await rotate(lake, old);
    expect(report).toMatchObject({ state: 'replaced', column: of });
    const cells = Object.entries(report.places).map(([place, counts]) => [place, counts.cells]);
    expect(Object.fromEntries(cells)).toEqual(expected);
    expect(await idOf(lake, of)).toBe(report.freshId);
    if (of === 'note' || of === '_rescued') expect(await keyIds(lake, of)).toEqual([report.freshId]);
    if (of === '_quarantine') {
      expect(new Set((await rawQuarantine(lake)).map(r => r.key_id))).toEqual(new Set([report.freshId]));
    }
    lake.close();
    const later = openLocalLake(lake.root, 'ctl-dev');
    expect(await everything(later)).toEqual(before);
    expect(await rotate(later, old)).toEqual({ state: 'gone', places: {} });
    later.close();
  });

  test('silver whose bronze is gone is read, and written again, too', async () => {
    const lake = lakeAgain();
    const before = await cellsOf(lake, 'silver', 'note');
    const old = await idOf(lake, 'note');
    for (const path of filesBelow(join(lake.root, 'bronze')).slice(0, 1)) rmSync(join(lake.root, 'bronze', path));
    expect(await rotate(lake, old)).toMatchObject({ state: 'replaced', places: { silver: { cells: 11, damaged: 0 } } });
    expect(await cellsOf(lake, 'silver', 'note')).toEqual(before);
    lake.close();
  });

  test('killed at any step, nothing is unreadable, and the next call finishes', async () => {
    /** As little as shows it: each look at silver opens a database. */
    const seen: Readonly<Record<string, (lake: LocalLake) => Promise<unknown>>> = {
      note: everything,
      _quarantine: async lake => (await rawQuarantine(lake)).map(({ row }) => row),
      salt: async lake => (await rawQuarantine(lake)).map(({ row }) => row),
    };
    for (const [what, see] of Object.entries(seen)) {
      const reference = lakeAgain();
      const before = await see(reference);
      reference.close();
      for (let steps = 0; ; steps++) {
        const lake = lakeAgain();
        const old = await idOf(lake, what);
        let left = steps;
        const step = (): void => {
          if (left-- === 0) throw new Error('killed');
        };
        const around =
          <T extends unknown[], R>(work: (...args: T) => Promise<R>) =>
          async (...args: T): Promise<R> => {
            step();
            return work(...args);
          };
        const mortal = (ports: RotationPorts): RotationPorts => ({
          ...ports,
          store: {
            ...ports.store,
            put: around(ports.store.put),
            remove: around(ports.store.remove),
            write: async key => {
              const writer = await ports.store.write(key);
              return { ...writer, commit: around(writer.commit) };
            },
          },
          engine: { ...ports.engine, execute: around(ports.engine.execute) },
          forgetSilver: around(ports.forgetSilver),
          subjects: { ...ports.subjects, rewrap: around(ports.subjects.rewrap) },
          ledger: { ...ports.ledger, recordAudit: around(ports.ledger.recordAudit) },
        });
        const killed = await rotate(lake, old, { ports: mortal }).then(
          () => false,
          error => {
            expect(String(error)).toContain('killed');
            return true;
          },
        );
        lake.close();
        const later = openLocalLake(lake.root, 'ctl-dev');
        if (killed && what !== 'note') expect(await see(later)).toEqual(before);
        if (killed) expect((await rotate(later, old)).state).toBe('replaced');
        expect(await see(later)).toEqual(before);
        expect(filesBelow(join(later.root, 'keys')).some(path => path.includes(old))).toBe(false);
        later.close();
        if (!killed) break;
      }
    }
  });

  test('a file that is replaced meanwhile is taken up again', async () => {
    const lake = lakeAgain();
    const before = await everything(lake);
    const old = await idOf(lake, 'note');
    let disturbed = 0;
    const report = await rotate(lake, old, {
      ports: ports => ({
        ...ports,
        store: {
          ...ports.store,
          write: async key => {
            const writer = await ports.store.write(key);
            if (!key.startsWith('bronze/') || disturbed++ > 0) return writer;
            const commit: typeof writer.commit = async options => {
              const object = (await lake.store.head(key)) as ObjectVersion;
              // As a replay would: the same rows, in a file that has another column order of bytes.
              await rewriteBronze(lake.store, object, batch =>
                withColumns(batch, [
                  { ...batch.columns.get('_contract_version')!, values: new Array(batch.length).fill('another') },
                ]),
              );
              await writer.commit(options);
            };
            return { ...writer, commit };
          },
        } satisfies ObjectStore,
      }),
    });
    expect(report.state).toBe('replaced');
    expect(await cellsOf(lake, 'bronze', 'note')).toEqual(before['bronze note']);
    expect((await bronzeRows(lake)).some(row => row['_contract_version'] === 'another')).toBe(true);
    lake.close();
  });

  test('a cell that is not authentic stays as it is, and so does the key; everything else moves', async () => {
    const lake = lakeAgain();
    const old = await idOf(lake, 'note');
    const [path] = filesBelow(join(lake.root, 'bronze'));
    const object = (await lake.store.head(`bronze/${path}`))!;
    await rewriteBronze(lake.store, object, batch => {
      const cells = batch.columns.get('note_encrypted')!;
      const at = cells.values.findIndex(value => value !== null);
      const tampered = Uint8Array.from(cells.values[at] as Uint8Array);
      tampered[20]! ^= 1;
      return withColumns(batch, [{ ...cells, values: cells.values.with(at, tampered) }]);
    });
    const report = await rotate(lake, old);
    // Silver has the cell as it was before somebody changed it in bronze.
    expect(report).toMatchObject({
      state: 'unfinished',
      places: { bronze: { cells: 10, damaged: 1 }, silver: { cells: 11, damaged: 0 } },
    });
    expect(await keyIds(lake, 'note')).toEqual([old, report.freshId].sort());
    const cells = await cellsOf(lake, 'bronze', 'note');
    expect(cells.filter(cell => cell.includes('cell_not_authentic'))).toHaveLength(1);
    lake.close();
  });

  test('the audit record comes before anything else, and says how much; a dry run leaves none and changes nothing', async () => {
    const lake = lakeAgain();
    const old = await idOf(lake, 'note');
    const files = filesBelow(lake.root).filter(path => !path.startsWith('tmp'));
    expect(await rotate(lake, old, { dryRun: true })).toMatchObject({
      state: 'found',
      places: { bronze: { cells: 11 }, silver: { cells: 11 } },
    });
    expect(filesBelow(lake.root).filter(path => !path.startsWith('tmp'))).toEqual(expect.arrayContaining(files));
    expect(await lake.ledger.audits()).toEqual([]);
    const failing = rotate(lake, old, {
      ports: ports => ({ ...ports, keys: { ...ports.keys, openKey: () => Promise.reject(new Error('no')) } }),
    });
    await expect(failing).rejects.toThrow('no');
    expect(await lake.ledger.audits()).toEqual([
      {
        at: expect.any(Date),
        who: 'a test',
        reason: 'case 17',
        action: 'rotate',
        source: 'platform-db',
        table: 'call',
        column: 'note',
        keyId: old,
        rows: 22,
      },
    ]);
    lake.close();
  });

  test('loads that got the key before are waited for, and those that begin later get another', async () => {
    const lake = lakeAgain();
    const warm = await lake.keys.dataKey(scope);
    let waited = 0;
    const report = await rotate(lake, warm.id, {
      longestLoadMs: 900_000,
      ports: ports => ({
        ...ports,
        pause: async ms => {
          waited = ms;
          expect((await lake.keys.dataKey(scope)).id).not.toBe(warm.id);
        },
      }),
    });
    expect(report.state).toBe('replaced');
    expect(waited).toBeGreaterThan(890_000);
    expect(waited).toBeLessThanOrEqual(900_000);
    // Handed out for the last time longer ago than any load lasts.
    const old = await idOfAll(lake, 'note', report.freshId!);
    const later = new Date(Date.now() + 25 * 3600 * 1000);
    const untroubled = await rotate(lake, old, {
      longestLoadMs: 900_000,
      ports: ports => ({ ...ports, now: () => later, pause: () => Promise.reject(new Error('waited')) }),
    });
    expect(untroubled.state).toBe('replaced');
    lake.close();
  });

  test('what cannot be replaced is refused with the reason', async () => {
    const lake = lakeAgain();
    await expect(rotate(lake, '0123456789abcdef')).rejects.toThrow(RotationRefused);
    await expect(rotate(lake, 'subject')).rejects.toThrow('secret subject');
    const old = await idOf(lake, 'note');
    await expect(rotate(lake, old, { contracts: [] })).rejects.toThrow('bring the contract back');
    expect(await lake.ledger.audits()).toEqual([]);
    lake.close();
  });
});

/** One of several keys of a column, other than this one. */
const idOfAll = async (lake: LocalLake, of: string, not: string): Promise<string> =>
  filesBelow(join(lake.root, `keys/platform-db/call/${of}`))
    .map(name => name.replace('.json', ''))
    .find(id => id !== not)!;

test('a load that follows uses the new key', async () => {
  const lake = lakeAgain();
  const old = await idOf(lake, 'note');
  await rotate(lake, old);
  await drop(lake, 'platform-db/call/c.jsonl', call(16, { note: 'late' }));
  expect(await ingestAll(lake, calls)).toMatchObject([{ state: 'committed' }]);
  await buildSilver(lake);
  expect(await keyIds(lake, 'note')).not.toContain(old);
  expect((await cellsOf(lake, 'silver', 'note')).some(cell => cell.includes('late'))).toBe(true);
  lake.close();
});
