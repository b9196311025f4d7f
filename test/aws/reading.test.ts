import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoSubjects } from '../../lib/adapters/aws/dynamoSubjects.ts';
import { kmsWrapper } from '../../lib/adapters/aws/kmsWrapper.ts';
import { envelopeKeys } from '../../lib/adapters/keys/envelope.ts';
import { openLocalLake } from '../../lib/cli/localLake.ts';
import { column, contract } from '../contracts.ts';
import { newFolder } from '../folders.ts';
import { drop, ingestAll } from '../usecases/lakes.ts';
import { region, root, run } from './cloud.ts';

/** The readers of docs/reading.md with keys under KMS and salts in DynamoDB: bronze and wrapped keys lie in a folder. */

// Not ctl-dev: its table of salts is the stack's.
const workspace = 'elsewhere';
const texters = [1, 2, null];
const rows = Array.from({ length: 30 }, (_, id) => ({ id, texter_id: texters[id % 3], message: `text ${id} 😀` }));
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = `hushlake-${workspace}-subjects`;
const subjects = dynamoSubjects(dynamo, TableName);
const folder = newFolder();

const read = async () => {
  const { code, output } = await run(
    join(root, '.venv/bin/python'),
    ['docs/examples/read_python.py', folder, workspace, 'platform-db.message.message:id', '--kms'],
    { AWS_DEFAULT_REGION: region, PYTHONDONTWRITEBYTECODE: '1' },
  );
  if (!output.startsWith('{')) throw new Error(output.slice(-2000));
  const told = output
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as { value?: string; fault?: string });
  return { code, told };
};

beforeAll(async () => {
  await dynamo.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'subject', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'subject', AttributeType: 'S' }],
    }),
  );
  const { KeyMetadata } = await new KMSClient({}).send(new CreateKeyCommand({}));
  const lake = openLocalLake(folder, workspace);
  const keys = envelopeKeys(kmsWrapper(new KMSClient({}), KeyMetadata!.Arn!), lake.store, workspace, lake.now);
  await drop(lake, 'platform-db/message/m.jsonl', rows.map(row => JSON.stringify(row)).join('\n'));
  const [outcome] = await ingestAll(
    { ...lake, keys, subjects },
    contract({
      workspace,
      columns: [column('id', 'bigint'), column('texter_id', 'bigint'), column('message')],
      encrypted: ['message'],
      subject: { column: 'texter_id', kind: 'texter_id' },
    }),
  );
  lake.close();
  expect(outcome).toMatchObject({ state: 'committed', record: { counts: { rowsBronze: rows.length } } });
});

test('every cell is read as it was put in', async () => {
  const { code, told } = await read();
  expect([code, told.map(({ value }) => value)]).toEqual([0, rows.map(({ message }) => message)]);
});

test('a person whose salt is gone from DynamoDB is not read, the others are', async () => {
  const { told: before } = await read();
  const salts: string[] = [];
  for await (const { subject } of subjects.salts()) salts.push(subject);
  expect(salts).toHaveLength(2);
  await subjects.erase([{ subject: salts[0]!, kind: 'texter_id' }], new Date());
  const { code, told } = await read();
  expect(code).toBe(1);
  expect(told.filter(({ fault }) => fault === 'subject_erased')).toHaveLength(10);
  expect(told.filter(({ value }, i) => value !== undefined && value === before[i]!.value)).toHaveLength(20);
});

test('KMS opens no wrapped key under the context of another column', async () => {
  const keysOf = (name: string): string => join(folder, 'keys/platform-db', name, 'message');
  const [key] = readdirSync(keysOf('message'));
  mkdirSync(keysOf('other'), { recursive: true });
  copyFileSync(join(keysOf('message'), key!), join(keysOf('other'), key!));
  const script = `
import sys; sys.path.insert(0, "docs/examples")
from hushlake import Column, DataKeys, Unreadable
keys = DataKeys.of_aws(sys.argv[1], sys.argv[2])
for table in ("message", "other"):
    try:
        print(len(keys.key(Column("platform-db", table, "message", ()), sys.argv[3])))
    except Unreadable as fault:
        print(fault)`;
  const { output } = await run(
    join(root, '.venv/bin/python'),
    ['-c', script, folder, workspace, key!.replace('.json', '')],
    { AWS_DEFAULT_REGION: region, PYTHONDONTWRITEBYTECODE: '1' },
  );
  expect(output.trim().split('\n')).toEqual(['32', 'key_unavailable']);
});
