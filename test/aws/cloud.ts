import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AthenaClient } from '@aws-sdk/client-athena';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { athenaEngine } from '../../lib/adapters/aws/athena.ts';
import { dynamoLedger } from '../../lib/adapters/aws/dynamoLedger.ts';
import { resourceNames, type Zone } from '../../lib/config/resourceNames.ts';

export const root = resolve(import.meta.dirname, '../..');
/** The emulator's one account. */
export const account = '000000000000';
export const region = 'us-east-1';
export const names = resourceNames({ name: 'ctl-dev', account, region });

export const s3 = new S3Client({ forcePathStyle: true });
export const sqs = new SQSClient({});
export const cloudwatch = new CloudWatchClient({});
export const ledger = dynamoLedger(DynamoDBDocumentClient.from(new DynamoDBClient({})), names.ledger, () => new Date());
export const athena = athenaEngine(new AthenaClient({}), names.workGroup());

export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end. What it says is shown as it says it, so that a hang can be seen. */
export const run = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  new Promise((ended, failed) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, NODE_OPTIONS: '', ...env } });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (bytes: Buffer) => {
        said.push(bytes);
        if (process.env['HUSHLAKE_TEST_VERBOSE']) process.stderr.write(bytes);
      });
    }
    child.on('error', failed).on('exit', code => ended({ code: code ?? 1, output: Buffer.concat(said).toString() }));
  });

/** The real CDK. */
export const cdk = (configs: string, ...args: readonly string[]): Promise<Ended> =>
  run(join(root, 'node_modules/.bin/cdk'), [
    ...args,
    ...['-c', 'workspace=ctl-dev', '-c', `configs=${configs}`, '--output', join(configs, '..', 'cdk.out')],
  ]);

export const hushlake = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  run(join(root, 'node_modules/.bin/node'), ['--disable-warning=ExperimentalWarning', 'bin/hushlake.ts', ...args], env);

/** The project's configuration for the emulator's account, with schedules and promises of a minute, in a folder of its own. */
export const makeConfigs = (): { readonly folder: string; readonly edit: typeof edit; readonly remove: () => void } => {
  const home = mkdtempSync(join(tmpdir(), 'hushlake-configs-'));
  const folder = join(home, 'configs');
  cpSync(join(root, 'configs'), folder, { recursive: true });
  const edit = (file: string, ...changes: readonly (readonly [from: string | RegExp, to: string])[]): void => {
    const path = join(folder, file);
    const text = changes.reduce(
      (before, [from, to]) => {
        const after = before.replace(from, to);
        if (after === before) throw new Error(`${file} has nothing like ${from}`);
        return after;
      },
      readFileSync(path, 'utf8'),
    );
    writeFileSync(path, text);
  };
  edit(
    'ctl-dev/workspace.yaml',
    [/^account: .*$/m, `account: "${account}"`],
    // A file of a few hundred rows is large here.
    ['split_size: 1GiB', 'split_size: 16KiB'],
    ['freshness_check: 15m, silver: 1h', 'freshness_check: 1m, audit: 2m, silver: 1m'],
    ['maintenance: 24h', 'maintenance: 1m'],
    [
      /^freshness: .*$/m,
      'freshness: { expected_every: 1h, warn_after: 6h, error_after: 24h }\ncompute: { ingest: { tries: 2 } }',
    ],
  );
  edit('ctl-dev/data-assets/platform-db.yaml', [
    'freshness: { expected_every: 1h, warn_after: 6h, error_after: 24h }',
    'freshness: { expected_every: 1m, warn_after: 1m, error_after: 2m }',
  ]);
  return { folder, edit, remove: () => rmSync(home, { recursive: true, force: true }) };
};

/** Puts a file where producers do. */
export const drop = async (key: string, body: string | Uint8Array): Promise<string> => {
  await s3.send(new PutObjectCommand({ Bucket: names.bucket('raw'), Key: key, Body: body }));
  return `s3://${names.bucket('raw')}/${key}`;
};

export const uriOf = (zone: Zone, key: string): string => `s3://${names.bucket(zone)}/${key}`;

/** Asks again and again until there is an answer. The deadline is generous: it only ends a test that has failed. */
export const eventually = async <T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  seconds = 150,
): Promise<T> => {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise(wake => setTimeout(wake, 1000));
  }
};

/** The state of one of the workspace's alarms. */
export const alarmState = async (...parts: readonly string[]): Promise<string | undefined> => {
  const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [names.alarm(...parts)] }));
  return MetricAlarms?.[0]?.StateValue;
};

/** What reaches on-call through a queue that is subscribed to the topic; keeps what was read. */
export const onCall = (queueUrl: string) => {
  const heard: string[] = [];
  return async (alarm: string): Promise<boolean> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
    );
    for (const { Body, ReceiptHandle } of Messages) {
      const { Message } = JSON.parse(Body!) as { Message: string };
      const { AlarmName, NewStateValue } = JSON.parse(Message) as { AlarmName: string; NewStateValue: string };
      if (NewStateValue === 'ALARM') heard.push(AlarmName);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: ReceiptHandle! }));
    }
    return heard.includes(names.alarm(alarm));
  };
};
