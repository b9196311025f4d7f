import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { DisableRuleCommand, EnableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetTableCommand, GlueClient } from '@aws-sdk/client-glue';
import { DescribeKeyCommand, DisableKeyCommand, EnableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
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
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { loadWorkspace } from '../../lib/config/load.ts';
import { customMetrics } from '../../lib/config/metrics.ts';
import { bronzeKeysOf } from '../../lib/core/loadId.ts';
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

  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'on-call-test' }));
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
  // What is compressed is read from its beginning, by calls that go on where the one before has stopped.
  expect((await committed(packed)).counts).toMatchObject({ rowsIn: 3000, rowsBronze: 3000 });
  await inSilver('message', 600, 'id >= 1000 AND id < 2000');
  await inSilver('message', 3000, 'id >= 2000');
  const machine = `arn:aws:states:${region}:${account}:stateMachine:${names.fullLoadMachine}`;
  const { executions = [] } = await states.send(new ListExecutionsCommand({ stateMachineArn: machine }));
  expect(executions.map(({ status }) => status)).toEqual(executions.map(() => 'SUCCEEDED'));
  expect(executions.some(({ name }) => name!.startsWith(load.loadId))).toBe(true);
}, 400_000);

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
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: await attribute(deadLetters, 'QueueArn') }));
  expect((await committed(uri)).counts).toMatchObject({ rowsBronze: 1 });
  expect(await attribute(deadLetters, 'ApproximateNumberOfMessages')).toBe('0');
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
