import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hushlake } from '../e2e/cli.ts';
import { newFolder } from '../folders.ts';

export const workspace = 'ctl-dev';

const workspaceYaml = `account: "000000000000"
region: us-east-1
locales: [en-US]
on_call: { team: me, email: me@example.org }
`;

const tables = ['message', 'loose', 'note', 'reading', 'entry', 'letter', 'reply'];

const jobsYaml = `x-tables: &tables [${tables.join(', ')}]
stages:
  raw_to_bronze:
    jobs:
      full_load_job:
        app_name: full_load_job
        job_input: { load_base_path: raw/platform-db, format: jsonl, tables_for_processing: *tables, data_assets_config: data-assets/platform-db.yaml }
        job_output: { schema: ctl_dev_bronze.platformdb }
        operational_monitoring: { job_name: full_load_job }
  bronze_to_silver:
    jobs:
      platform_db_silver_job:
        app_name: platform_db_silver_job
        job_input: { tables_for_processing: *tables, data_assets_config: data-assets/platform-db.yaml }
        job_output: { schema: ctl_dev_silver.platformdb }
        operational_monitoring: { job_name: platform_db_silver_job }
`;

const contractsYaml = `message:
  identity: [id]
  subject: texter_id
  encrypted: [message]
  scrubbing: [message]
  md5_checksum: [message, status, type, timestamp]
loose:
  identity: [id]
  encrypted: [words]
note:
  columns:
    author: { type: string }
    written_on: { type: date }
    at: { type: timestamp }
    amount: { type: "decimal(20,10)" }
    seq: { type: bigint }
    urgent: { type: boolean }
    body: { type: string }
    price: { type: "decimal(38,18)" }
    born: { type: date }
    seen: { type: timestamp }
    agreed: { type: boolean }
    visits: { type: int }
    big: { type: bigint }
    payload: { type: json }
    ratio: { type: double }
  identity: [author, written_on, at, amount, seq, urgent]
  encrypted: [body, price, born, seen, agreed, visits, big, payload, ratio]
  scrubbing: [body]
reading:
  columns:
    id: { type: bigint }
    s: { type: string }
    i: { type: int }
    b: { type: bigint }
    f: { type: boolean }
    d: { type: "decimal(38,10)" }
    n: { type: "decimal(12,0)" }
    day: { type: date }
    t: { type: timestamp }
  identity: [id]
  md5_checksum: [s, i, b, f, d, n, day, t]
entry:
  columns:
    place: { type: string }
    id: { type: int }
    text: { type: string }
    who: { type: string }
    amount: { type: "decimal(38,10)" }
    at: { type: timestamp }
    day: { type: date }
    open: { type: boolean }
  identity: [place, id]
  encrypted: [text, who, amount, at]
  scrubbing: [text]
  pseudonymized: [who]
  md5_checksum: [day, text, who, amount, at, open]
letter:
  columns:
    id: { type: bigint }
    writer: { type: string }
    words: { type: string }
    pages: { type: int }
  identity: [id]
  subject: { column: writer, person: texter_id }
  encrypted: [words]
  scrubbing: [words]
  md5_checksum: [words, pages]
reply:
  identity: [id]
  subject: { column: letter_id, through: letter }
  encrypted: [answer]
`;

type Row = Readonly<Record<string, unknown>>;

/** JSON with integers beyond 2^53 as they are. */
export const json = (row: Row): string =>
  JSON.stringify(row, (_name, value: unknown) =>
    typeof value === 'bigint' ? (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(String(value)) : value,
  );

/** Texts that have broken readers before. */
export const texts: readonly (string | null)[] = [
  'call me at 202-555-0143 👋🏽',
  '',
  null,
  ' ',
  'zwölf Boxkämpfer, ñandú, 漢字, עברית, e\u0301',
  'a\nb\r\n"c"\t\\d\u0000e',
  '~,',
  '4:text,',
  '%7E + %2B * ~',
  '👩‍👩‍👧‍👦'.repeat(2000),
  "it's {json: 'no'}, $1 and {x}",
];

const bigIds = [1n, 2n ** 53n + 1n, 2n ** 53n + 2n, -7n, 2n ** 63n - 1n, -(2n ** 63n), 0n];
const text = (n: number): string | null => texts[n % texts.length]!;

const bulk = 5000;
const messageOf = (id: bigint, n: number): Row => ({
  id,
  texter_id: n % 10 === 0 ? null : n % 97,
  message: text(n),
  status: ['sent', 'read', null][n % 3],
  type: 'sms',
  timestamp: `2026-11-${String((n % 28) + 1).padStart(2, '0')}T10:00:00.${String(n % 1000).padStart(3, '0')}Z`,
});
const messages = [
  ...Array.from({ length: texts.length * bigIds.length }, (_, n) => messageOf(bigIds[n] ?? 1_000n + BigInt(n), n)),
  ...Array.from({ length: bulk }, (_, n) => messageOf(100_000n + BigInt(n), n)),
];
// In two batches of a load, so that the quarantine file has more than one frame.
const malformed = new Map([
  [40, '{"id": 77, "message": "cut sho'],
  [4800, '["not", "an object", "ünïcode"]'],
]);

const authors = ['dana/o’neil', 'a b', '', 'a+b*c~d', "!'()%2F%", '日本/語 😀', 'plain-._~', '//', '\u0000\n'];
const amounts = ['0', '0.0000000001', '-0.0000000001', '-1234567890.5', '9999999999.9999999999', '7'];
const days = ['2026-11-23', '0001-01-01', '1582-10-10', '1582-10-15', '9999-12-31', '1900-02-28', '1969-12-31'];
const times = [
  '2026-11-23 10:00:00.000001',
  '0001-01-01 00:00:00.000000',
  '1969-12-31 23:59:59.999999',
  '1582-10-10 12:00:00.500000',
  '9999-12-31 23:59:59.999999',
  '1883-11-18 17:00:00.120000',
];
const prices = [
  '0.000000000000000001',
  '-0.000000000000000001',
  '99999999999999999999.999999999999999999',
  '0',
  '-5.5',
  null,
];
const pick = <T>(all: readonly T[], n: number): T => all[n % all.length]!;

const decimal = (value: string | null, scale: number): string | null => {
  if (value === null) return null;
  const [whole, fraction = ''] = value.split('.');
  return scale === 0 ? whole! : `${whole}.${fraction.padEnd(scale, '0')}`;
};

const notes = Array.from({ length: 200 }, (_, n) => ({
  author: pick(authors, n),
  written_on: pick(days, n + 1),
  at: pick(times, n + 2),
  amount: pick(amounts, n + 3),
  seq: pick(bigIds, n) ^ BigInt(n),
  urgent: n % 2 === 0,
  body: text(n),
  price: pick(prices, n),
  born: pick([...days, null], n),
  seen: pick([...times, null], n),
  agreed: pick([true, false, null], n),
  visits: pick([0, -1, 2147483647, -2147483648, null], n),
  big: pick([...bigIds, null], n),
  payload: pick<unknown>([{ a: [1, 'é', null] }, [], 'text', 5, null], n),
  ratio: pick([0.1, 1e21, -2.5, 3, null], n),
  ...(n % 4 === 0 ? { added: pick(texts, n), deep: { er: [2n ** 60n, '✓'] } } : {}),
}));
const badNotes = [
  { ...notes[0], seq: 1n, visits: 'many' },
  { ...notes[1], seq: 2n, author: null },
];

const readings = Array.from({ length: 300 }, (_, n) => ({
  id: BigInt(n) + 2n ** 53n,
  s: text(n),
  i: pick([0, -1, 2147483647, -2147483648, null], n),
  b: pick([...bigIds, null], n),
  f: pick([true, false, null], n),
  d: pick(['0', '0.0000000001', '-0.0000000001', '-1.5', '1234567890123456789012345678.0123456789', null], n),
  n: pick(['0', '-7', '999999999999', null], n),
  day: pick([...days, null], n),
  t: pick([...times, null], n),
}));
const entries = Array.from({ length: 300 }, (_, n) => ({
  place: pick(authors, n),
  id: n,
  text: text(n),
  who: pick(['dana', '', '漢字', null], n),
  amount: pick(['0', '0.0000000001', '-0.0000000001', null], n),
  at: pick([...times, null], n),
  day: pick([...days, null], n),
  open: pick([true, false, null], n),
}));

export const writers = ['ann', 'b/o b', '日本 😀', '', "o'neil"] as const;
const letters = Array.from({ length: 120 }, (_, n) => ({
  id: BigInt(n) + 2n ** 53n,
  writer: pick([...writers, null], n),
  words: text(n),
  pages: n,
  ...(n % 5 === 0 ? { added: `left over ${n}` } : {}),
}));
const badLetters = [
  { ...letters[0], id: 1n, pages: 'many' },
  { ...letters[0], id: 2n, pages: 'many', writer: null },
  { ...letters[1], id: 3n, pages: 'many' },
];
const replies = letters.map((letter, n) => ({ id: n, letter_id: n % 7 === 0 ? null : letter.id, answer: text(n + 1) }));

/** Rows of one writer, by column: what must not be readable once they are erased. */
export const rowsOf = (writer: string): ReadonlyMap<string, ReadonlySet<string>> => {
  const theirs = letters.filter(letter => letter.writer === writer);
  const ids = new Set<unknown>(theirs.map(letter => letter.id));
  const identities = (all: readonly unknown[]): ReadonlySet<string> =>
    new Set(all.map(id => JSON.stringify([String(id)])));
  return new Map([
    ['platform-db.letter.words', identities(theirs.filter(letter => letter.words !== null).map(letter => letter.id))],
    ['platform-db.letter._rescued', identities(theirs.filter(letter => 'added' in letter).map(letter => letter.id))],
    [
      'platform-db.reply.answer',
      identities(replies.filter(r => ids.has(r.letter_id) && r.answer !== null).map(r => r.id)),
    ],
  ]);
};

/** What a reader of cells must tell: by column with its identity columns, by identity (as JSON), the text of the value. */
export type Expected = ReadonlyMap<string, ReadonlyMap<string, string | null>>;

const cells = (rows: readonly (readonly [readonly unknown[], string | null])[]): ReadonlyMap<string, string | null> =>
  new Map(rows.map(([identity, value]) => [JSON.stringify(identity.map(String)), value]));

const asText = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

const noteIdentity = (note: (typeof notes)[number]) => [
  note.author,
  note.written_on,
  note.at,
  decimal(note.amount, 10),
  note.seq,
  note.urgent,
];
const noteCells = (of: (note: (typeof notes)[number]) => string | null) =>
  cells(notes.map(note => [noteIdentity(note), of(note)]));
const noteColumn = (name: string): string => `platform-db.note.${name}:author,written_on,at,amount,seq,urgent`;

/** The columns that Spark, Python and Node read alike. */
export const expected: Expected = new Map([
  ['platform-db.message.message:id', cells(messages.map(m => [[m['id']], m['message'] as string | null]))],
  [
    'platform-db.loose.words:id',
    cells([
      [['1'], 'a number'],
      [['2'], null],
      [['x/y z'], 'a text 😀'],
    ]),
  ],
  [noteColumn('body'), noteCells(note => note.body)],
  [noteColumn('price'), noteCells(note => decimal(note.price, 18))],
  [noteColumn('born'), noteCells(note => note.born)],
  [noteColumn('seen'), noteCells(note => note.seen)],
  [noteColumn('agreed'), noteCells(note => asText(note.agreed))],
  [noteColumn('visits'), noteCells(note => asText(note.visits))],
  [noteColumn('big'), noteCells(note => asText(note.big))],
  [noteColumn('payload'), noteCells(note => (note.payload === null ? null : JSON.stringify(note.payload)))],
  [noteColumn('ratio'), noteCells(note => asText(note.ratio))],
  [noteColumn('_rescued'), noteCells(note => ('added' in note ? json({ added: note.added, deep: note.deep }) : null))],
  ['platform-db.letter.words:id', cells(letters.map(letter => [[letter.id], letter.words]))],
  [
    'platform-db.letter._rescued:id',
    cells(letters.map(letter => [[letter.id], 'added' in letter ? json({ added: letter.added }) : null])),
  ],
  ['platform-db.reply.answer:id', cells(replies.map(reply => [[reply.id], reply.answer]))],
]);

/** Quarantined rows as they came, by table; their identity has the load's id, which only the lake knows. */
export const quarantined: ReadonlyMap<string, ReadonlyMap<number, string>> = new Map([
  ['platform-db.message._quarantine', malformed],
  ['platform-db.note._quarantine', new Map(badNotes.map((note, i) => [notes.length + 1 + i, json(note)]))],
  ['platform-db.letter._quarantine', new Map(badLetters.map((letter, i) => [letters.length + 1 + i, json(letter)]))],
]);

/** Checksums: the table with its identity, the listed columns, whether keyed, and how many rows there are. */
export const checksums = [
  { table: 'platform-db.message:id', columns: 'message,status,type,timestamp', keyed: true, rows: messages.length },
  { table: 'platform-db.reading:id', columns: 's,i,b,f,d,n,day,t', keyed: false, rows: readings.length },
  { table: 'platform-db.entry:place,id', columns: 'day,text,who,amount,at,open', keyed: true, rows: entries.length },
  { table: 'platform-db.letter:id', columns: 'words,pages', keyed: true, rows: letters.length },
];

const messageLines = (): string[] => {
  const lines = messages.map(json);
  for (const [number, line] of malformed) lines.splice(number - 1, 0, line);
  return lines;
};

/** A lake that `hushlake run` has written, with a configuration of its own. */
export const writtenLake = (): string => {
  const lake = newFolder();
  const config = join(lake, 'configs');
  const write = (path: string, content: string): void => {
    mkdirSync(join(lake, path, '..'), { recursive: true });
    writeFileSync(join(lake, path), content);
  };
  write(`configs/${workspace}/workspace.yaml`, workspaceYaml);
  write(`configs/${workspace}/jobs.yaml`, jobsYaml);
  write(`configs/${workspace}/data-assets/platform-db.yaml`, contractsYaml);
  write('raw/platform-db/message/m.jsonl', messageLines().join('\n'));
  write('raw/platform-db/loose/1.jsonl', '{"id":1,"words":"a number"}\n{"id":2,"words":null}');
  write('raw/platform-db/loose/2.jsonl', '{"id":"x/y z","words":"a text 😀"}');
  write('raw/platform-db/note/n.jsonl', [...notes, ...badNotes].map(json).join('\n'));
  write('raw/platform-db/reading/r.jsonl', readings.map(json).join('\n'));
  write('raw/platform-db/entry/e.jsonl', entries.map(json).join('\n'));
  write('raw/platform-db/letter/l.jsonl', [...letters, ...badLetters].map(json).join('\n'));
  write('raw/platform-db/reply/r.jsonl', replies.map(json).join('\n'));
  const { status, stdout, stderr } = hushlake(['run', '-w', workspace, '--lake', lake, '--config', config, '--json']);
  // 1, because some rows belong into quarantine.
  if (status !== 1) throw new Error(`hushlake run ended with ${status}: ${stderr}${stdout}`);
  return lake;
};
