import { AthenaClient, CreateWorkGroupCommand } from '@aws-sdk/client-athena';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateDatabaseCommand, GlueClient } from '@aws-sdk/client-glue';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { athenaEngine } from '../../lib/adapters/aws/athena.ts';
import { dynamoLedger } from '../../lib/adapters/aws/dynamoLedger.ts';
import { dynamoSubjects, unsettledIndex } from '../../lib/adapters/aws/dynamoSubjects.ts';
import { glueCatalog } from '../../lib/adapters/aws/glueCatalog.ts';
import { kmsWrapper } from '../../lib/adapters/aws/kmsWrapper.ts';
import { type Buckets, s3Store } from '../../lib/adapters/aws/s3Store.ts';
import { envelopeKeys } from '../../lib/adapters/keys/envelope.ts';
import { catalogContract } from '../ports/catalog.contract.ts';
import { keyServiceContract } from '../ports/keyService.contract.ts';
import { loadLedgerContract } from '../ports/loadLedger.contract.ts';
import { objectStoreContract } from '../ports/objectStore.contract.ts';
import { queryEngineContract } from '../ports/queryEngine.contract.ts';
import { subjectsContract } from '../ports/subjects.contract.ts';

const s3 = new S3Client({ forcePathStyle: true });
const dynamo = new DynamoDBClient({});
const glue = new GlueClient({});
const kms = new KMSClient({});
let made = 0;
const unique = (): string => `t${process.pid}-${++made}`;

const openStore = async () => {
  const name = unique();
  const zones = ['raw', 'bronze', 'silver', 'quarantine', 'keys'] as const;
  const buckets = Object.fromEntries(zones.map(zone => [zone, `${name}-${zone}`])) as Buckets;
  for (const Bucket of Object.values(buckets)) {
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  }
  return s3Store(s3, buckets);
};

const openLedger = async () => {
  const TableName = unique();
  const key = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  const index = (IndexName: string, hash: string) => ({
    IndexName,
    KeySchema: key(hash, 'arrived'),
    Projection: { ProjectionType: 'ALL' as const },
  });
  await dynamo.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: key('pk', 'sk'),
      AttributeDefinitions: ['pk', 'sk', 'table_key', 'open_key', 'arrived'].map(AttributeName => ({
        AttributeName,
        AttributeType: 'S',
      })),
      GlobalSecondaryIndexes: [index('by-table', 'table_key'), index('open', 'open_key')],
    }),
  );
  const open = () => dynamoLedger(DynamoDBDocumentClient.from(dynamo), TableName, () => new Date());
  return [open(), open()] as const;
};

describe('the object store in S3', () => objectStoreContract(openStore));

test('an object of many parts arrives whole, and one that was aborted does not', async () => {
  const store = await openStore();
  const piece = Buffer.alloc(3 << 20, 'x');
  const [whole, dropped] = [await store.write('bronze/whole'), await store.write('bronze/dropped')];
  for (let i = 0; i < 7; i++) {
    await whole.write(piece);
    await dropped.write(piece);
  }
  await dropped.abort();
  await whole.commit();
  const object = (await store.head('bronze/whole'))!;
  expect(object.size).toBe(7 * piece.length);
  let read = 0;
  for await (const bytes of store.read(object)) read += bytes.length;
  expect(read).toBe(object.size);
  expect(await store.head('bronze/dropped')).toBeUndefined();
});

describe('the ledger in DynamoDB', () => loadLedgerContract(openLedger));

describe('salts in DynamoDB', () =>
  subjectsContract(async () => {
    const TableName = unique();
    await dynamo.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'subject', KeyType: 'HASH' }],
        AttributeDefinitions: ['subject', 'unsettled'].map(AttributeName => ({ AttributeName, AttributeType: 'S' })),
        GlobalSecondaryIndexes: [
          {
            IndexName: unsettledIndex,
            KeySchema: [
              { AttributeName: 'unsettled', KeyType: 'HASH' },
              { AttributeName: 'subject', KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      }),
    );
    const open = () => dynamoSubjects(DynamoDBDocumentClient.from(dynamo), TableName);
    return [open(), open()] as const;
  }));

describe('the catalog in Glue', () =>
  catalogContract(async () => {
    const prefix = unique().replace('-', '_');
    const named = (schema: string) => `${prefix}${schema}`;
    const schema = 'ctl_dev_bronze.platformdb';
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: named(schema).replace('.', '_') } }));
    const catalog = glueCatalog(glue, {
      schemas: [named(schema)],
      location: (_schema, table) => `s3://bronze/platform-db/${table}/`,
    });
    const back = <T extends { schema: string } | undefined>(table: T): T =>
      (table && { ...table, schema: table.schema.slice(prefix.length) }) as T;
    return {
      table: async (name, table) => back(await catalog.table(named(name), table)),
      tables: async () => (await catalog.tables()).map(back),
      evolve: async (name, table, columns) => back(await catalog.evolve(named(name), table, columns)),
    };
  }));

describe('keys under KMS', () =>
  keyServiceContract(async () => {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const store = await openStore();
    let now = Date.now();
    let generated = 0;
    const wrapper = kmsWrapper(kms, KeyMetadata!.Arn!);
    const counting = {
      ...wrapper,
      generate: (context: Readonly<Record<string, string>>) => {
        generated++;
        return wrapper.generate(context);
      },
    };
    return {
      process: () => envelopeKeys(counting, store, 'ctl-dev', () => new Date(now)),
      pass: milliseconds => {
        now += milliseconds;
      },
      generated: () => generated,
    };
  }));

describe('queries in Athena', () =>
  queryEngineContract(async () => {
    const name = unique().replace('-', '_');
    const bucket = `${name}-results`.replaceAll('_', '-');
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: name } }));
    const athena = new AthenaClient({});
    const Configuration = { ResultConfiguration: { OutputLocation: `s3://${bucket}/` } };
    await athena.send(new CreateWorkGroupCommand({ Name: name, Configuration }));
    return { engine: athenaEngine(athena, name), table: `"${name}"."t"` };
  }));
