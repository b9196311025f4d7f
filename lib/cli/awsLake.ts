import { AthenaClient } from '@aws-sdk/client-athena';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { athenaEngine } from '../adapters/aws/athena.ts';
import { dynamoLedger } from '../adapters/aws/dynamoLedger.ts';
import { dynamoSubjects } from '../adapters/aws/dynamoSubjects.ts';
import { kmsClient } from '../adapters/aws/kmsClient.ts';
import { kmsWrapper } from '../adapters/aws/kmsWrapper.ts';
import { type Buckets, s3Store } from '../adapters/aws/s3Store.ts';
import { envelopeKeys } from '../adapters/keys/envelope.ts';
import type { Workspace } from '../config/load.ts';
import { resourceNames } from '../config/resourceNames.ts';
import { athenaDialect } from '../core/silver/dialect.ts';
import type { RoleCredentials } from './awsRole.ts';

/** The ports of a workspace in its account, for a person: queries run in the workgroup of the principal that they are, or in silver's. */
export const openAwsLake = (
  workspace: Workspace,
  principal: string | undefined,
  credentials: RoleCredentials | undefined,
) => {
  const { name, account, region } = workspace;
  const names = resourceNames(workspace);
  const client = { region, ...(credentials ? { credentials } : {}) };
  const zones = ['raw', 'bronze', 'silver', 'quarantine', 'keys'] as const;
  const buckets = Object.fromEntries(zones.map(zone => [zone, names.bucket(zone)])) as unknown as Buckets;
  // Another endpoint than Amazon's seldom answers to a bucket's own host name.
  const s3 = new S3Client({ ...client, forcePathStyle: process.env['AWS_ENDPOINT_URL'] !== undefined });
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(client), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const now = (): Date => new Date();
  const store = s3Store(s3, buckets);
  const cellKey = `arn:aws:kms:${region}:${account}:${names.cellKeyAlias}`;
  return {
    store,
    keys: envelopeKeys(kmsWrapper(kmsClient(client), cellKey), store, name, now),
    subjects: dynamoSubjects(dynamo, names.subjects),
    ledger: dynamoLedger(dynamo, names.ledger, now),
    engine: athenaEngine(new AthenaClient(client), names.workGroup(principal)),
    dialect: athenaDialect(`s3://${names.bucket('silver')}`),
    now,
  };
};
