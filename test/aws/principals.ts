import { AthenaClient, StartQueryExecutionCommand } from '@aws-sdk/client-athena';
import { DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DecryptCommand, DescribeKeyCommand, EncryptCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { kmsClient } from '../../lib/adapters/aws/kmsClient.ts';
import { account, names, region } from './cloud.ts';

/** Credentials of a role, for an hour. */
const assume = async (roleName: string) => {
  const { Credentials } = await new STSClient({}).send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/${roleName}`, RoleSessionName: 'test' }),
  );
  return {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
};

type Context = Readonly<Record<string, string>>;
const refusals = /AccessDenied|Forbidden|not authorized/;

/** What the account answers to a role: whether it was refused. Any other answer, an error included, is none. */
const refuses = async (request: Promise<unknown>): Promise<boolean> => {
  try {
    await request;
    return false;
  } catch (error) {
    const { name, message } = error as Error;
    return refusals.test(`${name} ${message}`);
  }
};

/** Requests that a role makes of the account; each says whether it may. */
export const asRole = async (roleName: string) => {
  const credentials = await assume(roleName);
  const kms = kmsClient({ credentials });
  const s3 = new S3Client({ credentials, forcePathStyle: true });
  const dynamo = new DynamoDBClient({ credentials });
  const may = async (request: Promise<unknown>): Promise<boolean> => !(await refuses(request));
  const KeyId = `arn:aws:kms:${region}:${account}:${names.cellKeyAlias}`;
  const key = { pk: { S: 'load#0' }, sk: { S: '-' } };
  // What others read of the ledger must be whole.
  const record = { S: JSON.stringify({ at: '2026-11-23T10:00:00.000Z', who: roleName, reason: 'a test' }) };
  return {
    decrypts: (CiphertextBlob: Uint8Array, EncryptionContext: Context) =>
      may(kms.send(new DecryptCommand({ KeyId, CiphertextBlob, EncryptionContext }))),
    makesKeys: (EncryptionContext: Context) =>
      may(kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }))),
    encrypts: () => may(kms.send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array(8) }))),
    describesKey: () => may(kms.send(new DescribeKeyCommand({ KeyId }))),
    gets: (Bucket: string, Key: string) => may(s3.send(new GetObjectCommand({ Bucket, Key }))),
    puts: (Bucket: string, Key: string) => may(s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))),
    lists: (Bucket: string, Prefix: string) => may(s3.send(new ListObjectsV2Command({ Bucket, Prefix }))),
    readsLedger: () => may(dynamo.send(new GetItemCommand({ TableName: names.ledger, Key: key }))),
    addsToLedger: (pk: string) =>
      may(dynamo.send(new PutItemCommand({ TableName: names.ledger, Item: { ...key, pk: { S: pk }, record } }))),
    changesLedger: () =>
      may(dynamo.send(new UpdateItemCommand({ TableName: names.ledger, Key: { ...key, pk: { S: 'audit' } } }))),
    readsSalts: () => may(dynamo.send(new GetItemCommand({ TableName: names.subjects, Key: { subject: { S: '0' } } }))),
    asks: (WorkGroup: string) =>
      may(
        new AthenaClient({ credentials }).send(new StartQueryExecutionCommand({ WorkGroup, QueryString: 'SELECT 1' })),
      ),
    starts: (machine: string) =>
      may(
        new SFNClient({ credentials }).send(
          new StartExecutionCommand({
            stateMachineArn: `arn:aws:states:${region}:${account}:stateMachine:${machine}`,
            input: '{"prefix": "nothing/"}',
          }),
        ),
      ),
  };
};
