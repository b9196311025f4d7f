import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder } from '../folders.ts';
import { permissionTests } from './permissions.ts';
import { type Resource, type Synthesized, synth } from './synth.ts';

/** What matters of each workspace's template. */

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: Readonly<Record<string, unknown>>;
  readonly Condition?: unknown;
}

interface LifecycleRule {
  readonly Prefix?: string;
  readonly ExpirationInDays?: number;
  readonly NoncurrentVersionExpiration?: { readonly NoncurrentDays: number };
}

const workspaces = ['ctl-dev', 'ctl-prod', 'tai-prod', 'ctl-datascience'];
// Six zones and the access logs; who only reads elsewhere has results and access logs.
const bucketsOf = (workspace: string): number => (workspace === 'ctl-datascience' ? 2 : 7);
/** What workspace.yaml allows, or the default. */
const compute = (workspace: string) =>
  workspace === 'ctl-prod'
    ? { memory: 3072, concurrency: 50, scan: 2 ** 40 }
    : { memory: 2048, concurrency: 10, scan: 100 * 2 ** 30 };
const withPipeline = workspaces.slice(0, 3);
const synthesized = new Map<string, Synthesized>();
beforeAll(async () => {
  await Promise.all(workspaces.map(async workspace => synthesized.set(workspace, await synth(workspace))));
  // Four programs at once: slow on a machine that has other work.
}, 240_000);

const resources = (workspace: string, type: string): readonly Resource[] =>
  Object.values(synthesized.get(workspace)!.template!.Resources).filter(resource => resource.Type === type);
const properties = (workspace: string, type: string) => resources(workspace, type).map(found => found.Properties);
const named = (workspace: string, type: string, key: string, name: string): Readonly<Record<string, unknown>> => {
  const found = properties(workspace, type).find(all => all[key] === name);
  if (!found) throw new Error(`${workspace} has no ${type} ${name}`);
  return found;
};
const listOf = <T>(one: T | readonly T[] | undefined): readonly T[] =>
  one === undefined ? [] : Array.isArray(one) ? one : [one as T];

const statements = (workspace: string): readonly (Statement & { readonly of: string })[] =>
  Object.entries(synthesized.get(workspace)!.template!.Resources).flatMap(([id, { Type, Properties }]) => {
    const document = (Properties?.['PolicyDocument'] ?? Properties?.['KeyPolicy']) as
      | { readonly Statement: readonly Statement[] }
      | undefined;
    return (document?.Statement ?? []).map(statement => ({ ...statement, of: `${Type} ${id}` }));
  });

describe.each(workspaces)('%s', workspace => {
  test('synthesizes, and keeps every rule of the AwsSolutions pack', () => {
    const { code, said, violations } = synthesized.get(workspace)!;
    expect({ code, violations, said: code === 0 ? '' : said }).toEqual({ code: 0, violations: [], said: '' });
  });

  test('buckets are versioned, encrypted, private and outlive the stack', () => {
    const buckets = resources(workspace, 'AWS::S3::Bucket');
    expect(buckets).toHaveLength(bucketsOf(workspace));
    for (const { Properties, DeletionPolicy } of buckets) {
      expect(DeletionPolicy).toBe('RetainExceptOnCreate');
      expect(Properties['VersioningConfiguration']).toEqual({ Status: 'Enabled' });
      expect(Object.values(Properties['PublicAccessBlockConfiguration'] as object)).toEqual([true, true, true, true]);
      const name = String(Properties['BucketName']);
      const [rule] = (
        Properties['BucketEncryption'] as { ServerSideEncryptionConfiguration: readonly Record<string, object>[] }
      ).ServerSideEncryptionConfiguration;
      if (name.includes('access-logs')) continue;
      expect(rule).toMatchObject({
        BucketKeyEnabled: true,
        ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' },
      });
    }
  });

  test('no bucket takes a request without TLS', () => {
    for (const { PolicyDocument } of properties(workspace, 'AWS::S3::BucketPolicy')) {
      const denied = (PolicyDocument as { Statement: readonly Statement[] }).Statement.filter(s => s.Effect === 'Deny');
      expect(JSON.stringify(denied)).toContain('"aws:SecureTransport":"false"');
    }
    expect(properties(workspace, 'AWS::S3::BucketPolicy')).toHaveLength(bucketsOf(workspace));
  });

  test('keys rotate', () => {
    for (const { Properties, DeletionPolicy } of resources(workspace, 'AWS::KMS::Key')) {
      expect(Properties['EnableKeyRotation']).toBe(true);
      expect(DeletionPolicy).toBe('RetainExceptOnCreate');
    }
  });

  test('no action is a wildcard, but for the account itself over the key of the lake', () => {
    const wild = statements(workspace).filter(
      ({ Effect, Action }) => Effect === 'Allow' && listOf(Action).some(action => action.includes('*')),
    );
    // Without this statement of AWS's own the key could lock everybody out.
    expect(wild.filter(({ of }) => !of.startsWith('AWS::KMS::Key KeysLake'))).toEqual([]);
    for (const { Principal } of wild) expect(JSON.stringify(Principal)).toContain(':root');
  });

  test('a resource is a wildcard only where AWS knows no other', () => {
    const wild = statements(workspace).filter(
      ({ Effect, Resource: of }) => Effect === 'Allow' && listOf(of).includes('*'),
    );
    const actions = wild.filter(({ of }) => !of.startsWith('AWS::KMS::Key')).flatMap(({ Action }) => listOf(Action));
    const tracing = [
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
    ];
    const delivery = [
      'logs:CreateLogDelivery',
      'logs:GetLogDelivery',
      'logs:UpdateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:DescribeResourcePolicies',
      'logs:DescribeLogGroups',
    ];
    expect([...new Set(actions)].filter(action => ![...tracing, ...delivery].includes(action))).toEqual([]);
  });
});

describe.each(withPipeline)('the pipeline of %s', workspace => {
  const name = (part: string): string => `hushlake-${workspace}-${part}`;

  test('only raw tells of its objects, and the rule names raw alone: our own writes start nothing', () => {
    const telling = properties(workspace, 'AWS::S3::Bucket').filter(bucket => bucket['NotificationConfiguration']);
    expect(telling.map(({ BucketName }) => BucketName)).toEqual([expect.stringContaining(name('raw'))]);
    const rules = properties(workspace, 'AWS::Events::Rule');
    expect(rules).toHaveLength(1);
    expect(rules[0]!['EventPattern']).toMatchObject({
      'detail-type': ['Object Created'],
      detail: { bucket: { name: [expect.stringContaining(name('raw'))] } },
    });
  });

  test('the queue has a dead-letter queue, partial answers and a bound on concurrency', () => {
    expect(named(workspace, 'AWS::SQS::Queue', 'QueueName', name('ingest'))).toMatchObject({
      RedrivePolicy: { maxReceiveCount: 5 },
      VisibilityTimeout: 5400,
    });
    expect(properties(workspace, 'AWS::Lambda::EventSourceMapping')).toEqual([
      expect.objectContaining({
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: compute(workspace).concurrency },
      }),
    ]);
  });

  test('functions run Node 24 on arm64 with tracing, under roles of their own', () => {
    const functions = properties(workspace, 'AWS::Lambda::Function');
    expect(functions).toHaveLength(12);
    for (const made of functions) {
      expect(made).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
      });
    }
    expect(functions.find(made => made['FunctionName'] === name('ingest'))!['MemorySize']).toBe(
      compute(workspace).memory,
    );
    expect(new Set(functions.map(({ Role }) => JSON.stringify(Role))).size).toBe(12);
  });

  test('whoever loads may hand large objects over, and delete notes of loads but no record', () => {
    for (const name of ['Functionsingest', 'Functionsfullload']) {
      const its = statements(workspace).filter(({ of }) => of.includes(name));
      const starts = its.filter(({ Action }) => listOf(Action).includes('states:StartExecution'));
      expect(JSON.stringify(starts.map(({ Resource }) => Resource))).toContain(
        `stateMachine:hushlake-${workspace}-full-load`,
      );
      const deletes = its.filter(({ Action }) => listOf(Action).includes('dynamodb:DeleteItem'));
      expect(deletes.map(({ Condition }) => Condition)).toEqual([
        {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['note#*'] },
          Null: { 'dynamodb:LeadingKeys': 'false' },
        },
      ]);
    }
  });

  test("raw and bronze files expire as each table's contract says, wrapped keys never", () => {
    const rules = (zone: string) =>
      (
        properties(workspace, 'AWS::S3::Bucket').find(b => String(b['BucketName']).includes(name(zone)))![
          'LifecycleConfiguration'
        ] as { Rules: readonly LifecycleRule[] }
      ).Rules;
    for (const zone of ['raw', 'bronze', 'quarantine']) {
      const rule = rules(zone).find(({ Prefix }) => Prefix === 'platform-db/message/')!;
      expect(rule.ExpirationInDays).toBeGreaterThan(0);
      // An expired object becomes an old version: one that is kept as long again would double its retention.
      expect(rule.NoncurrentVersionExpiration!.NoncurrentDays).toBeLessThanOrEqual(7);
    }
    for (const zone of ['bronze', 'quarantine', 'silver']) {
      expect(rules(zone)).toContainEqual(
        expect.objectContaining({ NoncurrentVersionExpiration: { NoncurrentDays: 30 } }),
      );
    }
    expect(rules('keys').some(rule => rule.ExpirationInDays !== undefined)).toBe(false);
    expect(rules('silver').some(rule => rule.ExpirationInDays !== undefined)).toBe(false);
  });

  test('queries may scan so much and no more', () => {
    for (const { WorkGroupConfiguration } of properties(workspace, 'AWS::Athena::WorkGroup')) {
      expect(WorkGroupConfiguration).toMatchObject({
        BytesScannedCutoffPerQuery: compute(workspace).scan,
        EnforceWorkGroupConfiguration: true,
      });
    }
  });

  test('every alarm tells on-call and names its runbook', () => {
    const alarms = properties(workspace, 'AWS::CloudWatch::Alarm');
    expect(alarms.length).toBeGreaterThan(40);
    for (const alarm of alarms) {
      expect(alarm['AlarmDescription']).toMatch(/Runbook: docs\/runbooks\/[a-z-]+\.md$/);
      expect(alarm['AlarmActions']).toHaveLength(1);
    }
    const fresh = alarms.find(alarm => alarm['AlarmName'] === name('freshness-breached-platform-db-message'));
    expect(fresh).toMatchObject({ TreatMissingData: 'breaching' });
  });

  test('the topic takes what the alarms of this account say, over TLS only', () => {
    const [policy] = properties(workspace, 'AWS::SNS::TopicPolicy');
    const { Statement: said } = policy!['PolicyDocument'] as { readonly Statement: readonly Statement[] };
    expect(said.map(({ Effect, Principal }) => [Effect, Principal])).toEqual(
      expect.arrayContaining([
        ['Deny', '*'],
        ['Allow', { Service: 'cloudwatch.amazonaws.com' }],
      ]),
    );
  });

  test('schedules send what they cannot deliver to a dead-letter queue', () => {
    const schedules = properties(workspace, 'AWS::Scheduler::Schedule');
    expect(schedules.map(({ Name }) => Name)).toEqual([
      name('freshnessschedule'),
      name('auditschedule'),
      name('maintenanceschedule'),
      name('silverschedule'),
    ]);
    for (const { Target } of schedules) expect(Target).toHaveProperty('DeadLetterConfig');
  });
});

permissionTests(workspaces, workspace => synthesized.get(workspace)!.template!);

test.each(workspaces)('%s: only listings are bound to a prefix: no other request of a bucket names one', workspace => {
  const bound = statements(workspace).filter(({ Condition }) => JSON.stringify(Condition)?.includes('s3:prefix'));
  expect(bound.length).toBeGreaterThan(0);
  const others = bound
    .flatMap(({ Action }) => listOf(Action))
    .filter(action => !/^s3:ListBucket(Versions)?$/.test(action));
  expect(others).toEqual([]);
});

test('ctl-datascience has no pipeline, and reads the silver of ctl-prod where it lies', () => {
  expect(properties('ctl-datascience', 'AWS::Lambda::Function')).toEqual([]);
  expect(properties('ctl-datascience', 'AWS::Athena::DataCatalog')).toEqual([
    expect.objectContaining({ Type: 'GLUE', Parameters: { 'catalog-id': '222222222222' } }),
  ]);
  const mine = JSON.stringify(statements('ctl-datascience'));
  expect(mine).toContain('arn:aws:s3:::hushlake-ctl-prod-silver-222222222222-us-east-1');
  expect(mine).not.toContain('hushlake-ctl-prod-bronze');
  // The owner's side: bucket, key and catalog.
  const theirs = statements('ctl-prod').filter(s =>
    JSON.stringify(s.Condition)?.includes('hushlake-ctl-datascience-*'),
  );
  expect(theirs.map(s => [s.of.split(' ')[0], ...listOf(s.Action)])).toEqual(
    expect.arrayContaining([
      ['AWS::S3::BucketPolicy', 's3:GetObject'],
      ['AWS::KMS::Key', 'kms:Decrypt'],
    ]),
  );
  expect(properties('ctl-prod', 'Custom::HushlakeTables')[0]!['grants']).toEqual([
    expect.objectContaining({ account: '444444444444' }),
  ]);
  expect(properties('ctl-dev', 'Custom::HushlakeTables')[0]!['grants']).toEqual([]);
});

test('a flaw is found: the checks run', async () => {
  const { violations } = await synth('ctl-datascience', 'test/infra/flawed.ts');
  expect(violations).toEqual(expect.arrayContaining([expect.stringContaining('AwsSolutions-S10')]));
});

test.each([
  ['a workspace that is not there', { workspace: 'ctl-dew' }, 'did you mean "ctl-dev"'],
  ['no workspace', { workspace: undefined }, '-c workspace=NAME'],
])('%s is refused with a remedy and exit code 2', async (_name, context, remedy) => {
  const { code, said, template } = await synth('ctl-dev', 'bin/app.ts', context);
  expect(said).toContain(remedy);
  expect({ code, template }).toEqual({ code: 2, template: undefined });
});

test('a key policy that would be longer than KMS takes is refused before anything is deployed', async () => {
  const folder = join(newFolder(), 'configs');
  cpSync('configs', folder, { recursive: true });
  const columns = Array.from({ length: 1500 }, (_, i) => `column_number_${i}`);
  appendFileSync(
    join(folder, 'ctl-dev/data-assets/content.yaml'),
    `wide:\n  identity: [id]\n  encrypted: [${columns.join(', ')}]\n`,
  );
  const jobs = join(folder, 'ctl-dev/jobs.yaml');
  writeFileSync(jobs, readFileSync(jobs, 'utf8').replaceAll('[resource]', '[resource, wide]'));
  appendFileSync(
    join(folder, 'ctl-dev/workspace.yaml'),
    `  everything:\n    decrypt: [${columns.map(column => `content.wide.${column}`).join(', ')}]\n`,
  );
  const { code, said, template } = await synth('ctl-dev', 'bin/app.ts', { configs: folder });
  expect(said).toMatch(/the policy of the key of cells would be \d+ bytes long, and KMS takes 32768/);
  expect([code, template]).toEqual([1, undefined]);
});

describe('a second stage', () => {
  const layer = 'arn:aws:lambda:us-east-1:111111111111:layer:names:1';
  const configsWith = (layers: string): string => {
    const folder = join(newFolder(), 'configs');
    cpSync('configs', folder, { recursive: true });
    appendFileSync(
      join(folder, 'ctl-dev/workspace.yaml'),
      `second_stage: { model: names, sha256: "${'a'.repeat(64)}", layers: [${layers}] }\n`,
    );
    return folder;
  };

  test('its layers are with the functions that scrub, and with no other', async () => {
    const { code, template } = await synth('ctl-dev', 'bin/app.ts', { configs: configsWith(`"${layer}"`) });
    expect(code).toBe(0);
    const withLayers = Object.values(template!.Resources)
      .filter(({ Type, Properties }) => Type === 'AWS::Lambda::Function' && 'Layers' in Properties)
      .map(({ Properties }) => [Properties['FunctionName'], Properties['Layers']]);
    expect(withLayers.sort()).toEqual([
      ['hushlake-ctl-dev-full-load', [layer]],
      ['hushlake-ctl-dev-ingest', [layer]],
    ]);
  });

  test('without layers it is refused: its model could not be there', async () => {
    const { code, said, template } = await synth('ctl-dev', 'bin/app.ts', { configs: configsWith('') });
    expect(said).toContain('second_stage names no layers');
    expect({ code, template }).toEqual({ code: 2, template: undefined });
  });
});
