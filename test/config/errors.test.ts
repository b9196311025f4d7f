import { readFileSync } from 'node:fs';
import { diagnosticCodes } from '../../lib/config/diagnostic.ts';
import {
  errorsOf,
  type Files,
  jobsYaml,
  loadFrom,
  sentencesOf,
  warningsOf,
  workspaceWith,
  workspaceYaml,
} from './yaml.ts';

type Case = readonly [what: string, files: Files, errors: readonly string[]];

/** A contract of table `t`: these lines under it. */
const t = (...lines: readonly string[]): Files => ({
  'w/data-assets/s.yaml': `t:\n${lines.map(l => `  ${l}\n`).join('')}`,
});
const s = (place: string, code: string): readonly string[] => [`data-assets/s.yaml:${place} ${code}`];

const files: readonly Case[] = [
  ['jobs.yaml is not there', { 'w/workspace.yaml': workspaceYaml }, ['jobs.yaml:1:1 unreadable_file']],
  ['no YAML', workspaceWith({ 'w/jobs.yaml': 'stages: [' }), ['jobs.yaml:1:10 malformed_yaml']],
  [
    'two documents',
    workspaceWith({ 'w/workspace.yaml': `${workspaceYaml}---\na: 1\n` }),
    ['workspace.yaml:5:1 malformed_yaml'],
  ],
  ['a tag of another program', workspaceWith(t('identity: !!set [id]')), s('2:13', 'malformed_yaml')],
  ['an anchor that is not there', workspaceWith(t('identity: [id]', 'freshness: *fresh')), s('3:14', 'unknown_anchor')],
  [
    'a merge of a list',
    workspaceWith({ 'w/data-assets/s.yaml': 'x-a: &a [1]\nt: { <<: *a, identity: [id] }\n' }),
    s('2:10', 'wrong_value'),
  ],
  ['the same key twice', workspaceWith(t('identity: [id]', 'identity: [id]')), s('3:3', 'duplicate_key')],
  [
    'the same table twice',
    workspaceWith({ 'w/data-assets/s.yaml': 't: { identity: [a] }\nt: { identity: [b] }\n' }),
    s('2:1', 'duplicate_key'),
  ],
  [
    'a key that JavaScript claims',
    workspaceWith(t('identity: [id]', '__proto__: { owner: me }')),
    s('3:3', 'reserved_name'),
  ],
  ['a list for a key', workspaceWith(t('identity: [id]', '? [a]', ': b')), s('3:5', 'wrong_value')],
  [
    'a number that is none',
    workspaceWith(t('identity: [id]', 'volume: { expected_rows: .inf, tolerance: 1 }')),
    s('3:28', 'wrong_value'),
  ],
  ['a file of 2 MiB', workspaceWith({ 'w/data-assets/s.yaml': `# ${'.'.repeat(2 << 20)}` }), s('1:1', 'too_large')],
  ['a list instead of tables', workspaceWith({ 'w/data-assets/s.yaml': '- t\n' }), s('1:1', 'wrong_value')],
];

const shapes: readonly Case[] = [
  ['an unknown key', workspaceWith(t('identiy: [id]', 'identity: [id]')), s('2:3', 'unknown_key')],
  [
    'all unknown keys at once',
    workspaceWith(t('identity: [id]', 'a: 1', 'b: 2')),
    [...s('3:3', 'unknown_key'), ...s('4:3', 'unknown_key')],
  ],
  [
    'an unknown key of a column',
    workspaceWith(t('identity: [id]', 'columns: { id: { type: int, nulable: false } }')),
    s('3:31', 'unknown_key'),
  ],
  [
    'an unknown key of md5_checksum',
    workspaceWith(t('identity: [id]', 'md5_checksum: { columns: [a], key: true }')),
    s('3:33', 'unknown_key'),
  ],
  ['an unknown type', workspaceWith(t('identity: [id]', 'columns: { id: { type: strng } }')), s('3:26', 'wrong_value')],
  ['a list for a map', workspaceWith(t('identity: [id]', 'columns: [id]')), s('3:12', 'wrong_value')],
  ['a map for a list', workspaceWith(t('identity: { id: true }')), s('2:13', 'wrong_value')],
  ['text for a list', workspaceWith(t('identity: id')), s('2:13', 'wrong_value')],
  ['nothing for a table', workspaceWith({ 'w/data-assets/s.yaml': 't:\n' }), s('1:3', 'wrong_value')],
  ['a duration without unit', workspaceWith(t('identity: [id]', 'retention: { raw: 30 }')), s('3:21', 'wrong_value')],
  [
    'a missing key',
    workspaceWith({ 'w/workspace.yaml': workspaceYaml.replace('region: us-east-1\n', '') }),
    ['workspace.yaml:1:1 missing_key'],
  ],
  [
    'a missing key further in',
    workspaceWith(t('identity: [id]', 'freshness: { expected_every: 1h, warn_after: 2h }')),
    s('3:3', 'missing_key'),
  ],
  [
    'an account without quotes',
    workspaceWith({ 'w/workspace.yaml': workspaceYaml.replaceAll('"', '') }),
    ['workspace.yaml:1:10 wrong_value'],
  ],
  [
    'a size of no unit',
    workspaceWith({ 'w/workspace.yaml': `${workspaceYaml}limits: { max_row_bytes: 16MB }\n` }),
    ['workspace.yaml:5:26 wrong_value'],
  ],
  [
    'a second stage of no model',
    workspaceWith({ 'w/workspace.yaml': `${workspaceYaml}second_stage: { model: m }\n` }),
    ['workspace.yaml:5:1 missing_key'],
  ],
  [
    'a label that there is not',
    workspaceWith({
      'w/workspace.yaml': `${workspaceYaml}second_stage: { model: m, sha256: "${'a'.repeat(64)}", labels: { PER: NAME } }\n`,
    }),
    ['workspace.yaml:5:118 wrong_value'],
  ],
  [
    'an unknown stage',
    workspaceWith({ 'w/jobs.yaml': `${jobsYaml()}  silver: { jobs: {} }\n` }),
    ['jobs.yaml:16:3 unknown_key'],
  ],
];

const columns = 'columns: { id: { type: int }, a: { type: string }, d: { type: double }, j: { type: json } }';
const tables: readonly Case[] = [
  ['no identity', workspaceWith(t('scrubbing: [a]')), s('1:1', 'identity_missing')],
  ['an empty identity', workspaceWith(t('identity: []')), s('2:3', 'identity_missing')],
  ['a scrubbed identity', workspaceWith(t('identity: [id]', 'scrubbing: [id]')), s('3:15', 'identity_treated')],
  ['an encrypted identity', workspaceWith(t('identity: [id]', 'encrypted: [a, id]')), s('3:18', 'identity_treated')],
  [
    'a pseudonymized identity',
    workspaceWith(t('identity: [id]', 'pseudonymized: [id]')),
    s('3:19', 'identity_treated'),
  ],
  ['a dropped identity', workspaceWith(t('identity: [id]', 'dropped: [id]')), s('3:13', 'identity_treated')],
  [
    'dropped and in the checksum',
    workspaceWith(t('identity: [id]', 'dropped: [a]', 'md5_checksum: [b, a]')),
    s('4:21', 'dropped_and_used'),
  ],
  [
    'dropped and ordered by',
    workspaceWith(t('identity: [id]', 'dropped: [a]', 'order_by: [a]')),
    s('4:14', 'dropped_and_used'),
  ],
  [
    'pseudonymized and scrubbed',
    workspaceWith(t('identity: [id]', 'pseudonymized: [a]', 'scrubbing: [a]')),
    s('4:15', 'pseudonymized_and_scrubbed'),
  ],
  [
    'options that name a dropped column',
    workspaceWith(t('identity: [id]', 'scrubbing: [a]', 'dropped: [b]', 'scrubbing_options: { consistent_within: b }')),
    s('5:43', 'dropped_and_used'),
  ],
  [
    'options that name no column',
    workspaceWith(
      t('identity: [id]', columns, 'scrubbing: [a]', 'scrubbing_options: { consistent_within: conversation }'),
    ),
    s('5:43', 'unknown_column'),
  ],
  [
    'options of nothing',
    workspaceWith(t('identity: [id]', 'scrubbing_options: { ages: redact }')),
    s('3:3', 'options_without_scrubbing'),
  ],
  [
    'ages neither kept nor redacted',
    workspaceWith(t('identity: [id]', 'scrubbing: [a]', 'scrubbing_options: { ages: yes }')),
    s('4:30', 'wrong_value'),
  ],
  ['a column named twice', workspaceWith(t('identity: [id]', 'scrubbing: [a, a]')), s('3:18', 'repeated_column')],
  [
    'double in the checksum',
    workspaceWith(t('identity: [id]', columns, 'md5_checksum: [d]')),
    s('4:18', 'inexact_checksum'),
  ],
  [
    'json in the checksum',
    workspaceWith(t('identity: [id]', columns, 'md5_checksum: { columns: [a, j] }')),
    s('4:32', 'inexact_checksum'),
  ],
  [
    'scrubbing of a number',
    workspaceWith(t('identity: [id]', columns, 'scrubbing: [d]')),
    s('4:15', 'scrubbing_not_text'),
  ],
  ['an undeclared column', workspaceWith(t('identity: [id]', columns, 'scrubbing: [b]')), s('4:15', 'unknown_column')],
  [
    'an undeclared column dropped',
    workspaceWith(t('identity: [id]', columns, 'dropped: [b]')),
    s('4:13', 'unknown_column'),
  ],
  [
    'an undeclared subject',
    workspaceWith(t('identity: [id]', columns, 'subject: person')),
    s('4:12', 'unknown_column'),
  ],
  [
    'an undeclared tombstone',
    workspaceWith(t('identity: [id]', columns, 'delete_when: { op: d }')),
    s('4:18', 'unknown_column'),
  ],
  [
    'order by ciphertext',
    workspaceWith(t('identity: [id]', 'encrypted: [a]', 'order_by: [a]')),
    s('4:14', 'unreadable_column'),
  ],
  [
    'order by a pseudonym',
    workspaceWith(t('identity: [id]', 'pseudonymized: [a]', 'order_by: [a]')),
    s('4:14', 'unreadable_column'),
  ],
  [
    'deletion by scrubbed text',
    workspaceWith(t('identity: [id]', 'scrubbing: [a]', 'delete_when: { a: x }')),
    s('4:18', 'unreadable_column'),
  ],
  [
    'a subject that is ciphertext',
    workspaceWith(t('identity: [id]', 'encrypted: [a]', 'subject: a')),
    s('4:12', 'unreadable_column'),
  ],
  [
    'history without what it needs',
    workspaceWith(t('identity: [id]', 'history: scd2')),
    [...s('3:12', 'history_incomplete'), ...s('3:12', 'history_incomplete')],
  ],
  [
    'warn after error',
    workspaceWith(t('identity: [id]', 'freshness: { expected_every: 1h, warn_after: 3h, error_after: 2h }')),
    s('3:48', 'freshness_order'),
  ],
  [
    'a pattern that is none',
    workspaceWith(t('identity: [id]', 'columns: { id: { type: string, checks: { matches: "(" } } }')),
    s('3:53', 'bad_pattern'),
  ],
  [
    'a limit of another type',
    workspaceWith(t('identity: [id]', 'columns: { id: { type: int, checks: { min: a } } }')),
    s('3:46', 'bad_check'),
  ],
  [
    'a limit that YAML has rounded',
    workspaceWith(t('identity: [id]', 'columns: { id: { type: bigint, checks: { max: 9007199254740993 } } }')),
    s('3:49', 'bad_check'),
  ],
  [
    'min above max',
    workspaceWith(t('identity: [id]', 'columns: { id: { type: int, checks: { min: 2, max: 1 } } }')),
    s('3:46', 'bad_check'),
  ],
  [
    'one_of of another type',
    workspaceWith(t('identity: [id]', 'columns: { id: { type: int, checks: { one_of: [1, b] } } }')),
    s('3:53', 'bad_check'),
  ],
  [
    'a length of numbers',
    workspaceWith(t('identity: [id]', 'columns: { id: { type: int, checks: { max_length: 3 } } }')),
    s('3:53', 'bad_check'),
  ],
  [
    'a decimal too wide',
    workspaceWith(t('identity: [id]', 'columns: { id: { type: "decimal(39,2)" } }')),
    s('3:26', 'bad_decimal'),
  ],
  [
    'a check of two kinds',
    workspaceWith(t('identity: [id]', 'checks: [{ name: c, unique: [id], row_count: { min: 1 } }]')),
    s('3:12', 'bad_check'),
  ],
  ['a check of no kind', workspaceWith(t('identity: [id]', 'checks: [{ name: c }]')), s('3:12', 'bad_check')],
  [
    'two checks of one name',
    workspaceWith(t('identity: [id]', 'checks: [{ name: c, unique: [id] }, { name: c, unique: [id] }]')),
    s('3:47', 'repeated_check'),
  ],
  [
    'unique ciphertext',
    workspaceWith(t('identity: [id]', 'encrypted: [a]', 'checks: [{ name: c, unique: [a] }]')),
    s('4:32', 'unreadable_column'),
  ],
  [
    'a check that writes',
    workspaceWith(t('identity: [id]', 'checks: [{ name: c, sql: "DELETE FROM {table}" }]')),
    s('3:28', 'bad_sql_check'),
  ],
  [
    'a check of two statements',
    workspaceWith(t('identity: [id]', 'checks: [{ name: c, sql: "SELECT 1 FROM {table}; DROP TABLE x" }]')),
    s('3:28', 'bad_sql_check'),
  ],
  [
    'a check of another table',
    workspaceWith(t('identity: [id]', 'checks: [{ name: c, sql: "SELECT 1 FROM x" }]')),
    s('3:28', 'bad_sql_check'),
  ],
];

const names: readonly Case[] = [
  [
    'a table with a dot',
    workspaceWith({ 'w/jobs.yaml': jobsYaml(['a.b']), 'w/data-assets/s.yaml': 'a.b: { identity: [id] }\n' }),
    s('1:1', 'bad_name'),
  ],
  [
    'a table that climbs out',
    workspaceWith({ 'w/jobs.yaml': jobsYaml(['../x']), 'w/data-assets/s.yaml': '../x: { identity: [id] }\n' }),
    s('1:1', 'bad_name'),
  ],
  [
    "a table of Hushlake's own",
    workspaceWith({ 'w/jobs.yaml': jobsYaml(['_t']), 'w/data-assets/s.yaml': '_t: { identity: [id] }\n' }),
    s('1:1', 'reserved_name'),
  ],
  [
    'a source with a space',
    workspaceWith({
      'w/jobs.yaml': jobsYaml(['t'], 's s'),
      'w/data-assets/s.yaml': '',
      'w/data-assets/s s.yaml': 't: { identity: [id] }\n',
    }),
    ['data-assets/s s.yaml:1:1 bad_name'],
  ],
  [
    'a column with a quote',
    workspaceWith(t('identity: [id]', "columns: { id: { type: int }, 'a\"b': { type: int } }")),
    s('3:33', 'bad_name'),
  ],
  [
    'a column with a quote in the short form',
    workspaceWith(t('identity: [id]', "scrubbing: ['a\"b']")),
    s('3:15', 'bad_name'),
  ],
  [
    'a column like ciphertext',
    workspaceWith(t('identity: [id]', 'scrubbing: [a_encrypted]')),
    s('3:15', 'reserved_name'),
  ],
  ['a column like a key id', workspaceWith(t('identity: [id]', 'scrubbing: [a_KEY_ID]')), s('3:15', 'reserved_name')],
  ['a column like lineage', workspaceWith(t('identity: [_source_uri]')), s('2:14', 'reserved_name')],
  ['a column like the checksum', workspaceWith(t('identity: [md5_checksum]')), s('2:14', 'reserved_name')],
  [
    'a column like a period',
    workspaceWith(t('identity: [id]', 'history: scd2', 'md5_checksum: [valid_to]', 'order_by: [at]')),
    s('4:18', 'reserved_name'),
  ],
  [
    'columns that differ in case',
    workspaceWith(t('identity: [id]', 'columns: { id: { type: int }, ID: { type: int } }')),
    s('3:33', 'case_collision'),
  ],
  [
    'tables that differ in case',
    workspaceWith({
      'w/jobs.yaml': jobsYaml(['t']),
      'w/data-assets/s.yaml': 't: { identity: [id] }\nT: { identity: [id] }\n',
    }),
    [...s('2:1', 'case_collision'), ...s('2:1', 'table_without_job')],
  ],
  ['sources that differ in case', workspaceWith({ 'w/data-assets/S.yaml': '{}' }), s('1:1', 'case_collision')],
];

const twoSources: Files = workspaceWith({
  'w/data-assets/b.yaml': 't: { identity: [id] }\n',
  'w/jobs.yaml': `stages:
  raw_to_bronze:
    jobs:
      one: { app_name: one, job_input: { load_base_path: raw/s, format: csv, tables_for_processing: [t], data_assets_config: data-assets/s.yaml }, job_output: { schema: w_bronze.s }, operational_monitoring: { job_name: one } }
      two: { app_name: two, job_input: { load_base_path: raw/b, format: csv, tables_for_processing: [t], data_assets_config: data-assets/b.yaml }, job_output: { schema: w_bronze.s }, operational_monitoring: { job_name: two } }
  bronze_to_silver:
    jobs:
      three: { app_name: three, job_input: { tables_for_processing: [t], data_assets_config: data-assets/s.yaml }, job_output: { schema: w_silver.s }, operational_monitoring: { job_name: three } }
      four: { app_name: four, job_input: { tables_for_processing: [t], data_assets_config: data-assets/b.yaml }, job_output: { schema: w.silver_b }, operational_monitoring: { job_name: four } }
`,
});

const principals = (line: string): Files =>
  workspaceWith({
    'w/workspace.yaml': `${workspaceYaml}principals:\n  p: { ${line} }\n`,
    ...t('identity: [id]', 'encrypted: [a]'),
  });

const references: readonly Case[] = [
  [
    'a job names a table that is not there',
    workspaceWith({ 'w/jobs.yaml': jobsYaml(['t', 'tt']) }),
    ['jobs.yaml:6:87 unknown_table', 'jobs.yaml:13:49 unknown_table'],
  ],
  [
    'a contract that no job processes',
    workspaceWith({ 'w/data-assets/s.yaml': 't: { identity: [id] }\nu: { identity: [id] }\n' }),
    s('2:1', 'table_without_job'),
  ],
  [
    'a table twice in a job',
    workspaceWith({ 'w/jobs.yaml': jobsYaml(['t', 't']) }),
    ['jobs.yaml:6:87 table_in_two_jobs', 'jobs.yaml:13:49 table_in_two_jobs'],
  ],
  [
    'a contracts file that is not there',
    workspaceWith({ 'w/jobs.yaml': jobsYaml().replace('data-assets/s.yaml', 'data-assets/z.yaml') }),
    ['data-assets/s.yaml:1:1 table_without_job', 'jobs.yaml:6:108 unknown_file'],
  ],
  [
    'raw files of another source',
    workspaceWith({ 'w/jobs.yaml': jobsYaml().replace('raw/s', 's3://bucket') }),
    ['jobs.yaml:6:38 wrong_path'],
  ],
  ['two sources in one place', twoSources, ['jobs.yaml:5:170 schema_collision']],
  [
    'bronze and silver in one place',
    workspaceWith({ 'w/jobs.yaml': jobsYaml().replace('w_silver.s', 'w.bronze_s') }),
    ['jobs.yaml:14:31 schema_collision'],
  ],
  ['a principal reads an unknown layer', principals('read: [silver/x]'), ['workspace.yaml:6:15 unknown_layer']],
  ['a principal decrypts what is in clear', principals('decrypt: [s.t.id]'), ['workspace.yaml:6:18 not_encrypted']],
  ['a principal starts no job', principals('start: [laod]'), ['workspace.yaml:6:16 unknown_job']],
  [
    'a principal erases people that no table has',
    { ...principals('erase: [texter_id]'), ...t('identity: [id]', 'subject: { column: id, person: caller_id }') },
    ['workspace.yaml:6:16 unknown_person'],
  ],
  [
    'a workspace federates another that is not there',
    workspaceWith({ 'w/workspace.yaml': `${workspaceYaml}federates: [v]\n` }),
    ['workspace.yaml:5:13 unknown_workspace'],
  ],
  [
    "the workspace's freshness",
    workspaceWith({
      'w/workspace.yaml': `${workspaceYaml}freshness: { expected_every: 2h, warn_after: 1h, error_after: 2h }\n`,
    }),
    ['workspace.yaml:5:30 freshness_order'],
  ],
  ...(
    [
      ['more memory than a function may have', 'ingest: { memory: 20GiB }', 30],
      ['a function that runs for an hour', 'silver: { timeout: 1h }', 31],
      ['one loader, where two are the least', 'ingest: { concurrency: 1 }', 35],
      ['a scan limit of nothing', 'athena: { scan_limit: 1MiB }', 34],
    ] as const
  ).map(
    ([name, compute, column]): Case => [
      name,
      workspaceWith({ 'w/workspace.yaml': `${workspaceYaml}compute: { ${compute} }\n` }),
      [`workspace.yaml:5:${column} out_of_range`],
    ],
  ),
  [
    'a model reads a table that is nowhere',
    workspaceWith({
      'w/jobs.yaml': `stages:
  models:
    jobs:
      m:
        app_name: m
        job_input: { tables_for_processing: [w_silver.s.t, w_silver.s.u] }
        job_output: { schema: m.m }
        operational_monitoring: { job_name: m }
`,
      'w/data-assets/s.yaml': '',
      'w/workspace.yaml': `${workspaceYaml}federates: [v]\n`,
      'v/workspace.yaml': workspaceYaml,
      'v/jobs.yaml': jobsYaml(),
      'v/data-assets/s.yaml': 't: { identity: [id] }\n',
    }),
    ['jobs.yaml:6:60 unknown_table'],
  ],
];

describe('what is wrong is named with its place:', () => {
  test.each([...files, ...shapes, ...tables, ...names, ...references])('%s', async (_what, given, expected) => {
    expect(errorsOf(await loadFrom(given))).toEqual(expected);
  });

  test('an unknown workspace', async () => {
    expect(sentencesOf(await loadFrom(workspaceWith({}), 'v'))).toEqual([
      'v:1:1 there is no workspace "v"; expected one of w; did you mean "w"?',
    ]);
  });

  test.each(['../w', '', '.', 'w/../w', 'w\0'])('the workspace %j is looked for nowhere else', async name => {
    const loaded = await loadFrom(workspaceWith({}), name);
    expect(loaded.ok ? [] : loaded.errors.map(e => e.code)).toEqual(['unknown_workspace']);
  });

  test('every file is read to its end: all errors come at once', async () => {
    const given = workspaceWith({
      'w/workspace.yaml': workspaceYaml.replace('us-east-1', 'virginia'),
      'w/jobs.yaml': jobsYaml().replace('jsonl', 'json5'),
      ...t('identiy: [id]'),
    });
    expect(errorsOf(await loadFrom(given))).toEqual([
      'data-assets/s.yaml:2:3 unknown_key',
      'jobs.yaml:6:53 wrong_value',
      'workspace.yaml:2:9 wrong_value',
    ]);
  });
});

describe('a diagnostic reads as a sentence:', () => {
  test.each([
    [
      t('identiy: [id]'),
      'w/data-assets/s.yaml:2:3 unknown key "identiy"; expected one of description, owner, columns, identity, encrypted, scrubbing, scrubbing_options, pseudonymized, dropped, md5_checksum, partition_by, order_by, delete_when, history, freshness, volume, checks, retention, locales, subject, schema_evolution; did you mean "identity"?',
    ],
    [
      t('identity: [id]', 'columns: { id: { type: strng } }'),
      'w/data-assets/s.yaml:3:26 found strng for "type"; expected one of string, boolean, int, bigint, double, decimal(p,s), date, timestamp, json; did you mean "string"?',
    ],
    [
      t(
        'identity: [id]',
        'columns: { id: { type: int }, body: { type: string, classification: public } }',
        'scrubbing: [bodi]',
      ),
      'w/data-assets/s.yaml:4:15 scrubbing names "bodi", which `columns` does not declare; expected a declared column; did you mean "body"?',
    ],
    [
      t('identity: [id]', 'history: scd3'),
      'w/data-assets/s.yaml:3:12 found scd3 for "history"; expected one of none, scd2; did you mean "scd2"?',
    ],
    [t('identity: id'), 'w/data-assets/s.yaml:2:13 found id for "identity"; expected a list'],
  ])('%#', async (given, sentence) => {
    expect(sentencesOf(await loadFrom(workspaceWith(given)))).toEqual([sentence]);
  });
});

describe('what is worth knowing is a warning:', () => {
  test.each([
    ['the short form', t('identity: [id]'), s('1:1', 'columns_undeclared')],
    [
      'text in clear',
      t('identity: [id]', 'columns: { id: { type: int }, a: { type: string } }'),
      s('3:33', 'text_in_clear'),
    ],
    [
      'a restricted number in clear',
      t('identity: [id]', 'columns: { id: { type: int }, a: { type: int, classification: restricted } }'),
      s('3:33', 'text_in_clear'),
    ],
    [
      'text that is public',
      t('identity: [id]', 'columns: { id: { type: int }, a: { type: string, classification: public } }'),
      [],
    ],
    [
      'text of a few words',
      t('identity: [id]', 'columns: { id: { type: int }, a: { type: string, checks: { one_of: [x] } } }'),
      [],
    ],
    [
      'a principal that decrypts what it does not read',
      {
        ...principals('decrypt: [s.t.a]'),
        ...t('identity: [id]', 'encrypted: [a]', 'columns: { id: { type: int }, a: { type: string } }'),
      },
      ['workspace.yaml:6:18 decrypts_unread'],
    ],
    [
      'a principal that reads what it decrypts',
      {
        ...principals('decrypt: [s.t.a], read: [silver/s]'),
        ...t('identity: [id]', 'encrypted: [a]', 'columns: { id: { type: int }, a: { type: string } }'),
      },
      [],
    ],
  ])('%s', async (_what, given, expected) => {
    const loaded = await loadFrom(workspaceWith(given));
    expect([errorsOf(loaded), warningsOf(loaded)]).toEqual([[], expected]);
  });
});

test('every code is explained in docs/configuration.md', () => {
  const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  expect(diagnosticCodes.filter(code => !page.includes(`\`${code}\``))).toEqual([]);
});
