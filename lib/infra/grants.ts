import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ResourceNames, Zone } from '../config/resourceNames.ts';
import type { Workspace } from '../config/workspace.ts';
import { type Keys, useOfKey } from './keys.ts';

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const readTables = [
  'glue:GetDatabase',
  'glue:GetDatabases',
  'glue:GetTable',
  'glue:GetTables',
  'glue:GetPartition',
  'glue:GetPartitions',
  'glue:BatchGetPartition',
];
const runQueries = [
  'athena:StartQueryExecution',
  'athena:StopQueryExecution',
  'athena:GetQueryExecution',
  'athena:GetQueryResults',
  'athena:GetWorkGroup',
];
const useLedger = ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'];

/**
 * The rights that functions, state machines and people are made of. No action is a wildcard; resources are named, down to
 * a bucket's objects, a database's tables or a function's log streams, which come and go.
 */
export const grantsOf = (workspace: Workspace, names: ResourceNames, keys: Keys) => {
  const { account, region } = workspace;
  const arn = (service: string, resource: string): string => `arn:aws:${service}:${region}:${account}:${resource}`;
  const bucketArn = (zone: Zone): string => `arn:aws:s3:::${names.bucket(zone)}`;
  const objects = (zone: Zone, prefix = ''): string => `${bucketArn(zone)}/${prefix}*`;
  const databases = (layer: 'bronze' | 'silver', source?: string): readonly string[] => [
    ...new Set(
      workspace.tables
        .filter(table => source === undefined || table.source === source)
        .map(table => names.database(layer === 'bronze' ? table.bronzeSchema : table.silverSchema)),
    ),
  ];
  const tablesOf = (databaseNames: readonly string[]): string[] => [
    arn('glue', 'catalog'),
    ...databaseNames.flatMap(name => [arn('glue', `database/${name}`), arn('glue', `table/${name}/*`)]),
  ];
  const ledgerArn = arn('dynamodb', `table/${names.ledger}`);
  const machineArn = (name: string): string => arn('states', `stateMachine:${name}`);

  const allow = (actions: readonly string[], resources: readonly string[], conditions?: Conditions) =>
    new PolicyStatement({
      actions: [...actions],
      resources: [...resources],
      ...(conditions ? { conditions: conditions as Record<string, unknown> } : {}),
    });

  const lakeKey = () => allow(useOfKey, [keys.lake.keyArn]);
  const readObjects = (zone: Zone, prefix?: string) => [
    allow(['s3:GetObject', 's3:GetObjectVersion'], [objects(zone, prefix)]),
    allow(
      ['s3:ListBucket'],
      [bucketArn(zone)],
      ...(prefix === undefined ? [] : [{ StringLike: { 's3:prefix': `${prefix}*` } }]),
    ),
    // A request for the location names no prefix: the condition would refuse it.
    allow(['s3:GetBucketLocation'], [bucketArn(zone)]),
  ];
  const writeObjects = (zone: Zone, prefix?: string) => [
    allow(
      ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      [objects(zone, prefix)],
    ),
    allow(['s3:ListBucketMultipartUploads'], [bucketArn(zone)]),
  ];
  const workGroup = (whose?: string) => [
    allow(runQueries, [arn('athena', `workgroup/${names.workGroup(whose)}`)]),
    allow(['athena:GetDataCatalog'], [arn('athena', 'datacatalog/AwsDataCatalog')]),
  ];

  /** Queries that change nothing: bronze and silver are read, results lie apart. */
  const look = () => [
    ...workGroup(),
    allow(readTables, tablesOf([...databases('bronze'), ...databases('silver')])),
    ...readObjects('bronze'),
    ...readObjects('silver'),
    ...readObjects('results'),
    ...writeObjects('results'),
    lakeKey(),
  ];

  return {
    lakeKey,
    readObjects,
    machineArn,
    allow,
    bucketArn,
    tablesOf,
    databases,

    writeLogs: (logGroup: string) => [
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [arn('logs', `log-group:${logGroup}:*`)]),
    ],

    /** Raw to bronze and quarantine, under keys that it may make but, but for the workspace's secrets, not open again. */
    load: () => [
      ...readObjects('raw'),
      ...readObjects('bronze'),
      ...readObjects('quarantine'),
      ...readObjects('keys'),
      ...writeObjects('bronze'),
      ...writeObjects('quarantine'),
      allow(['s3:PutObject'], [objects('keys')]),
      allow(['kms:GenerateDataKey'], [keys.cells.keyArn], {
        StringEquals: { 'kms:EncryptionContext:workspace': workspace.name },
      }),
      allow(['kms:Decrypt'], [keys.cells.keyArn], {
        StringEquals: { 'kms:EncryptionContext:workspace': workspace.name },
        Null: { 'kms:EncryptionContext:secret': 'false' },
      }),
      allow(['glue:GetTable', 'glue:CreateTable', 'glue:UpdateTable'], tablesOf(databases('bronze'))),
    ],
    evolveBronzeTables: () => [
      allow(['glue:GetTable', 'glue:GetTables', 'glue:CreateTable', 'glue:UpdateTable'], tablesOf(databases('bronze'))),
    ],
    shareCatalog: () => [allow(['glue:GetResourcePolicy', 'glue:PutResourcePolicy'], [arn('glue', 'catalog')])],
    readCatalog: () => [allow(readTables, tablesOf(databases('bronze')))],
    readBronze: () => [...readObjects('bronze'), lakeKey()],
    readLedger: () => [allow(useLedger, [ledgerArn, `${ledgerArn}/index/*`]), lakeKey()],
    writeLedger: () => [
      allow([...useLedger, 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [ledgerArn, `${ledgerArn}/index/*`]),
      lakeKey(),
    ],
    /** Notes of loads in parts, by their keys: no record of a load or of who saw what can be deleted. */
    forgetNotes: () => [
      allow(['dynamodb:DeleteItem'], [ledgerArn], {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['note#*'] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      }),
    ],
    startFullLoad: () => [allow(['states:StartExecution'], [machineArn(names.fullLoadMachine)])],
    listSilverExecutions: () => [allow(['states:ListExecutions'], [machineArn(names.silverMachine)])],

    /** What silver's queries take besides: silver is written. */
    query: () => [
      ...look(),
      allow(['glue:CreateTable', 'glue:UpdateTable', 'glue:DeleteTable'], tablesOf(databases('silver'))),
      ...writeObjects('silver'),
    ],

    look,

    /** A person's queries: results go where only the same principal reads them. */
    ask: (principal: string) => [
      ...workGroup(principal),
      ...readObjects('results', `${principal}/`),
      ...writeObjects('results', `${principal}/`),
      lakeKey(),
    ],
    readLayer: (layer: 'bronze' | 'silver' | 'quarantine', source?: string) => [
      // A table's folder in silver is named after its database, elsewhere after its source.
      ...(layer === 'silver'
        ? databases('silver', source).flatMap(name => readObjects('silver', `${name}/`))
        : readObjects(layer, source === undefined ? undefined : `${source}/`)),
      ...(layer === 'quarantine' ? [] : [allow(readTables, tablesOf(databases(layer, source)))]),
    ],
    /** The cells of one column: KMS opens its data keys under this encryption context and no other. */
    decrypt: (source: string, table: string, column: string) => [
      ...readObjects('keys', `${source}/${table}/${column}/`),
      allow(['kms:Decrypt'], [keys.cells.keyArn], {
        StringEquals: {
          'kms:EncryptionContext:workspace': workspace.name,
          'kms:EncryptionContext:source': source,
          'kms:EncryptionContext:table': table,
          'kms:EncryptionContext:column': column,
        },
      }),
    ],
  };
};

export type Grants = ReturnType<typeof grantsOf>;

/** Why a resource of a statement ends in a wildcard, by service; cdk-nag asks for each. */
const wildcardReasons: readonly (readonly [RegExp, string])[] = [
  [/^arn:aws:s3:::/, 'Objects come and go: their bucket, or a prefix in it, is the unit.'],
  [/^arn:aws:glue:/, 'Tables come with contracts: their database is the unit.'],
  [/^arn:aws:logs:/, 'Log streams come and go: their group is the unit.'],
  [/^arn:aws:dynamodb:/, 'The indexes of the one ledger.'],
  [/^arn:aws:kms:/, 'The key of another account: its alias, in the condition, names it.'],
  [/^arn:aws:states:/, 'Executions come and go: their state machine is the unit.'],
];

/** The findings of cdk-nag on these statements, each with its reason. */
export const wildcardFindings = (statements: readonly PolicyStatement[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    statements.flatMap(statement =>
      statement.resources.flatMap(resource => {
        const reason = resource.includes('*') && wildcardReasons.find(([pattern]) => pattern.test(resource))?.[1];
        return reason ? [[`AwsSolutions-IAM5[Resource::${resource}]`, reason]] : [];
      }),
    ),
  );
