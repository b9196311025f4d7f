import { join } from 'node:path';
import { loadWorkspace, type Workspace } from '../../lib/config/load.ts';
import type { TableContract } from '../../lib/config/tableContract.ts';
import { treatments } from '../../lib/config/treatments.ts';
import { validate } from '../../lib/config/validate.ts';
import { type Files, jobsYaml, loadFrom, sentencesOf, workspaceWith, workspaceYaml } from './yaml.ts';

const configs = join(import.meta.dirname, '../../configs');

const workspaceOf = async (name: string): Promise<Workspace> => {
  const loaded = await loadWorkspace(configs, name);
  if (!loaded.ok) throw new Error(loaded.errors.map(e => `${e.file}:${e.line} ${e.message}`).join('\n'));
  return loaded.workspace;
};

const tableOf = async (files: Files, table = 't'): Promise<TableContract> => {
  const loaded = await loadFrom(workspaceWith(files));
  if (!loaded.ok) throw new Error(loaded.errors.map(e => `${e.file}:${e.line} ${e.message}`).join('\n'));
  return loaded.workspace.tables.find(t => t.table === table)!;
};

const contract = (yaml: string): Files => ({ 'w/data-assets/s.yaml': yaml });

describe('the four workspaces', () => {
  test('are valid, and nothing but the short form gives a warning', async () => {
    const found = await validate(configs);
    expect(found.map(({ name, ok, errors }) => ({ name, ok, errors }))).toEqual(
      ['ctl-datascience', 'ctl-dev', 'ctl-prod', 'tai-prod'].map(name => ({ name, ok: true, errors: [] })),
    );
    const codes = found.flatMap(({ name, warnings }) => warnings.map(w => `${name} ${w.code} ${w.line}`));
    expect(codes.map(code => code.replace(/ \d+$/, ''))).toEqual([
      'ctl-dev columns_undeclared',
      'ctl-dev columns_undeclared',
    ]);
  });

  test.each([
    ['ctl-dev', ['content', 'operational', 'platform-db', 'salesforce', 'twilio']],
    ['ctl-prod', ['content', 'operational', 'platform-db', 'salesforce', 'twilio']],
    ['tai-prod', ['platform-db', 'salesforce']],
    ['ctl-datascience', []],
  ])('%s has the tables of %j', async (name, sources) => {
    const { tables } = await workspaceOf(name);
    expect([...new Set(tables.map(t => t.source))]).toEqual(sources);
    expect(tables.map(t => `${t.source}/${t.table}`)).toEqual(tables.map(t => `${t.source}/${t.table}`).sort());
  });

  test('the names of the seed stand', async () => {
    const { tables, jobs } = await workspaceOf('ctl-dev');
    const message = tables.find(t => t.table === 'message')!;
    expect([message.bronzeSchema, message.silverSchema]).toEqual([
      'ctl_dev_bronze.platformdb',
      'ctl_dev_silver.platformdb',
    ]);
    expect(jobs.map(job => job.appName)).toEqual(
      expect.arrayContaining([
        'full_load_job',
        'twilio_phoenix_ingest_job',
        'data_freshness',
        'failed_tables',
        'logs_monitor',
      ]),
    );
  });

  test('Britain and Ireland have a region and locales of their own', async () => {
    const { region, locales } = await workspaceOf('tai-prod');
    expect({ region, locales }).toEqual({ region: 'eu-west-1', locales: ['en-GB', 'en-IE'] });
  });

  test('research reads the silver of production and has no tables', async () => {
    const { federates, tables } = await workspaceOf('ctl-datascience');
    expect({ federates, tables }).toEqual({ federates: ['ctl-prod'], tables: [] });
  });

  test('production declares every column', async () => {
    const tables = [...(await workspaceOf('ctl-prod')).tables, ...(await workspaceOf('tai-prod')).tables];
    expect(tables.filter(t => t.shortForm)).toEqual([]);
    const undescribed = tables.flatMap(t => t.columns.filter(c => !c.description).map(c => `${t.table}.${c.name}`));
    expect(undescribed).toEqual([]);
  });
});

describe('the short form', () => {
  const seed = `message:
  identity:
    - id
  encrypted:
    - message
  scrubbing:
    - message
  md5_checksum: [message, status, type, timestamp]
reporting_log_value:
  identity:
    - id
  scrubbing:
    - value
  md5_checksum: [question_id, value, group_number]
`;
  const jobs = { 'w/data-assets/s.yaml': seed };

  test('loads as the seed writes it', async () => {
    const { jobsYaml } = await import('./yaml.ts');
    const files = { ...jobs, 'w/jobs.yaml': jobsYaml(['message', 'reporting_log_value']) };
    const message = await tableOf(files, 'message');
    expect(message).toEqual({
      workspace: 'w',
      source: 's',
      table: 'message',
      version: expect.stringMatching(/^[0-9a-f]{12}$/),
      bronzeSchema: 'w_bronze.s',
      silverSchema: 'w_silver.s',
      shortForm: true,
      columns: [],
      identity: ['id'],
      encrypted: ['message'],
      scrubbed: ['message'],
      pseudonymized: [],
      dropped: [],
      checksum: { columns: ['message', 'status', 'type', 'timestamp'], keyed: true },
      schemaEvolution: 'rescue',
      orderBy: [],
      history: 'none',
      partitionBy: [],
      checks: [],
      locales: ['en-US'],
      format: 'jsonl',
    });
    const value = await tableOf(files, 'reporting_log_value');
    expect([value.scrubbed, value.encrypted, value.checksum?.keyed]).toEqual([['value'], [], true]);
  });
});

describe('a full contract', () => {
  const full = `
x-often: &often { expected_every: 15m, warn_after: 1h }
x-base: &base
  owner: platform
  freshness: { <<: *often, error_after: 1d }
  retention: { raw: 1w }
t:
  <<: *base
  owner: research
  identity: [id]
  columns:
    id: { type: bigint, description: Which }
    amount: { type: "decimal(10, 2)", checks: { min: 0 } }
    note: { type: string, nullable: false }
    op: { type: string, checks: { one_of: [c, d] } }
    at: { type: timestamp }
  scrubbing: [note]
  md5_checksum: { columns: [amount, note], keyed: false }
  order_by: [at]
  delete_when: { op: d }
  history: scd2
  volume: { expected_rows: 100, tolerance: 0.5 }
  checks:
    - { name: u, unique: [id] }
    - { name: n, row_count: { min: 1 } }
    - { name: q, sql: "SELECT 1 FROM {table}" }
  locales: [en-GB]
`;
  const files: Files = {
    ...contract(full),
    'w/workspace.yaml': `${workspaceYaml}retention: { raw: 30d, silver: 90d }\n`,
  };

  test('is resolved, anchors and merges filled in: what a table says itself stands', async () => {
    const resolved = await tableOf(files);
    expect(resolved).toMatchObject({
      owner: 'research',
      shortForm: false,
      freshness: { expectedEvery: 900, warnAfter: 3600, errorAfter: 86_400 },
      retention: { raw: 604_800, silver: 7_776_000 },
      checksum: { columns: ['amount', 'note'], keyed: false },
      deleteWhen: { op: ['d'] },
      history: 'scd2',
      volume: { expectedRows: 100, tolerance: 0.5 },
      checks: [
        { name: 'u', kind: 'unique', columns: ['id'] },
        { name: 'n', kind: 'row_count', min: 1 },
        { name: 'q', kind: 'sql', sql: 'SELECT 1 FROM {table}' },
      ],
      locales: ['en-GB'],
    });
    expect(resolved.columns.slice(0, 2)).toEqual([
      { name: 'id', type: { kind: 'bigint' }, nullable: false, description: 'Which', checks: {} },
      { name: 'amount', type: { kind: 'decimal', precision: 10, scale: 2 }, nullable: true, checks: { min: 0 } },
    ]);
  });

  test('is plain data: it crosses to a worker', async () => {
    const resolved = await tableOf(files);
    expect(structuredClone(resolved)).toEqual(resolved);
  });

  test('an error in merged text is reported once, where the text stands', async () => {
    const wrong = full.replace('warn_after', 'warm_after');
    const loaded = await loadFrom(workspaceWith(contract(wrong)));
    expect(loaded.ok ? [] : loaded.errors.map(e => [e.line, e.column, e.code, e.nearest])).toEqual([
      [2, 40, 'unknown_key', 'warn_after'],
      [5, 3, 'missing_key', undefined],
    ]);
  });

  const version = async (yaml: string) => (await tableOf(contract(yaml))).version;

  test.each([
    ['a description', 'description: Which', 'description: The one'],
    ['an owner', 'owner: research', 'owner: platform'],
    ['freshness', 'error_after: 1d', 'error_after: 2d'],
    ['a check of the table', 'min: 1 }', 'min: 2 }'],
    [
      'the order of keys',
      '  history: scd2\n  volume: { expected_rows: 100, tolerance: 0.5 }\n',
      '  volume: { expected_rows: 100, tolerance: 0.5 }\n  history: scd2\n',
    ],
  ])('%s changes nothing of bronze: the version stays', async (_what, before, after) => {
    expect(full).toContain(before);
    expect(await version(full.replace(before, after))).toBe(await version(full));
  });

  test.each([
    ['a type', 'id: { type: bigint', 'id: { type: string'],
    ['a treatment', 'scrubbing: [note]', 'encrypted: [note]'],
    ['a check of values', 'checks: { min: 0 }', 'checks: { min: 1 }'],
    ['the order of the checksum', '[amount, note]', '[note, amount]'],
    ['locales', 'locales: [en-GB]', 'locales: [en-US]'],
    ['evolution', 'locales: [en-GB]', 'locales: [en-GB]\n  schema_evolution: add_new_columns'],
  ])('%s changes bronze: the version changes', async (_what, before, after) => {
    expect(full).toContain(before);
    expect(await version(full.replace(before, after))).not.toBe(await version(full));
  });
});

describe('a second stage', () => {
  const stage = (more = '', sha = 'a') =>
    `${workspaceYaml}second_stage:\n  model: models/names\n  sha256: "${sha.repeat(64)}"\n${more}`;
  const tables = 't: { identity: [id], scrubbing: [note] }\nu: { identity: [id] }\n';
  const loaded = async (workspace: string): Promise<Workspace> => {
    const files = workspaceWith({
      'w/workspace.yaml': workspace,
      'w/jobs.yaml': jobsYaml(['t', 'u']),
      ...contract(tables),
    });
    const result = await loadFrom(files);
    if (!result.ok) throw new Error(sentencesOf(result).join('\n'));
    return result.workspace;
  };
  const versions = async (workspace: string) => (await loaded(workspace)).tables.map(({ version }) => version);

  test('has defaults, and adds to what is known of entity types', async () => {
    const { secondStage } = await loaded(stage('  labels: { GIVENNAME: PERSON, LOC: ADDRESS }\n'));
    expect(secondStage).toEqual({
      model: 'models/names',
      sha256: 'a'.repeat(64),
      labels: {
        PER: 'PERSON',
        PERSON: 'PERSON',
        LOC: 'ADDRESS',
        GPE: 'keep',
        ORG: 'keep',
        MISC: 'keep',
        GIVENNAME: 'PERSON',
      },
      threshold: 0.5,
      when: 'unsure',
      batchSize: 16,
      maxTokens: 256,
      layers: [],
    });
  });

  test('is a matter of the tables that scrub, and of no other', async () => {
    const [t, u] = (await loaded(stage())).tables;
    expect([t!.secondStage?.sha256, u!.secondStage]).toEqual(['a'.repeat(64), undefined]);
    const [[tBefore, uBefore], [tAfter, uAfter]] = [await versions(workspaceYaml), await versions(stage())] as const;
    expect(tAfter).not.toBe(tBefore);
    expect(uAfter).toBe(uBefore);
  });

  test.each<[string, string, boolean]>([
    ['another model', stage('', 'b'), true],
    ['another label', stage('  labels: { LOC: LOCATION }\n'), true],
    ['another threshold', stage('  threshold: 0.4\n'), true],
    ['other texts', stage('  when: always\n'), true],
    ['other windows', stage('  max_tokens: 128\n'), true],
    ['another size of batches', stage('  batch_size: 4\n'), false],
    ['another folder of the same model', stage().replace('models/names', 'models/people'), false],
  ])('%s: is the contract of another version? %s', async (_what, workspace, another) => {
    expect((await versions(workspace))[0] !== (await versions(stage()))[0]).toBe(another);
  });
});

test('treatments tell what bronze holds of each column', async () => {
  const resolved = await tableOf(
    contract(`t:
  identity: [id]
  columns:
    id: { type: int }
    plain: { type: date }
    scrubbed: { type: string }
    hidden: { type: string }
    both: { type: string }
    pseudonym: { type: string }
    gone: { type: string }
  scrubbing: [scrubbed, both]
  encrypted: [hidden, both]
  pseudonymized: [pseudonym]
  dropped: [gone]
  md5_checksum: [plain, hidden]
`),
  );
  expect(treatments(resolved).map(t => [t.column, t.type, t.treatments.join('+'), t.bronzeColumns.join(' ')])).toEqual([
    ['id', 'int', 'identity', 'id'],
    ['plain', 'date', 'md5_checksum', 'plain'],
    ['scrubbed', 'string', 'scrubbing', 'scrubbed'],
    ['hidden', 'string', 'encrypted+md5_checksum', 'hidden_encrypted hidden_key_id'],
    ['both', 'string', 'scrubbing+encrypted', 'both both_encrypted both_key_id'],
    ['pseudonym', 'string', 'pseudonymized', 'pseudonym'],
    ['gone', 'string', 'dropped', ''],
  ]);
});

test('a folder without workspaces is not valid', async () => {
  expect(await validate(join(configs, 'schema'))).toMatchObject([
    { ok: false, errors: [{ code: 'unknown_workspace' }] },
  ]);
});
