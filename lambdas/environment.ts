import { randomFillSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { AthenaClient } from '@aws-sdk/client-athena';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GlueClient } from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { athenaEngine } from '../lib/adapters/aws/athena.ts';
import { athenaBronze, bronzeTableOf } from '../lib/adapters/aws/athenaBronze.ts';
import { dynamoLedger } from '../lib/adapters/aws/dynamoLedger.ts';
import { dynamoSubjects } from '../lib/adapters/aws/dynamoSubjects.ts';
import { emfMetrics } from '../lib/adapters/aws/emfMetrics.ts';
import { glueCatalog } from '../lib/adapters/aws/glueCatalog.ts';
import { kmsClient } from '../lib/adapters/aws/kmsClient.ts';
import { kmsWrapper } from '../lib/adapters/aws/kmsWrapper.ts';
import { s3Store } from '../lib/adapters/aws/s3Store.ts';
import { vacuumSilver } from '../lib/adapters/aws/vacuumSilver.ts';
import { envelopeKeys } from '../lib/adapters/keys/envelope.ts';
import { onnxClassifier } from '../lib/adapters/onnx/onnxClassifier.ts';
import type { Workspace } from '../lib/config/workspace.ts';
import { athenaDialect } from '../lib/core/silver/dialect.ts';
import type { ExpirePorts } from '../lib/usecases/expire.ts';
import type { IngestPorts } from '../lib/usecases/ingestObject.ts';
import type { SilverDeps } from '../lib/usecases/silver/types.ts';

const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`the environment has no ${name}`);
  return value;
};

/** The resolved workspace, written beside the bundle when it was made. */
export const workspace = JSON.parse(readFileSync(new URL('./workspace.json', import.meta.url), 'utf8')) as Workspace;

export const logger = new Logger({ serviceName: 'hushlake', persistentKeys: { workspace: workspace.name } });

/** Another endpoint than Amazon's seldom answers to a bucket's own host name. */
const forcePathStyle = process.env['AWS_ENDPOINT_URL'] !== undefined;
const maxAttempts = 6;
const now = (): Date => new Date();

const buckets = () => ({
  raw: required('RAW_BUCKET'),
  bronze: required('BRONZE_BUCKET'),
  silver: required('SILVER_BUCKET'),
  quarantine: required('QUARANTINE_BUCKET'),
  keys: required('KEYS_BUCKET'),
});

export const store = () => s3Store(new S3Client({ forcePathStyle, maxAttempts }), buckets());
const dynamo = () =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts }), {
    marshallOptions: { removeUndefinedValues: true },
  });
export const ledger = () => dynamoLedger(dynamo(), required('LEDGER_TABLE'), now);
export const subjects = () => dynamoSubjects(dynamo(), required('SUBJECTS_TABLE'));
export const catalog = () => {
  const sources = new Map(workspace.tables.map(({ bronzeSchema, source }) => [bronzeSchema, source]));
  const bucket = required('BRONZE_BUCKET');
  return glueCatalog(new GlueClient({ maxAttempts }), {
    schemas: [...sources.keys()],
    location: (schema, table) => `s3://${bucket}/${sources.get(schema)}/${bronzeTableOf(table)}/`,
  });
};
/** The ARN of the state machine that loads large objects in parts. */
export const fullLoadMachine = (): string => required('FULL_LOAD_MACHINE');
export const metrics = () =>
  emfMetrics(line => {
    process.stdout.write(line);
  });

export const monitorPorts = () => ({ ledger: ledger(), metrics: metrics(), now });

/** Where Lambda unpacks layers. */
const layers = '/opt';

const classifier = ({ secondStage }: Workspace) =>
  secondStage ? { classifier: onnxClassifier({ ...secondStage, model: resolve(layers, secondStage.model) }) } : {};

export const ingestPorts = (): IngestPorts => {
  const objects = store();
  const wrapper = kmsWrapper(kmsClient(), required('CELL_KEY'));
  return {
    store: objects,
    keys: envelopeKeys(wrapper, objects, workspace.name, now),
    subjects: subjects(),
    ledger: ledger(),
    catalog: catalog(),
    metrics: metrics(),
    ...classifier(workspace),
    now,
    random: bytes => {
      randomFillSync(bytes);
    },
  };
};

/** A plan travels through Step Functions, which takes 256 KB: so many loads of one table at once, the oldest first. */
const mostLoads = 400;

export const silverDeps = (): SilverDeps => {
  const tables = catalog();
  return {
    contracts: workspace.tables,
    engine: athenaEngine(new AthenaClient({ maxAttempts }), required('ATHENA_WORKGROUP')),
    dialect: athenaDialect(`s3://${required('SILVER_BUCKET')}`),
    ledger: ledger(),
    catalog: tables,
    metrics: metrics(),
    bronze: athenaBronze(store(), tables),
    now,
    mostLoads,
  };
};

export const silverMachine = (): string => required('SILVER_MACHINE');

export const expirePorts = (): ExpirePorts => {
  const { engine, dialect } = silverDeps();
  const objects = store();
  return {
    store: objects,
    ledger: ledger(),
    engine,
    dialect,
    forgetSilver: contracts => vacuumSilver(engine, objects, contracts),
    now,
  };
};
