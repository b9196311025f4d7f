import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DisableRuleCommand, EnableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetTableCommand, GlueClient } from '@aws-sdk/client-glue';
import { DescribeKeyCommand, DisableKeyCommand, EnableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { awsRotation } from '../../lib/cli/awsRotation.ts';
import { loadWorkspace } from '../../lib/config/load.ts';
import { customMetrics } from '../../lib/config/metrics.ts';
import type { Zone } from '../../lib/config/resourceNames.ts';
import { bronzeKeysOf } from '../../lib/core/loadId.ts';
import { decryptColumn } from '../../lib/usecases/decrypt.ts';
import { rotateKey } from '../../lib/usecases/rotate/rotateKey.ts';
import {
  account,
  alarmState,
  athena,
  cdk,
  cloudwatch,
  drop,
  eventually,
  hushlake,
  ledger,
  makeConfigs,
  names,
  onCall,
  region,
  s3,
  sqs,
} from './cloud.ts';
import { asRole } from './principals.ts';

/**
 * The pipeline in an account: a real `cdk deploy`, then what a file sets off by itself. The tests follow one another, as
 * days in the life of a workspace do.
 */

const configs = makeConfigs();
const cloudformation = new CloudFormationClient({});
const glue = new GlueClient({});
const states = new SFNClient({});
const kms = new KMSClient({});
const events = new EventBridgeClient({});
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const logs = new CloudWatchLogsClient({});
const bucketNames = (['raw', 'bronze', 'silver', 'quarantine', 'keys'] as const).map(zone => names.bucket(zone));
const platform = 'ctl_dev_silver_platformdb';

/** What no log, metric or readable cell may hold. */
const planted = ['202-555-0147', 'jo.planted@example.org'];

const lines = (rows: readonly object[]): string => rows.map(row => JSON.stringify(row)).join('\n');
const messages = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    id: from + i,
    message: `call me at ${planted[0]} or ${planted[1]}, I am number ${from + i}`,
    status: 'sent',
    type: 'inbound',
    timestamp: '2026-11-23T10:00:00Z',
  }));
const texter = (id: number, more: object = {}) => ({
  id,
  phone: planted[0],
  first_name: 'Jo',
  language: 'en',
  opted_out: false,
  created_at: '2026-11-01T00:00:00Z',
  updated_at: '2026-11-02T00:00:00Z',
  ...more,
});

const loadOf = async (uri: string) => (await ledger.loads()).find(load => load.uri === uri);
const committed = (uri: string) =>
  eventually(`the load of ${uri}`, async () => {
    const load = await loadOf(uri);
    return load?.state === 'committed' ? load : undefined;
  });
const rowsOf = async (table: string, where = 'true'): Promise<number> => {
  const [row] = await athena.query(`SELECT count(*) AS "rows" FROM "${platform}"."${table}" WHERE ${where}`);
  return Number(row?.['rows']);
};
const inSilver = (table: string, wanted: number, where?: string) =>
  eventually(`${wanted} rows of ${table} in silver`, async () => {
    // Before its first load there is no table.
    const rows = await rowsOf(table, where).catch(() => 0);
    return rows === wanted;
  });
const objects = async (bucket: string): Promise<readonly string[]> =>
  ((await s3.send(new ListObjectsV2Command({ Bucket: bucket }))).Contents ?? []).map(({ Key }) => Key!);
const queueUrl = async (name: string): Promise<string> =>
  (await sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl!;
const attribute = async (url: string, name: 'QueueArn' | 'ApproximateNumberOfMessages'): Promise<string> =>
  (await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [name] }))).Attributes![name]!;

/** One row of a column, for a reason. */
const decrypt = (folder: string, ...args: readonly string[]) =>
  hushlake([
    ...['decrypt', '-w', 'ctl-dev', '--config', folder, '--aws', ...args],
    ...['--column', 'platform-db.message.message', '--where', 'id = 3', '--reason', 'review 112'],
  ]);

let heardOnCall: ReturnType<typeof onCall>;

// Each test takes its time: the terminal shows where we are.
beforeEach(() => {
  process.stderr.write(`  ${new Date().toISOString().slice(11, 19)} ${expect.getState().currentTestName}\n`);
});
afterAll(configs.remove);

test('an account that is not bootstrapped is refused before anything is changed', async () => {
  const { code, output } = await hushlake(['deploy', '-w', 'ctl-dev', '--config', configs.folder]);
  expect(output).toContain(`npx cdk bootstrap aws://${account}/${region}`);
  expect(code).toBe(2);
  await expect(cloudformation.send(new DescribeStacksCommand({ StackName: names.stack }))).rejects.toThrow();
});

test('cdk bootstrap and hushlake deploy put the workspace into the account', async () => {
  expect(await cdk(configs.folder, 'bootstrap', `aws://${account}/${region}`)).toMatchObject({ code: 0 });
  const deployed = await hushlake(['deploy', '-w', 'ctl-dev', '--config', configs.folder, '--yes']);
  expect(deployed.output).toContain(`✅  ${names.stack}`);
  expect(deployed.code).toBe(0);

  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: '*' },
    ],
  });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'on-call-test', Attributes: { Policy } }));
  await new SNSClient({}).send(
    new SubscribeCommand({
      TopicArn: `arn:aws:sns:${region}:${account}:${names.topic}`,
      Protocol: 'sqs',
      Endpoint: await attribute(QueueUrl!, 'QueueArn'),
    }),
  );
  heardOnCall = onCall(QueueUrl!);
});

test('contracts are tables in Glue before the first file', async () => {
  const { Table } = await glue.send(new GetTableCommand({ DatabaseName: 'ctl_dev_bronze_platformdb', Name: 'texter' }));
  expect(Table!.StorageDescriptor!.Columns!.map(c => `${c.Name} ${c.Type}`)).toEqual(
    expect.arrayContaining(['id bigint', 'phone string', 'phone_encrypted binary', 'updated_at timestamp']),
  );
  expect(Table!.Parameters).toMatchObject({ 'projection.enabled': 'true' });
});

test('a file leads by itself to bronze, ledger, Glue and silver, whatever its key and however it came', async () => {
  const folder = 'platform-db/message';
  const keys = ['a b.jsonl', 'a+b.jsonl', 'ü 👋.jsonl', '100%25.jsonl', "it's & more=1.jsonl"];
  const uris = await Promise.all(keys.map((key, i) => drop(`${folder}/${key}`, lines(messages(10 * i, 10)))));
  // A copy and an upload in parts are events of other kinds.
  const Bucket = names.bucket('raw');
  await s3.send(
    new CopyObjectCommand({ Bucket, Key: `${folder}/copy.jsonl`, CopySource: `${Bucket}/${folder}/a%20b.jsonl` }),
  );
  const place = { Bucket, Key: `${folder}/parts.jsonl` };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(place));
  const part = { ...place, UploadId, PartNumber: 1 };
  const { ETag } = await s3.send(new UploadPartCommand({ ...part, Body: lines(messages(50, 10)) }));
  await s3.send(
    new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } }),
  );
  // A table whose promise is minutes.
  uris.push(
    await drop(
      'platform-db/survey_response/first.jsonl',
      lines([{ id: 1, conversation_id: 1, question: 'helpful', score: 5, answered_at: '2026-11-23T10:00:00Z' }]),
    ),
    await drop('platform-db/texter/one.jsonl', lines([texter(1), texter(2)])),
  );

  for (const uri of [...uris, `s3://${Bucket}/${folder}/copy.jsonl`, `s3://${Bucket}/${folder}/parts.jsonl`]) {
    const load = await committed(uri);
    expect(load.counts!.rowsQuarantined).toBe(0);
    expect(await objects(names.bucket('bronze'))).toContain(load.bronzeKey!.replace('bronze/', ''));
  }
  // The copy brings the identities of its original once more.
  await inSilver('message', 60);
  await inSilver('texter', 2);
  await eventually('the end of that run', async () => (await ledger.open()).length === 0);
  const { Table } = await glue.send(new GetTableCommand({ DatabaseName: platform, Name: 'message' }));
  expect(Table!.Parameters).toMatchObject({ table_type: 'ICEBERG' });
});

test('a large object is loaded in parts by the state machine, whatever lies at the borders', async () => {
  const rows = Array.from({ length: 600 }, (_, i) => `${1000 + i},"I am ${planted[0]},\n""number"" ${i}",sent,inbound`);
  const csv = await drop('platform-db/message/large.csv', `id,message,status,type\r\n${rows.join('\r\n')}`);
  const packed = await drop('platform-db/message/large.jsonl.gz', gzipSync(lines(messages(2000, 3000)), { level: 0 }));
  const load = await committed(csv);
  expect(load.counts).toMatchObject({ rowsIn: 600, rowsBronze: 600, rowsQuarantined: 0 });
  expect(load.parts!.bronze.length).toBeGreaterThan(2);
  const inBronze = await objects(names.bucket('bronze'));
  for (const key of bronzeKeysOf(load)) expect(inBronze).toContain(key.replace('bronze/', ''));
  // What is compressed is one range.
  expect((await committed(packed)).counts).toMatchObject({ rowsIn: 3000, rowsBronze: 3000 });
  await inSilver('message', 600, 'id >= 1000 AND id < 2000');
  await inSilver('message', 3000, 'id >= 2000');
  const machine = `arn:aws:states:${region}:${account}:stateMachine:${names.fullLoadMachine}`;
  const { executions = [] } = await states.send(new ListExecutionsCommand({ stateMachineArn: machine }));
  expect(executions.map(({ status }) => status)).toEqual(executions.map(() => 'SUCCEEDED'));
  expect(executions.some(({ name }) => name!.startsWith(load.loadId))).toBe(true);
}, 400_000);

test('a principal decrypts its column through its role, on record before the first value', async () => {
  const { code, output } = await decrypt(configs.folder, '--as', 'engineers');
  expect(code).toBe(0);
  // Booleans, so that a failure does not print what must not be printed.
  expect(JSON.parse(output)['message'] === messages(3, 1)[0]!.message).toBe(true);
  expect((await ledger.audits()).at(-1)).toMatchObject({
    action: 'decrypt',
    who: `arn:aws:iam::${account}:root`,
    source: 'platform-db',
    table: 'message',
    column: 'message',
    rows: 1,
    reason: 'review 112',
  });
});

test('who is not granted a column hears what is missing, sees nothing, and is not on record', async () => {
  const before = (await ledger.audits()).length;
  const unwritten = await decrypt(configs.folder, '--as', 'analysts');
  expect(unwritten.output).toContain(
    'principals.analysts in workspace.yaml has no decrypt: [platform-db.message.message]',
  );
  // Written down here, and not deployed: then AWS refuses.
  const local = makeConfigs();
  try {
    local.edit('ctl-dev/workspace.yaml', [
      'description: They read what is safe to read.\n',
      'description: They read what is safe to read.\n    decrypt: [platform-db.message.message]\n',
    ]);
    const undeployed = await decrypt(local.folder, '--as', 'analysts');
    expect(undeployed.output).toContain('dynamodb:PutItem');
    expect(undeployed.output).toContain('npx hushlake deploy -w ctl-dev');
    expect([unwritten.code, undeployed.code]).toEqual([2, 2]);
    for (const { output } of [unwritten, undeployed]) expect(output.includes(planted[0]!)).toBe(false);
  } finally {
    local.remove();
  }
  expect((await ledger.audits()).length).toBe(before);
});

test('the account holds each role to its policies', async () => {
  const bucket = (zone: Parameters<typeof names.bucket>[0]) => names.bucket(zone);
  const [wrapped] = (await objects(bucket('keys'))).filter(key => key.startsWith('platform-db/message/message/'));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket('keys'), Key: wrapped! }));
  const blob = Buffer.from(JSON.parse(await Body!.transformToString()).wrapped, 'base64');
  const context = { workspace: 'ctl-dev', source: 'platform-db', table: 'message', column: 'message' };
  const { workspace: _, ...less } = context;

  const [raw] = await objects(bucket('raw'));
  const [bronze] = (await objects(bucket('bronze'))).filter(key => key.startsWith('platform-db/message/'));
  const engineers = await asRole(names.role('engineers'));
  expect({
    opens: await engineers.decrypts(blob, context),
    opensAnotherColumn: await engineers.decrypts(blob, { ...context, column: 'note' }),
    opensWithLess: await engineers.decrypts(blob, less),
    opensWithout: await engineers.decrypts(blob, {}),
    makesKeys: await engineers.makesKeys(context),
    getsItsKey: await engineers.gets(bucket('keys'), wrapped!),
    getsOtherKeys: await engineers.gets(bucket('keys'), '_workspace/checksum.json'),
    getsBronze: await engineers.gets(bucket('bronze'), bronze!),
    getsRaw: await engineers.gets(bucket('raw'), raw!),
    putsBronze: await engineers.puts(bucket('bronze'), bronze!),
    addsAudits: await engineers.addsToLedger('audit'),
    addsLoads: await engineers.addsToLedger('load#0'),
    changesAudits: await engineers.changesLedger(),
    readsLedger: await engineers.readsLedger(),
    readsSalts: await engineers.readsSalts(),
    asks: await engineers.asks(names.workGroup('engineers')),
    asksForOthers: await engineers.asks(names.workGroup('analysts')),
    starts: await engineers.starts(names.fullLoadMachine),
  }).toEqual({
    opens: true,
    opensAnotherColumn: false,
    opensWithLess: false,
    opensWithout: false,
    makesKeys: false,
    getsItsKey: true,
    getsOtherKeys: false,
    getsBronze: true,
    getsRaw: false,
    putsBronze: false,
    addsAudits: true,
    addsLoads: false,
    changesAudits: false,
    readsLedger: false,
    readsSalts: true,
    asks: true,
    asksForOthers: false,
    starts: true,
  });

  const analysts = await asRole(names.role('analysts'));
  expect({
    opens: await analysts.decrypts(blob, context),
    getsKeys: await analysts.gets(bucket('keys'), wrapped!),
    getsBronze: await analysts.gets(bucket('bronze'), bronze!),
    listsSilver: await analysts.lists(bucket('silver'), `${platform}/`),
    asks: await analysts.asks(names.workGroup('analysts')),
    addsAudits: await analysts.addsToLedger('audit'),
    starts: await analysts.starts(names.silverMachine),
  }).toEqual({
    opens: false,
    getsKeys: false,
    getsBronze: false,
    listsSilver: true,
    asks: true,
    addsAudits: false,
    starts: false,
  });

  // Whoever may do everything in the account manages the key, and does not use it.
  const RoleName = 'hushlake-test-administrator';
  const version = '2012-10-17';
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${account}:root` } };
  const Properties = {
    RoleName,
    AssumeRolePolicyDocument: { Version: version, Statement: [trust] },
    Policies: [{ PolicyName: 'everything', PolicyDocument: { Version: version, Statement: [everything] } }],
  };
  const StackName = 'test-administrator';
  await cloudformation.send(
    new CreateStackCommand({
      StackName,
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      TemplateBody: JSON.stringify({ Resources: { Role: { Type: 'AWS::IAM::Role', Properties } } }),
    }),
  );
  await eventually('the administrator', async () => {
    const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName }));
    return Stacks[0]?.StackStatus === 'CREATE_COMPLETE';
  });
  const administrator = await asRole(RoleName);
  expect({
    describes: await administrator.describesKey(),
    opens: await administrator.decrypts(blob, context),
    makesKeys: await administrator.makesKeys(context),
    encrypts: await administrator.encrypts(),
  }).toEqual({ describes: true, opens: false, makesKeys: false, encrypts: false });
});

test('objects that give one column different types come together in silver', async () => {
  // The short form infers types object by object; Athena reads a file only by the types that it has.
  const value = (id: number, question: unknown) => lines([{ id, question_id: question, value: 'ok', group_number: 1 }]);
  await Promise.all([
    drop('platform-db/reporting_log_value/numbers.jsonl', value(1, 5)),
    drop('platform-db/reporting_log_value/words.jsonl', value(2, 'five')),
  ]);
  await inSilver('reporting_log_value', 2, "CAST(question_id AS varchar) IN ('5', 'five')");
});

test('an object that is overwritten is a load of its own', async () => {
  const uri = await drop('platform-db/texter/two.jsonl', lines([texter(3)]));
  await drop(
    'platform-db/texter/two.jsonl',
    lines([texter(3, { language: 'es', updated_at: '2026-11-03T00:00:00Z' })]),
  );
  await eventually('both versions', async () => {
    const loads = (await ledger.loads()).filter(load => load.uri === uri && load.state === 'committed');
    return loads.length === 2;
  });
  await inSilver('texter', 1, "id = 3 AND language = 'es'");
});

test('a broken file goes to quarantine and wakes on-call', async () => {
  const uri = await drop('platform-db/conversation/broken.parquet', randomBytes(2000));
  const load = await committed(uri);
  expect(load.counts).toMatchObject({ rowsBronze: 0, rowsQuarantined: 1 });
  expect(await objects(names.bucket('quarantine'))).toContain(load.quarantineKey!.replace('quarantine/', ''));
  await eventually('the alarm', () => heardOnCall('quarantine-ratio-platform-db-conversation'));
});

test('a file of no table is recorded, and wakes on-call', async () => {
  const uri = await drop('platform-db/nobody/knows.jsonl', '{"id":1}');
  const load = await eventually('the record', () => loadOf(uri));
  expect(load).toMatchObject({ state: 'failed', errorCode: 'unknown_table' });
  await eventually('the alarm', () => heardOnCall('error-lines'));
});

test('what cannot be loaded lands on the dead-letter queue, wakes on-call, and is redriven', async () => {
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: names.cellKeyAlias }));
  const KeyId = KeyMetadata!.KeyId!;
  await kms.send(new DisableKeyCommand({ KeyId }));
  // A table of which no data key is at hand yet.
  const uri = await drop(
    'operational/application_log/denied.jsonl',
    lines([{ id: 'a', service: 's', level: 'info', text: 'hello', logged_at: '2026-11-23T10:00:00Z' }]),
  );
  const deadLetters = await queueUrl(names.deadLetterQueue);
  await eventually('a dead letter', async () => (await attribute(deadLetters, 'ApproximateNumberOfMessages')) === '1');
  expect(await loadOf(uri)).toMatchObject({ state: 'failed', errorCode: 'key_unavailable' });
  for (const alarm of ['dlq-not-empty', 'kms-access-denied', 'load-failed-operational-application_log']) {
    await eventually(alarm, () => heardOnCall(alarm));
  }

  await kms.send(new EnableKeyCommand({ KeyId }));
  const redrive = (...args: string[]) =>
    hushlake(['redrive', '-w', 'ctl-dev', '--config', configs.folder, '--json', ...args]);
  expect(await redrive('--dry-run')).toMatchObject({ code: 0, output: expect.stringContaining('"waiting": 1') });
  expect(await redrive()).toMatchObject({ code: 0, output: expect.stringContaining('"moved": 1') });
  expect((await committed(uri)).counts).toMatchObject({ rowsBronze: 1 });
  expect(await attribute(deadLetters, 'ApproximateNumberOfMessages')).toBe('0');
  expect(await redrive()).toMatchObject({ code: 0, output: expect.stringContaining('"nothing"') });
});

test('the schedule fires the freshness check; when arrivals stop, on-call is woken', async () => {
  await eventually('the freshness alarm', () => heardOnCall('freshness-breached-platform-db-survey_response'), 420);
  expect(await alarmState('freshness-heartbeat')).toBe('OK');
  expect(await alarmState('freshness-breached', 'platform-db', 'message')).toBe('OK');
});

test('what a contract leaves in clear although it tells who somebody is, the audit finds, and wakes on-call', async () => {
  const leaked = '202-555-0182';
  await committed(
    await drop(
      'platform-db/reporting_log_value/leaky.jsonl',
      lines([{ id: 'x', question_id: `ask at ${leaked}`, value: 'yes', group_number: 1 }]),
    ),
  );
  await eventually('the alarm', () => heardOnCall('leak-found'), 300);
  const said: string[] = [];
  for await (const page of paginateFilterLogEvents(
    { client: logs },
    { logGroupName: `/aws/lambda/${names.handler('audit')}` },
  )) {
    said.push(...(page.events ?? []).map(event => event.message ?? ''));
  }
  const warning = said.find(line => line.includes('something identifies a person'));
  expect(JSON.parse(warning ?? '{}')).toMatchObject({
    level: 'WARN',
    column: 'question_id',
    label: 'PHONE',
    findings: 1,
  });
  expect(said.some(line => line.includes(leaked))).toBe(false);
});

test('what is older than its retention goes by itself, from bronze, quarantine and silver, old versions too', async () => {
  const uri = await drop('platform-db/texter/aged.jsonl', `${lines([texter(990), texter(991)])}\n{`);
  const { loadId, bronzeKey, quarantineKey } = await committed(uri);
  await inSilver('texter', 2, 'id IN (990, 991)');
  // Two years pass.
  const old = new Date(Date.now() - 730 * 86_400_000);
  await dynamo.send(
    new UpdateCommand({
      TableName: names.ledger,
      Key: { pk: `load#${loadId}`, sk: '-' },
      UpdateExpression: 'SET arrivedAt = :old',
      ExpressionAttributeValues: { ':old': old.getTime() },
    }),
  );
  await athena.execute(
    `UPDATE "${platform}"."texter" SET "_ingested_at" = TIMESTAMP '2020-01-01 00:00:00' WHERE id IN (990, 991)`,
  );
  await inSilver('texter', 0, 'id IN (990, 991)');
  await eventually('the ledger to forget both files', async () => {
    const load = (await ledger.get(loadId))!;
    return load.bronzeKey === undefined && load.quarantineKey === undefined;
  });
  expect(await ledger.get(loadId)).toMatchObject({ state: 'committed', counts: { rowsBronze: 2 } });
  for (const key of [bronzeKey!, quarantineKey!]) {
    const [zone, ...rest] = key.split('/') as [Zone, ...string[]];
    const { Versions = [], DeleteMarkers = [] } = await s3.send(
      new ListObjectVersionsCommand({ Bucket: names.bucket(zone), Prefix: rest.join('/') }),
    );
    expect([...Versions, ...DeleteMarkers]).toEqual([]);
  }
}, 600_000);

test('a data key is replaced in bronze and silver, and the words stay', async () => {
  const loaded = await loadWorkspace(configs.folder, 'ctl-dev');
  if (!loaded.ok) throw new Error('the configuration is wrong');
  const { workspace } = loaded;
  const ports = awsRotation(workspace);
  const contract = workspace.tables.find(({ table }) => table === 'message')!;
  const [row] = await athena.query(`SELECT "message_key_id" AS "id" FROM "${platform}"."message" LIMIT 1`);
  const keyId = String(row!['id']);
  const words = async (): Promise<readonly string[]> => {
    const cells: string[] = [];
    const request = { contract, column: 'message', layer: 'silver' as const, who: 'a test', reason: 'to compare' };
    for await (const cell of decryptColumn(ports, request)) cells.push(JSON.stringify(cell));
    return cells.sort();
  };
  const before = await words();
  expect(before.some(cell => cell.includes(planted[0]!))).toBe(true);
  const request = { workspace: 'ctl-dev', contracts: workspace.tables, keyId, who: 'a test', reason: 'case 17' };
  const report = await rotateKey(ports, { ...request, longestLoadMs: 1000 });
  expect(report).toMatchObject({ state: 'replaced', column: 'message', places: { silver: { damaged: 0 } } });
  expect(report.places.bronze!.cells).toBeGreaterThan(0);
  expect(await rowsOf('message', `"message_key_id" = '${keyId}'`)).toBe(0);
  expect(await words()).toEqual(before);
  expect(await rotateKey(ports, { ...request, longestLoadMs: 1000 })).toMatchObject({ state: 'gone' });
  expect(await objects(names.bucket('keys'))).not.toContain(`platform-db/message/message/${keyId}.json`);
}, 600_000);

test('every metric that came about is one that the cost page counts', async () => {
  const loaded = await loadWorkspace(configs.folder, 'ctl-dev');
  if (!loaded.ok) throw new Error('the configuration is wrong');
  const idOf = (name: string, dimensions: Readonly<Record<string, string>>) =>
    `${name} ${Object.entries(dimensions).sort().join(' ')}`;
  const counted = customMetrics(loaded.workspace).map(({ name, dimensions }) => idOf(name, dimensions));
  const { Metrics = [] } = await cloudwatch.send(new ListMetricsCommand({ Namespace: 'Hushlake' }));
  expect(Metrics.length).toBeGreaterThan(20);
  for (const { MetricName, Dimensions = [] } of Metrics) {
    expect(counted).toContain(idOf(MetricName!, Object.fromEntries(Dimensions.map(d => [d.Name!, d.Value!]))));
  }
});

test('a full load takes what lies in raw and no event told of', async () => {
  const Name = names.handler('object-created');
  await events.send(new DisableRuleCommand({ Name }));
  const uris = [
    await drop('platform-db/message/late 1.jsonl', lines(messages(100, 5))),
    await drop('platform-db/message/late 2.jsonl', lines(messages(105, 5))),
    await drop('platform-db/message/late and large.jsonl', lines(messages(6000, 200))),
  ];
  await events.send(new EnableRuleCommand({ Name }));
  const { executionArn } = await states.send(
    new StartExecutionCommand({
      stateMachineArn: `arn:aws:states:${region}:${account}:stateMachine:${names.fullLoadMachine}`,
      input: JSON.stringify({ prefix: 'platform-db/message/' }),
    }),
  );
  const ended = await eventually('the full load', async () => {
    const execution = await states.send(new DescribeExecutionCommand({ executionArn: executionArn! }));
    return execution.status === 'RUNNING' ? undefined : execution;
  });
  expect(ended.status).toBe('SUCCEEDED');
  for (const uri of uris) await committed(uri);
  await inSilver('message', 70, 'id < 1000');
  await inSilver('message', 200, 'id >= 6000');
});

test('a second deploy changes nothing', async () => {
  const { output, code } = await cdk(configs.folder, 'deploy', '--require-approval', 'never');
  expect(output).toContain('(no changes)');
  expect(code).toBe(0);
});

test('a contract with one more column evolves the table and the data', async () => {
  configs.edit('ctl-dev/data-assets/platform-db.yaml', [
    '    opted_out: {',
    '    pronouns: { type: string, classification: internal, description: As the texter gives them }\n    opted_out: {',
  ]);
  const deployed = await hushlake(['deploy', '-w', 'ctl-dev', '--config', configs.folder, '--yes']);
  expect(deployed.code).toBe(0);
  const { Table } = await glue.send(new GetTableCommand({ DatabaseName: 'ctl_dev_bronze_platformdb', Name: 'texter' }));
  expect(Table!.StorageDescriptor!.Columns!.map(c => c.Name)).toContain('pronouns');
  await committed(await drop('platform-db/texter/three.jsonl', lines([texter(4, { pronouns: 'they' })])));
  await inSilver('texter', 1, "id = 4 AND pronouns = 'they'");
  expect(await rowsOf('texter', 'pronouns IS NULL')).toBe(3);
});

test('a contract that takes a column away is refused, by hushlake before and by CloudFormation after the start', async () => {
  configs.edit(
    'ctl-dev/data-assets/platform-db.yaml',
    [/^ {4}pronouns: .*\n/m, ''],
    ['conversation_id: { type: bigint', 'conversation_id: { type: int'],
  );
  const refused = await hushlake(['deploy', '-w', 'ctl-dev', '--config', configs.folder, '--yes']);
  expect(refused.code).toBe(2);
  expect(refused.output).toContain('texter: the column pronouns would get no new values');
  expect(refused.output).toContain('conversation_id is bigint and would become int');

  const rolledBack = await cdk(configs.folder, 'deploy', '--require-approval', 'never');
  expect(rolledBack.code).not.toBe(0);
  expect(rolledBack.output).toContain('--allow-breaking');

  const allowed = await hushlake(['deploy', '-w', 'ctl-dev', '--config', configs.folder, '--yes', '--allow-breaking']);
  expect(allowed.code).toBe(0);
  // What lies in the table stays.
  expect(await rowsOf('texter', "pronouns = 'they'")).toBe(1);
});

test('hushlake erase --aws erases through the role of a principal that may, raw included, and the certificate holds', async () => {
  const file = join(configs.folder, '112.json');
  const erase = (...args: string[]) =>
    hushlake(['erase', '-w', 'ctl-dev', '--config', configs.folder, '--aws', '--json', ...args]);
  const asked = ['--subject', 'texter_id=2', '--reason', 'request 112', '--raw', '--out', file];
  expect(await erase(...asked)).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    who: expect.stringContaining(account),
    salts_destroyed: 1,
    tables: [{ table: 'texter', bronze_files: 1, bronze_rows: 1, silver_rows: 1 }],
    raw: { removed: 1, objects: 0 },
  });
  expect(await rowsOf('texter', 'id = 2 AND phone IS NULL AND phone_encrypted IS NULL')).toBe(1);
  expect(await rowsOf('texter', 'id = 1 AND phone IS NOT NULL AND phone_encrypted IS NOT NULL')).toBe(1);
  expect(await erase('--verify', file)).toMatchObject({ code: 0, output: expect.stringContaining('"ok": true') });
  // The rights of privacy officers end with texters.
  const refused = await erase('--subject', 'contact_id=1', '--reason', 'request 113', '--as', 'privacy-officers');
  expect(refused).toMatchObject({ code: 2, output: expect.stringContaining('erase: [contact_id]') });
});

test('nothing that was planted is in a log, a history, bronze, silver or quarantine', async () => {
  const said: string[] = [];
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  for (const { logGroupName } of logGroups) {
    for await (const page of paginateFilterLogEvents({ client: logs }, { logGroupName: logGroupName! })) {
      said.push(...(page.events ?? []).map(event => event.message ?? ''));
    }
  }
  expect(said.length).toBeGreaterThan(100);
  const stateMachineArn = `arn:aws:states:${region}:${account}:stateMachine:${names.silverMachine}`;
  const { executions = [] } = await states.send(new ListExecutionsCommand({ stateMachineArn }));
  for (const { executionArn } of executions) {
    said.push(JSON.stringify(await states.send(new GetExecutionHistoryCommand({ executionArn: executionArn! }))));
  }
  said.push(JSON.stringify(await ledger.loads(), (_, value) => (typeof value === 'bigint' ? String(value) : value)));
  for (const table of ['message', 'texter']) {
    said.push(
      JSON.stringify(await athena.query(`SELECT * FROM "${platform}"."${table}"`), (_, value) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
    );
  }
  for (const bucket of bucketNames.slice(1)) {
    for (const Key of await objects(bucket)) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
      said.push(Buffer.from(await Body!.transformToByteArray()).toString('latin1'));
    }
  }
  const all = said.join('\n');
  // Booleans, so that a failure does not print what must not be printed.
  for (const value of planted) expect(all.includes(value)).toBe(false);
  expect(all.includes('[PHONE]')).toBe(true);
});

test('cdk destroy takes the pipeline and leaves the data', async () => {
  const before = await Promise.all(bucketNames.map(objects));
  expect(await cdk(configs.folder, 'destroy', '--force')).toMatchObject({ code: 0 });
  await expect(cloudformation.send(new DescribeStacksCommand({ StackName: names.stack }))).rejects.toThrow();
  expect(await Promise.all(bucketNames.map(objects))).toEqual(before);
  expect(before.every((keys, i) => bucketNames[i] === names.bucket('silver') || keys.length > 0)).toBe(true);
  expect((await ledger.loads()).length).toBeGreaterThan(10);
  await glue.send(new GetTableCommand({ DatabaseName: platform, Name: 'message' }));
});
