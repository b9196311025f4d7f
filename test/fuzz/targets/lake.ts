import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { randomFillSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { envelopeKeys } from '../../../lib/adapters/keys/envelope.ts';
import { folderStore } from '../../../lib/adapters/local/folderStore.ts';
import { keyring } from '../../../lib/adapters/local/keyring.ts';
import type { TableContract } from '../../../lib/config/tableContract.ts';
import { literal, quoted } from '../../../lib/core/silver/dialect.ts';
import { ObjectMissing } from '../../../lib/ports/objectStore.ts';
import { ingestArrival } from '../../../lib/usecases/ingestArrival.ts';
import { column, contract } from '../../contracts.ts';
import { memoryCatalog } from '../../fakes/memoryCatalog.ts';
import { memoryLedger } from '../../fakes/memoryLedger.ts';
import { memoryStore } from '../../fakes/memoryStore.ts';
import { memorySubjects } from '../../fakes/memorySubjects.ts';
import { mutated } from '../mutation.ts';
import { assertUnpolluted, type Target, target } from '../target.ts';

const folder = mkdtempSync(join(tmpdir(), 'hushlake-fuzz-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const now = () => new Date('2026-11-24T10:00:00Z');
const wrapper = keyring(join(folder, 'keyring.json'));

/** Stands in columns that are encrypted: wherever it can be read, something has leaked. */
const marker = 'PLANTED';
const contracts = [
  contract({ encrypted: ['message'], scrubbed: [], subject: { column: 'who', kind: 'person' } }),
  contract({
    columns: [column('id', 'bigint'), column('message'), column('n', 'decimal(10,2)'), column('at', 'timestamp')],
    encrypted: ['message'],
    pseudonymized: ['who'],
    checksum: { columns: ['message', 'n'], keyed: true },
    orderBy: ['at'],
  }),
  contract({
    columns: [column('id', 'int'), column('message')],
    encrypted: ['message'],
    schemaEvolution: 'add_new_columns',
  }),
];
const inputs = [
  `{"id":1,"message":"${marker} a","n":"1.50","at":"2026-01-02T03:04:05Z","who":"w"}\n{"id":2,"message":null}\n`,
  `{"id":1,"message":"${marker}","message":"${marker} b","__proto__":{"polluted":1}}\nbroken\n{"id":"x"}\n`,
  `id,message,who\n1,"${marker} ""c""",w\n2,,\n`,
  `[{"id":1,"message":"${marker}"},{"id":2,"message":"${marker}","n":{"a":[1]}}]`,
].map(text => new Uint8Array(Buffer.from(text)));

const name = fc.oneof(
  fc.constantFrom('a.jsonl', 'a.csv', 'a.json', 'a.parquet', 'a', 'a.jsonl.gz'),
  fc.constantFrom(
    '../../../etc/x.jsonl',
    '..%2f..%2fx.csv',
    "'; DROP TABLE load; --.jsonl",
    '\u202e.json',
    'a\nb.csv',
    '👋.jsonl',
    '__proto__',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
);

/**
 * Whether the marker may be readable: the short form leaves columns that it does not name in clear, and names of new columns
 * are no values. Mutation puts it there too.
 */
const mayShow = (bytes: Uint8Array, { shortForm, schemaEvolution }: TableContract): boolean => {
  const text = Buffer.from(bytes).toString('utf8');
  const inName = text.split(/[\r\n]/, 1)[0]!.includes(marker) || new RegExp(`${marker}[^"]*"\\s*:`).test(text);
  return shortForm || (schemaEvolution === 'add_new_columns' && inName);
};

/** A whole load: each row is accounted for, and nothing that is to be encrypted is readable anywhere. */
const loads = target(
  'loads',
  fc.tuple(mutated(inputs), name, fc.constantFrom(...contracts)),
  async ([bytes, name, table]) => {
    const store = memoryStore('ctl-dev', now);
    const ledger = memoryLedger();
    const emitted: unknown[] = [];
    const ports = {
      ...{ store, ledger, catalog: memoryCatalog(), subjects: memorySubjects(), now },
      keys: envelopeKeys(wrapper, store, 'ctl-dev', now),
      metrics: { emit: async (records: readonly unknown[]) => void emitted.push(...records) },
      random: (into: Uint8Array) => void randomFillSync(into),
    };
    const key = `raw/platform-db/message/${name}`;
    await store.put(key, bytes);
    const { uri, version } = (await store.head(key))!;
    const limits = { maxRowBytes: 4096, maxExpansionRatio: 100, splitSize: 1 << 30 };
    const inParts = (): Promise<void> => Promise.reject(new Error('a small object was handed over'));
    const outcome = await ingestArrival(ports, limits, [table], { key, uri, version, at: now() }, { inParts });
    if (outcome.state === 'ignored') return ok(key.endsWith('/'));
    ok(outcome.state === 'committed', `a load that did not end well: ${JSON.stringify(outcome)}`);
    const { rowsIn, rowsBronze, rowsQuarantined } = outcome.record.counts!;
    strictEqual(rowsIn, rowsBronze + rowsQuarantined, 'rows in');
    for await (const object of store.list('')) {
      ok(object.key === key || /^(bronze|quarantine|keys)\//.test(object.key), 'a file of no zone');
      if (object.key !== key && !mayShow(bytes, table))
        ok(!Buffer.from(await store.get(object.key)).includes(marker), 'a value in clear');
    }
    const said = JSON.stringify([await ledger.loads(), emitted], (field, value) =>
      field === 'key' || field === 'uri' ? '' : value,
    );
    ok(mayShow(bytes, table) || !said.includes(marker), 'a value in the ledger or a metric');
    assertUnpolluted();
  },
);

const lake = join(folder, 'outer/lake');
mkdirSync(lake, { recursive: true });
writeFileSync(join(folder, 'outer/neighbour'), 'untouched');
const cache = new Map<string, { fingerprint: string; version: string }>();
const files = folderStore(lake, 'ctl-dev', {
  get: key => cache.get(key),
  set: (key, fingerprint, version) => void cache.set(key, { fingerprint, version }),
});
const segment = fc.oneof(
  fc.constantFrom(
    '..',
    '.',
    '',
    'raw',
    'keys',
    '/',
    '\\',
    '...',
    '~',
    '\0',
    'a\nb',
    '%2e%2e',
    'x'.repeat(300),
    'con',
    ' ',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);

/** Whatever a key says, nothing is read or written outside the lake, and what was put is what is there. */
const keys = target(
  'keys of objects',
  fc.array(segment, { minLength: 1, maxLength: 6 }).map(all => all.join('/')),
  async key => {
    const put = await files.put(key, Buffer.from('x')).then(
      () => undefined,
      (error: NodeJS.ErrnoException) => error,
    );
    if (put === undefined) {
      strictEqual(Buffer.from(await files.get(key)).toString(), 'x');
      const inside = resolve(lake, key);
      ok(inside.startsWith(`${lake}/`), 'the file lies in the lake');
      strictEqual(readFileSync(inside, 'utf8'), 'x');
      await files.remove(key);
      // What the key begins with once its dots are resolved: a part that they take away may be no name at all.
      rmSync(join(lake, relative(lake, inside).split('/')[0]!), { recursive: true, force: true });
    } else
      ok(put instanceof ObjectMissing || typeof put.syscall === 'string', `an error that nobody expects: ${put.name}`);
    deepStrictEqual(readdirSync(dirname(lake)).sort(), ['lake', 'neighbour'], 'nothing beside the lake');
    strictEqual(readFileSync(join(folder, 'outer/neighbour'), 'utf8'), 'untouched');
  },
);

const duckdb = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
const sqlText = fc.oneof(
  fc.constantFrom("'", "''", '"', '""', "\\'", '; DROP TABLE t', '--', '/*', '$$', '\\', "' OR '1'='1", 'a"b'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
);

/** A name or a text is never anything else in SQL. */
const sql = target('SQL', fc.tuple(sqlText, sqlText), async ([value, as]) => {
  if (value.includes('\0') || as.includes('\0')) return;
  const read = await duckdb.runAndReadAll(`SELECT ${literal(value)} AS ${quoted(as)}`);
  deepStrictEqual([read.columnNames(), read.getRows()], [[as], [[value]]]);
});

export const lakes: readonly Target[] = [loads, keys, sql];
