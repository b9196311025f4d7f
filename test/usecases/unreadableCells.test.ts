import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { withSilverLocked } from '../../lib/cli/alone.ts';
import type { LocalLake } from '../../lib/cli/localLake.ts';
import { readOnlyEngine } from '../../lib/cli/readOnlyEngine.ts';
import { buildSilverHere } from '../../lib/cli/silver.ts';
import type { Workspace } from '../../lib/config/load.ts';
import { aadIdentity, decryptCell, encryptCell } from '../../lib/core/cell.ts';
import { duckdbDialect } from '../../lib/core/silver/dialect.ts';
import { decryptColumn } from '../../lib/usecases/decrypt.ts';
import { column, contract } from '../contracts.ts';
import { filesBelow, ingestAll, lakeWith } from './lakes.ts';

const note = contract({
  columns: [column('id'), column('part'), column('message')],
  identity: ['id', 'part'],
  encrypted: ['message'],
});
const workspace = { name: 'ctl-dev', tables: [note] } as unknown as Workspace;
/** Identities that would run into each other if they were only joined. */
const identities = [
  ['a/b', 'c'],
  ['a', 'b/c'],
  ['ünïcode 👋🏽', '%2F'],
  ['%', ' '],
] as const;

const filled = async (): Promise<LocalLake> => {
  const rows = identities.map(([id, part], n) => JSON.stringify({ id, part, message: `planted ${n}` }));
  const lake = await lakeWith({ 'platform-db/message/a.jsonl': rows.join('\n') });
  await ingestAll(lake, note);
  await buildSilverHere(lake, workspace);
  return lake;
};
/** What became of each cell: `planted n`, or why not. */
const decrypted = async (lake: LocalLake): Promise<string[]> => {
  const engine = readOnlyEngine(lake.root, workspace);
  const found = new Map<string, string>();
  try {
    const asked = { contract: note, column: 'message', layer: 'silver' as const, who: 'tester', reason: 'test' };
    for await (const cell of decryptColumn({ ...lake, engine, dialect: duckdbDialect }, asked)) {
      found.set(JSON.stringify(Object.values(cell.identity)), 'fault' in cell ? cell.fault : String(cell.value));
    }
    return identities.map(identity => found.get(JSON.stringify(identity)) ?? 'gone');
  } finally {
    await engine.close();
  }
};
const planted = identities.map((_, n) => `planted ${n}`);
const change = (lake: LocalLake, set: string, where: string): Promise<void> =>
  withSilverLocked(lake, workspace, ({ engine }) =>
    engine.execute(`UPDATE ctl_dev_silver.platformdb.message SET message_encrypted = ${set} WHERE ${where}`),
  );
const keyFile = (lake: LocalLake): string => {
  const folder = join(lake.root, 'keys/platform-db/message/message');
  return join(folder, filesBelow(folder)[0]!);
};

test('identities with slashes, signs and unicode are told apart', async () => {
  expect(await decrypted(await filled())).toEqual(planted);
});

const first = `id = 'a/b'`;
const cellOf = (id: string): string =>
  `(SELECT message_encrypted FROM ctl_dev_silver.platformdb.message WHERE id = '${id}')`;

test.each<[string, string, string]>([
  ['a byte was changed', `from_hex(hex(message_encrypted)[:-3] || 'ff')`, 'cell_not_authentic'],
  ['it was cut short', `from_hex(hex(message_encrypted)[:20])`, 'cell_too_short'],
  ['it lost its last byte', `from_hex(hex(message_encrypted)[:-3])`, 'cell_not_authentic'],
  ['it is empty', `''::BLOB`, 'cell_too_short'],
  ['it is of another row', cellOf('a'), 'cell_not_authentic'],
])('one cell, %s: its own fault, the others are read', async (_name, set, fault) => {
  const lake = await filled();
  await change(lake, set, first);
  expect(await decrypted(lake)).toEqual([fault, ...planted.slice(1)]);
});

describe('the wrapped key', () => {
  const everywhere = (fault: string) => identities.map(() => fault);

  test('is missing', async () => {
    const lake = await filled();
    rmSync(keyFile(lake));
    lake.close();
    expect(await decrypted(await reopened(lake))).toEqual(everywhere('key_missing'));
  });

  test.each<[string, (text: string) => string, string]>([
    ['is cut short', text => text.slice(0, 40), 'key_damaged'],
    ['is something else', () => '[]', 'key_damaged'],
    ['lost its bytes', text => text.replace(/"wrapped": "[^"]*"/, '"wrapped": ""'), 'key_of_another'],
    ['was changed', text => text.replace(/"wrapped": "(....)/, '"wrapped": "AAAA'), 'key_of_another'],
  ])('%s', async (_name, changed, fault) => {
    const lake = await filled();
    const file = keyFile(lake);
    writeFileSync(file, changed(readFileSync(file, 'utf8')));
    expect(await decrypted(await reopened(lake))).toEqual(everywhere(fault));
  });

  test('is of another workspace, whatever it says of itself', async () => {
    const [lake, other] = [await filled(), await filled()];
    writeFileSync(keyFile(lake), readFileSync(keyFile(other)));
    expect(await decrypted(await reopened(lake))).toEqual(everywhere('key_of_another'));
  });
});

/** The same lake without what the process remembers of keys. */
const reopened = async (lake: LocalLake): Promise<LocalLake> => {
  const { openLocalLake } = await import('../../lib/cli/localLake.ts');
  return openLocalLake(lake.root, 'ctl-dev');
};

test('whatever is done to a cell, its key or its AAD, what opens is the plaintext or nothing', () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  const change = fc.oneof(
    fc.record({ at: fc.nat(), flip: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ keep: fc.nat() }),
    fc.record({ add: fc.uint8Array({ minLength: 1, maxLength: 40 }) }),
  );
  fc.assert(
    fc.property(
      bytes(32),
      bytes(12),
      fc.string({ unit: 'grapheme' }),
      fc.string(),
      change,
      (key, iv, text, id, how) => {
        const aad = Buffer.from(aadIdentity([id]));
        const cell = encryptCell(key, iv, aad, text);
        expect(decryptCell(key, aad, cell)).toBe(text);
        const changed =
          'add' in how
            ? Buffer.concat([cell, how.add])
            : 'keep' in how
              ? cell.subarray(0, how.keep % cell.length)
              : Uint8Array.from(cell, (byte, i) => (i === how.at % cell.length ? byte ^ how.flip : byte));
        expect(() => decryptCell(key, aad, changed)).toThrow(/not authentic|shorter than/);
        expect(() => decryptCell(key, Buffer.concat([aad, Buffer.from('x')]), cell)).toThrow('not authentic');
        expect(() =>
          decryptCell(
            Uint8Array.from(key, b => b ^ 1),
            aad,
            cell,
          ),
        ).toThrow('not authentic');
      },
    ),
    { numRuns: 500 },
  );
});

test('no two identities have one AAD', () => {
  const parts = fc.array(fc.string({ unit: fc.constantFrom('a', '/', '%', '2', 'F', 'é', ' ') }), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      fc.pre(a.length === b.length && JSON.stringify(a) !== JSON.stringify(b));
      expect(aadIdentity(a)).not.toBe(aadIdentity(b));
    }),
    { numRuns: 2000 },
  );
});
