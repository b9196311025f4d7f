import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { personTables } from '../config/personTables.ts';
import type { ResourceNames, Zone } from '../config/resourceNames.ts';
import type { Principal, Workspace } from '../config/workspace.ts';
import { contextConditions, decryptedColumns, erasureSecrets, opensSalts, saltKeys } from './cellKey.ts';
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
const readSubjects = ['dynamodb:GetItem', 'dynamodb:BatchGetItem'];
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
  const subjectsArn = arn('dynamodb', `table/${names.subjects}`);
  const ledgerArn = arn('dynamodb', `table/${names.ledger}`);
  const machineArn = (name: string): string => arn('states', `stateMachine:${name}`);

  const allow = (actions: readonly string[], resources: readonly string[], conditions?: Conditions) =>
    new PolicyStatement({
      actions: [...actions],
      resources: [...resources],
      ...(conditions ? { conditions: conditions as Record<string, unknown> } : {}),
    });

  const lakeKey = () => allow(useOfKey, [keys.lake.keyArn]);
  /** Objects of a zone under any of these prefixes; the empty prefix is all of it, no prefix nothing. */
  const objectsUnder = (zone: Zone, prefixes: readonly string[]) => prefixes.map(prefix => objects(zone, prefix));
  const listing = (prefixes: readonly string[]): [Conditions?] =>
    prefixes.includes('') ? [] : [{ StringLike: { 's3:prefix': prefixes.map(prefix => `${prefix}*`) } }];
  const everything: readonly string[] = [''];
  const readObjects = (zone: Zone, prefixes = everything) =>
    prefixes.length === 0
      ? []
      : [
          allow(['s3:GetObject', 's3:GetObjectVersion'], objectsUnder(zone, prefixes)),
          allow(['s3:ListBucket'], [bucketArn(zone)], ...listing(prefixes)),
          // A request for the location names no prefix: the condition would refuse it.
          allow(['s3:GetBucketLocation'], [bucketArn(zone)]),
        ];
  const writeObjects = (zone: Zone, prefixes = everything) => [
    allow(
      ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      objectsUnder(zone, prefixes),
    ),
    allow(['s3:ListBucketMultipartUploads'], [bucketArn(zone)]),
  ];
  /** For good: what a versioned bucket keeps of an object that was replaced or deleted goes too. */
  const removeVersions = (zone: Zone, prefixes = everything) => [
    allow(['s3:DeleteObjectVersion'], objectsUnder(zone, prefixes)),
    allow(['s3:ListBucketVersions'], [bucketArn(zone)], ...listing(prefixes)),
  ];
  /** What a role may do with the key of cells: the same that the key's own policy says of it. */
  const cellKey = (role: string) =>
    keys.uses
      .filter(({ roles }) => roles.includes(role))
      .map(use => allow(use.actions, [keys.cells.keyArn], contextConditions(use)));
  /** New records of what was done with whose words; nothing else of the ledger. */
  const writeAudits = () =>
    allow(['dynamodb:PutItem'], [ledgerArn], {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['audit'] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    });
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

    /**
     * Raw to bronze and quarantine, under keys that it may make and not open again, but for the workspace's secrets and
     * the salts of subjects.
     */
    load: (role: string) => [
      ...readObjects('raw'),
      ...readObjects('bronze'),
      ...readObjects('quarantine'),
      ...readObjects('keys'),
      ...writeObjects('bronze'),
      ...writeObjects('quarantine'),
      allow(['s3:PutObject'], [objects('keys')]),
      ...cellKey(role),
      // It makes salts, and erases what belongs to a row of somebody who was erased.
      allow([...readSubjects, 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [subjectsArn]),
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

    /** What is older than its retention goes from bronze, quarantine and silver, with the versions that buckets keep. */
    expire: () => [
      ...readObjects('quarantine'),
      ...writeObjects('bronze'),
      ...writeObjects('quarantine'),
      ...(['bronze', 'quarantine', 'silver'] as const).flatMap(zone => removeVersions(zone)),
    ],

    /** A person's queries: results go where only the same principal reads them. */
    ask: (principal: string) => [
      ...workGroup(principal),
      ...readObjects('results', [`${principal}/`]),
      ...writeObjects('results', [`${principal}/`]),
      lakeKey(),
    ],
    readLayer: (layer: 'bronze' | 'silver' | 'quarantine', source?: string) => [
      // A table's folder in silver is named after its database, elsewhere after its source.
      ...(layer === 'silver'
        ? readObjects(
            'silver',
            databases('silver', source).map(name => `${name}/`),
          )
        : readObjects(layer, source === undefined ? everything : [`${source}/`])),
      ...(layer === 'quarantine' ? [] : [allow(readTables, tablesOf(databases(layer, source)))]),
    ],
    /** The cells of some columns: KMS opens their data keys under these encryption contexts and no other. */
    decrypt: (name: string, principal: Principal) => {
      if (principal.decrypt.length === 0) return [];
      const prefixes = [...decryptedColumns(principal)].flatMap(([table, columns]) =>
        columns.map(column => `${table.replace('.', '/')}/${column}/`),
      );
      const salted = opensSalts(workspace, principal);
      return [
        ...readObjects('keys', [...prefixes, ...(salted ? [saltKeys] : [])]),
        ...(salted ? [allow(readSubjects, [subjectsArn])] : []),
        ...cellKey(names.role(name)),
        writeAudits(),
        lakeKey(),
      ];
    },
    /**
     * Persons of some kinds: their salts go, and what the tables that name them say of them in bronze and silver, old
     * versions included. It opens no cell, and removes raw objects without reading them. Few statements: the policy of a
     * role holds 10,240 characters.
     */
    erase: (name: string, principal: Principal) => {
      const tables = personTables(workspace.tables, principal.erase);
      if (tables.length === 0) return [];
      const folders = tables.map(({ source, table }) => `${source}/${table}/`);
      const silver = tables.flatMap(({ silverSchema, table }) => [
        `${names.database(silverSchema)}/${table}/`,
        `${names.database(silverSchema)}/_staging__${table}/`,
        `${names.database(silverSchema)}/_tombstones__${table}/`,
      ]);
      const bronzeFiles = objectsUnder('bronze', folders);
      const silverFiles = objectsUnder('silver', silver);
      const raw = objectsUnder('raw', folders);
      const buckets = (['bronze', 'silver', 'quarantine', 'raw'] as const).map(bucketArn);
      const databasesOf = (layer: 'bronzeSchema' | 'silverSchema'): readonly string[] => [
        ...new Set(tables.map(found => names.database(found[layer]))),
      ];
      return [
        allow([...readSubjects, 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'], [subjectsArn]),
        allow(['dynamodb:Query'], [`${subjectsArn}/index/*`]),
        ...readObjects(
          'keys',
          erasureSecrets.map(secret => `_workspace/${secret}.json`),
        ),
        allow(['s3:PutObject'], [`${bucketArn('keys')}/_workspace/certificate.json`]),
        ...cellKey(names.role(name)),
        allow(
          ['s3:GetObject', 's3:GetObjectVersion'],
          [...bronzeFiles, ...silverFiles, ...objectsUnder('quarantine', folders)],
        ),
        allow(
          ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
          [...bronzeFiles, ...silverFiles],
        ),
        allow(['s3:DeleteObject', 's3:DeleteObjectVersion'], [...bronzeFiles, ...silverFiles, ...raw]),
        allow(['s3:ListBucket', 's3:ListBucketVersions'], buckets, ...listing([...folders, ...silver])),
        allow(['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'], buckets),
        allow(readTables, tablesOf([...databasesOf('bronzeSchema'), ...databasesOf('silverSchema')])),
        allow(['glue:CreateTable', 'glue:UpdateTable', 'glue:DeleteTable'], tablesOf(databasesOf('silverSchema'))),
        // Silver must be at rest while rows are emptied.
        allow(['states:ListExecutions'], [machineArn(names.silverMachine)]),
        allow(useLedger, [ledgerArn, `${ledgerArn}/index/*`]),
        writeAudits(),
        lakeKey(),
      ];
    },
  };
};

export type Grants = ReturnType<typeof grantsOf>;

/** Why a resource of a statement ends in a wildcard, by service; cdk-nag asks for each. */
const wildcardReasons: readonly (readonly [RegExp, string])[] = [
  [/^arn:aws:s3:::/, 'Objects come and go: their bucket, or a prefix in it, is the unit.'],
  [/^arn:aws:glue:/, 'Tables come with contracts: their database is the unit.'],
  [/^arn:aws:logs:/, 'Log streams come and go: their group is the unit.'],
  [/^arn:aws:dynamodb:/, 'The indexes of one table.'],
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
