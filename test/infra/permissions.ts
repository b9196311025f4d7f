import { loadWorkspace } from '../../lib/config/load.ts';
import { resourceNames, type Zone } from '../../lib/config/resourceNames.ts';
import type { Workspace } from '../../lib/config/workspace.ts';
import { decide, type Policies, type Request, type Statement } from './policyEvaluator.ts';
import type { Synthesized } from './synth.ts';

type Template = NonNullable<Synthesized['template']>;
type Context = NonNullable<Request['context']>;

/** A template's value with every reference as the ARN, or the name, that it will be. */
const resolved = ({ Resources }: Template, account: string, region: string) => {
  const arnOf = (id: string): string => {
    const { Type, Properties } = Resources[id]!;
    if (Type === 'AWS::IAM::Role') return `arn:aws:iam::${account}:role/${Properties['RoleName'] ?? id}`;
    if (Type === 'AWS::KMS::Key') return `arn:aws:kms:${region}:${account}:key/${id}`;
    if (Type === 'AWS::S3::Bucket') return `arn:aws:s3:::${Properties['BucketName']}`;
    return `arn:aws:${Type.split('::')[1]!.toLowerCase()}:${region}:${account}:${id}`;
  };
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const all = value as Record<string, unknown>;
    if ('Ref' in all) return Resources[String(all['Ref'])] ? String(all['Ref']) : `(${all['Ref']})`;
    if ('Fn::GetAtt' in all) return arnOf((all['Fn::GetAtt'] as string[])[0]!);
    if ('Fn::Join' in all) {
      const [separator, parts] = all['Fn::Join'] as [string, unknown[]];
      return parts.map(resolve).join(separator);
    }
    return Object.fromEntries(Object.entries(all).map(([name, inner]) => [name, resolve(inner)]));
  };
  return { resolve, arnOf };
};

/** Everything in an account that says who may do what, as its template makes it. */
const accountOf = (template: Template, { account, region }: Workspace) => {
  const { resolve, arnOf } = resolved(template, account, region);
  const all = (type: string) => Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
  const statementsOf = (document: unknown): readonly Statement[] =>
    (resolve(document) as { readonly Statement: readonly Statement[] }).Statement;
  const identity = new Map<string, Statement[]>(all('AWS::IAM::Role').map(([id]) => [arnOf(id), []]));
  for (const [, { Properties }] of [...all('AWS::IAM::Policy'), ...all('AWS::IAM::ManagedPolicy')]) {
    for (const id of resolve(Properties['Roles']) as string[]) {
      identity.get(arnOf(id))!.push(...statementsOf(Properties['PolicyDocument']));
    }
  }
  const resource = new Map<string, readonly Statement[]>([
    ...all('AWS::KMS::Key').map(([id, { Properties }]) => [arnOf(id), statementsOf(Properties['KeyPolicy'])] as const),
    ...all('AWS::S3::BucketPolicy').map(
      ([, { Properties }]) =>
        [arnOf(String(resolve(Properties['Bucket']))), statementsOf(Properties['PolicyDocument'])] as const,
    ),
  ]);
  const keyOf = (part: string): string => arnOf(all('AWS::KMS::Key').find(([id]) => id.includes(part))![0]);
  return { account, identity, resource, cells: keyOf('Cells'), lake: keyOf('Lake') };
};

type Account = ReturnType<typeof accountOf>;

/** The policies that a request meets: a bucket's own for its objects too. */
const policiesFor = (own: readonly Statement[], owner: Account, { resource }: Request): Policies => {
  const statements = owner.resource.get(resource.startsWith('arn:aws:s3') ? resource.split('/')[0]! : resource);
  return { identity: own, ...(statements ? { resource: { owner: owner.account, statements } } : {}) };
};

const actionsOnKey = [
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:CreateGrant',
];

/** What the compiled policies of some workspaces allow, and what stands right beside it. */
export const permissionTests = (workspaces: readonly string[], templateOf: (workspace: string) => Template): void => {
  const read = new Map<string, Workspace>();
  const accounts = new Map<string, Account>();
  beforeAll(async () => {
    for (const name of workspaces) {
      const loaded = await loadWorkspace('configs', name);
      if (!loaded.ok) throw new Error('the configuration is wrong');
      read.set(name, loaded.workspace);
    }
  });
  const deployed = (name: string): { readonly workspace: Workspace; readonly account: Account } => {
    const workspace = read.get(name)!;
    const account = accounts.get(name) ?? accountOf(templateOf(name), workspace);
    accounts.set(name, account);
    return { workspace, account };
  };

  describe.each(workspaces)('%s', name => {
    const world = () => {
      const { workspace, account } = deployed(name);
      const names = resourceNames(workspace);
      const may = (roleName: string, action: string, resource: string, context: Context = {}): boolean => {
        const role = `arn:aws:iam::${workspace.account}:role/${roleName}`;
        const own = account.identity.get(role);
        if (!own) throw new Error(`there is no role ${roleName}`);
        const request = { role, action, resource, context };
        return decide(policiesFor(own, account, request), request) === 'allow';
      };
      const arn = (service: string, rest: string): string =>
        `arn:aws:${service}:${workspace.region}:${workspace.account}:${rest}`;
      const object = (zone: Zone, key: string): string => `arn:aws:s3:::${names.bucket(zone)}/${key}`;
      const contextOf = (entries: Readonly<Record<string, string>>): Context =>
        Object.fromEntries(Object.entries(entries).map(([key, value]) => [`kms:EncryptionContext:${key}`, value]));
      const opens = (roleName: string, entries: Readonly<Record<string, string>>): boolean =>
        may(roleName, 'kms:Decrypt', account.cells, contextOf(entries));
      const columns = workspace.tables.flatMap(({ source, table, encrypted, subject }) =>
        [...encrypted, '_quarantine', '_rescued'].map(column => ({ source, table, column, subject })),
      );
      return { workspace, account, names, may, arn, object, contextOf, opens, columns };
    };
    const principalsOf = () => Object.entries(world().workspace.principals);
    const salt = () => ({ workspace: name, source: '_workspace', table: 'subject', column: 'salt' });

    test('a principal opens the columns that it may decrypt, and no other of any table', () => {
      const { names, opens, columns } = world();
      for (const [principal, { decrypt }] of principalsOf()) {
        for (const { source, table, column } of columns) {
          const granted = decrypt.includes(`${source}.${table}.${column}`);
          expect([principal, column, opens(names.role(principal), { workspace: name, source, table, column })]).toEqual(
            [principal, column, granted],
          );
        }
      }
    });

    test('under a context that lacks or changes anything, nobody opens anything', () => {
      const { names, opens, may, account } = world();
      for (const [principal, { decrypt }] of principalsOf()) {
        for (const place of decrypt) {
          const [source, table, column] = place.split('.') as [string, string, string];
          const whole = { workspace: name, source, table, column };
          for (const entry of Object.keys(whole) as (keyof typeof whole)[]) {
            const { [entry]: _, ...less } = whole;
            expect(opens(names.role(principal), less)).toBe(false);
            expect(opens(names.role(principal), { ...whole, [entry]: 'other' })).toBe(false);
          }
        }
        expect(may(names.role(principal), 'kms:Decrypt', account.cells)).toBe(false);
      }
    });

    test('a key policy and the role must both allow it: neither is enough', () => {
      const { workspace, names, account, contextOf } = world();
      for (const [principal, { decrypt }] of principalsOf()) {
        const role = `arn:aws:iam::${workspace.account}:role/${names.role(principal)}`;
        for (const place of decrypt) {
          const [source, table, column] = place.split('.') as [string, string, string];
          const context = contextOf({ workspace: name, source, table, column });
          const request = { role, action: 'kms:Decrypt', resource: account.cells, context };
          expect(decide(policiesFor([], account, request), request)).toBe('implicit deny');
          const own = account.identity.get(role)!;
          expect(decide({ identity: own, resource: { owner: workspace.account, statements: [] } }, request)).toBe(
            'implicit deny',
          );
        }
      }
    });

    test('the salts of subjects are opened by those who decrypt a table that has some', () => {
      const { names, opens, may, arn, object, columns } = world();
      for (const [principal, { decrypt }] of principalsOf()) {
        const salted = columns.some(
          ({ source, table, column, subject }) => subject && decrypt.includes(`${source}.${table}.${column}`),
        );
        const role = names.role(principal);
        expect([principal, opens(role, salt())]).toEqual([principal, salted]);
        expect(may(role, 's3:GetObject', object('keys', '_workspace/subject/salt/0123456789abcdef.json'))).toBe(salted);
        const subjects = arn('dynamodb', `table/${names.subjects}`);
        const erases = world().workspace.principals[principal]!.erase.length > 0;
        expect(may(role, 'dynamodb:BatchGetItem', subjects)).toBe(salted || erases);
        expect(may(role, 'dynamodb:UpdateItem', subjects)).toBe(erases);
        expect(may(role, 'dynamodb:PutItem', subjects)).toBe(false);
      }
    });

    test('who may erase changes the tables of whom they erase, removes raw unread, and opens no cell', () => {
      const { workspace, account, names, opens, may, object, contextOf } = world();
      for (const [principal, { erase }] of principalsOf()) {
        const role = names.role(principal);
        const erases = erase.length > 0;
        for (const secret of ['subject', 'pseudonym', 'certificate', 'checksum', 'placeholder']) {
          expect([secret, opens(role, { workspace: name, secret })]).toEqual([
            secret,
            erases && ['subject', 'pseudonym', 'certificate'].includes(secret),
          ]);
          const context = contextOf({ workspace: name, secret });
          expect(may(role, 'kms:GenerateDataKey', account.cells, context)).toBe(erases && secret === 'certificate');
        }
        for (const { source, table, silverSchema, subject } of workspace.tables) {
          const kind = subject?.through
            ? workspace.tables.find(t => t.source === source && t.table === subject.through)!.subject!.kind
            : subject?.kind;
          const theirs = kind !== undefined && erase.includes(kind);
          const places = {
            raw: object('raw', `${source}/${table}/a.jsonl`),
            bronze: object('bronze', `${source}/${table}/a.parquet`),
            silver: object('silver', `${names.database(silverSchema)}/${table}/a.parquet`),
          };
          for (const [zone, place] of Object.entries(places)) {
            for (const action of ['DeleteObject', 'DeleteObjectVersion']) {
              expect([zone, table, may(role, `s3:${action}`, place)]).toEqual([zone, table, theirs]);
            }
            expect([zone, table, may(role, 's3:PutObject', place)]).toEqual([zone, table, theirs && zone !== 'raw']);
          }
        }
      }
    });

    test('a principal reads the layers and sources that it may, and no other', () => {
      const { workspace, names, may, arn, object } = world();
      for (const [principal, { read, erase }] of principalsOf()) {
        const role = names.role(principal);
        for (const { source, table, bronzeSchema, silverSchema } of workspace.tables) {
          const reads = (layer: string) => read.includes(layer) || read.includes(`${layer}/${source}`);
          const glue = (schema: string): boolean =>
            may(role, 'glue:GetTable', arn('glue', `table/${names.database(schema)}/${table}`));
          const gets = (zone: Zone, folder: string) => may(role, 's3:GetObject', object(zone, `${folder}/${table}/a`));
          // Who erases reads what they erase: the test above.
          if (erase.length > 0) continue;
          expect([principal, table, gets('quarantine', source)]).toEqual([principal, table, reads('quarantine')]);
          expect([principal, table, gets('bronze', source), glue(bronzeSchema)]).toEqual([
            principal,
            table,
            reads('bronze'),
            reads('bronze'),
          ]);
          expect([principal, table, gets('silver', names.database(silverSchema)), glue(silverSchema)]).toEqual([
            principal,
            table,
            reads('silver'),
            reads('silver'),
          ]);
          for (const zone of ['bronze', 'silver', 'quarantine', 'keys'] as const) {
            expect(may(role, 's3:PutObject', object(zone, `${source}/${table}/a`))).toBe(false);
          }
        }
      }
    });

    test('nobody gets at raw, at the results of others, or at keys of columns that are not theirs', () => {
      const { workspace, names, may, arn, object } = world();
      for (const [principal, { read, decrypt, erase }] of principalsOf()) {
        const role = names.role(principal);
        const asks = erase.length > 0 || read.some(place => !place.startsWith('quarantine'));
        for (const whose of [...Object.keys(workspace.principals), undefined]) {
          const mine = whose === principal && asks;
          expect(may(role, 's3:GetObject', object('results', `${whose ?? 'silver'}/1.csv`))).toBe(mine);
          const group = arn('athena', `workgroup/${names.workGroup(whose)}`);
          expect(may(role, 'athena:StartQueryExecution', group)).toBe(mine);
        }
        for (const { source, table, encrypted } of workspace.tables) {
          for (const action of ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject']) {
            expect(may(role, action, object('raw', `${source}/${table}/a.jsonl`))).toBe(false);
          }
          for (const column of encrypted) {
            expect(may(role, 's3:GetObject', object('keys', `${source}/${table}/${column}/0.json`))).toBe(
              decrypt.includes(`${source}.${table}.${column}`),
            );
          }
        }
      }
    });

    test('who decrypts or erases adds audit records to the ledger, and changes nothing in it', () => {
      const { names, may, arn } = world();
      const ledger = arn('dynamodb', `table/${names.ledger}`);
      const put = (role: string, ...keys: readonly string[]): boolean =>
        may(role, 'dynamodb:PutItem', ledger, { 'dynamodb:LeadingKeys': keys });
      for (const [principal, { decrypt, erase }] of principalsOf()) {
        const role = names.role(principal);
        const leaves = decrypt.length + erase.length > 0;
        expect([principal, put(role, 'audit')]).toEqual([principal, leaves]);
        expect(put(role, 'load#0')).toBe(false);
        expect(put(role, 'audit', 'load#0')).toBe(false);
        expect(may(role, 'dynamodb:PutItem', ledger)).toBe(false);
        for (const action of ['UpdateItem', 'DeleteItem', 'BatchWriteItem']) {
          const context = { 'dynamodb:LeadingKeys': ['audit'] };
          expect(may(role, `dynamodb:${action}`, ledger, context)).toBe(false);
        }
        expect(may(role, 'dynamodb:Query', ledger)).toBe(erase.length > 0);
      }
    });

    test('a principal starts the machines of its jobs, and no other', () => {
      const { workspace, names, may, arn } = world();
      const machines = { raw_to_bronze: names.fullLoadMachine, bronze_to_silver: names.silverMachine } as const;
      for (const [principal, { start }] of principalsOf()) {
        const stages = workspace.jobs.filter(job => start.includes(job.name)).map(job => job.stage);
        for (const [stage, machine] of Object.entries(machines)) {
          expect(may(names.role(principal), 'states:StartExecution', arn('states', `stateMachine:${machine}`))).toBe(
            stages.some(found => found === stage),
          );
        }
      }
    });

    test('an administrator manages the key of cells, and neither uses it nor lets others use it', () => {
      const { workspace, account, contextOf, columns } = world();
      const role = `arn:aws:iam::${workspace.account}:role/Administrator`;
      const all: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
      const can = (action: string, context: Context = {}): boolean => {
        const request = { role, action, resource: account.cells, context };
        return decide(policiesFor([all], account, request), request) === 'allow';
      };
      for (const action of ['PutKeyPolicy', 'DescribeKey', 'EnableKey', 'CancelKeyDeletion', 'RotateKeyOnDemand']) {
        expect(can(`kms:${action}`)).toBe(true);
      }
      const contexts = [
        ...columns.map(({ source, table, column }) => ({ workspace: name, source, table, column })),
        { workspace: name, secret: 'checksum' },
        salt(),
      ];
      for (const action of actionsOnKey) {
        expect(can(action)).toBe(false);
        for (const context of contexts) expect(can(action, contextOf(context))).toBe(false);
      }
    });

    test('no role but those that load and those that decrypt or erase uses the key of cells', () => {
      const { workspace, account, names, may, contextOf } = world();
      const using = principalsOf()
        .filter(([, { decrypt, erase }]) => decrypt.length + erase.length > 0)
        .map(([principal]) => names.role(principal));
      const loading = ['ingest', 'full-load'].map(names.functionRole);
      for (const role of account.identity.keys()) {
        const roleName = role.split('/')[1]!;
        const mentions = JSON.stringify(account.identity.get(role)).includes(account.cells);
        const expected = using.includes(roleName) || (workspace.tables.length > 0 && loading.includes(roleName));
        expect([roleName, mentions]).toEqual([roleName, expected]);
        for (const action of actionsOnKey.slice(1)) {
          const loads = action === 'kms:GenerateDataKey' && loading.includes(roleName);
          expect([roleName, action, may(roleName, action, account.cells, contextOf({ workspace: name }))]).toEqual([
            roleName,
            action,
            loads,
          ]);
          expect(may(roleName, action, account.cells, contextOf({ workspace: 'other' }))).toBe(false);
          expect(may(roleName, action, account.cells)).toBe(false);
        }
      }
    });

    test('no policy is longer than AWS takes', () => {
      const longest: Readonly<Record<string, number>> = {
        'AWS::IAM::Policy': 10_240,
        'AWS::IAM::ManagedPolicy': 6144,
        'AWS::KMS::Key': 32_768,
        'AWS::S3::BucketPolicy': 20_480,
      };
      const { workspace } = world();
      const { resolve } = resolved(templateOf(name), workspace.account, workspace.region);
      for (const [id, { Type, Properties }] of Object.entries(templateOf(name).Resources)) {
        const document = Properties?.['PolicyDocument'] ?? Properties?.['KeyPolicy'];
        const most = longest[Type];
        if (!document || most === undefined) continue;
        // A reference to a key is a little longer than what stands for it here.
        expect([id, JSON.stringify(resolve(document)).length < most - 500]).toEqual([id, true]);
      }
    });
  });

  describe.each(workspaces.filter(name => name !== 'ctl-datascience'))('functions of %s', name => {
    const world = () => {
      const { workspace, account } = deployed(name);
      const names = resourceNames(workspace);
      const may = (handler: string, action: string, resource: string, context: Context = {}): boolean => {
        const role = `arn:aws:iam::${workspace.account}:role/${names.functionRole(handler)}`;
        const request = { role, action, resource, context };
        return decide(policiesFor(account.identity.get(role)!, account, request), request) === 'allow';
      };
      return { workspace, account, names, may };
    };
    const loads = ['ingest', 'full-load'];
    const others = [
      ...['discover', 'plan', 'check', 'record', 'record-failure', 'summarize'].map(step => `silver-${step}`),
      ...['freshness', 'audit', 'catalog'],
    ];

    test.each(loads)('%s makes data keys, opens secrets and salts, and never a cell', handler => {
      const { workspace, account, may } = world();
      const opens = (entries: Readonly<Record<string, string>>): boolean =>
        may(
          handler,
          'kms:Decrypt',
          account.cells,
          Object.fromEntries(Object.entries(entries).map(([key, value]) => [`kms:EncryptionContext:${key}`, value])),
        );
      const salt = { workspace: name, source: '_workspace', table: 'subject', column: 'salt' };
      expect(opens({ workspace: name, secret: 'checksum' })).toBe(true);
      expect(opens(salt)).toBe(true);
      expect(opens({ ...salt, workspace: 'other' })).toBe(false);
      expect(opens({ workspace: 'other', secret: 'checksum' })).toBe(false);
      for (const { source, table, encrypted } of workspace.tables) {
        for (const column of [...encrypted, '_quarantine', '_rescued']) {
          expect(opens({ workspace: name, source, table, column })).toBe(false);
        }
      }
    });

    test.each(loads)('%s reads raw, writes bronze, quarantine and keys, and takes nothing of them away', handler => {
      const { names, may } = world();
      const object = (zone: Zone) => `arn:aws:s3:::${names.bucket(zone)}/platform-db/message/a`;
      const can = (action: string, zone: Zone): boolean => may(handler, `s3:${action}`, object(zone));
      expect([can('GetObjectVersion', 'raw'), can('PutObject', 'raw'), can('DeleteObject', 'raw')]).toEqual([
        true,
        false,
        false,
      ]);
      expect([can('PutObject', 'bronze'), can('PutObject', 'quarantine'), can('PutObject', 'keys')]).toEqual([
        true,
        true,
        true,
      ]);
      expect([can('DeleteObject', 'keys'), can('DeleteObjectVersion', 'bronze'), can('GetObject', 'silver')]).toEqual([
        false,
        false,
        false,
      ]);
    });

    test('expire takes away what is in bronze, silver and quarantine, and gets at no key of cells, raw file or salt', () => {
      const { workspace, account, names, may } = world();
      const { account: id, region } = workspace;
      const can = (action: string, zone: Zone): boolean =>
        may('expire', `s3:${action}`, `arn:aws:s3:::${names.bucket(zone)}/platform-db/message/a`);
      const zones = ['bronze', 'silver', 'quarantine', 'raw', 'keys'] as const;
      expect(zones.filter(zone => can('DeleteObjectVersion', zone))).toEqual(['bronze', 'silver', 'quarantine']);
      expect(zones.filter(zone => can('GetObject', zone))).toEqual(['bronze', 'silver', 'quarantine']);
      const context = { 'kms:EncryptionContext:workspace': name };
      for (const action of actionsOnKey) expect(may('expire', action, account.cells, context)).toBe(false);
      expect(may('expire', 'dynamodb:GetItem', `arn:aws:dynamodb:${region}:${id}:table/${names.subjects}`)).toBe(false);
    });

    test.each(others)('%s gets at no key of cells, no wrapped key, no raw file and no salt', handler => {
      const { workspace, account, names, may } = world();
      const { account: id, region } = workspace;
      const context = { 'kms:EncryptionContext:workspace': name };
      for (const action of actionsOnKey) expect(may(handler, action, account.cells, context)).toBe(false);
      for (const zone of ['raw', 'keys', 'quarantine'] as const) {
        expect(may(handler, 's3:GetObject', `arn:aws:s3:::${names.bucket(zone)}/platform-db/message/a`)).toBe(false);
      }
      expect(may(handler, 'dynamodb:GetItem', `arn:aws:dynamodb:${region}:${id}:table/${names.subjects}`)).toBe(false);
    });
  });

  test('researchers of ctl-datascience read the silver of ctl-prod where it lies, and nothing else there', () => {
    const [reader, owner] = [deployed('ctl-datascience'), deployed('ctl-prod')];
    const names = resourceNames(owner.workspace);
    const role = `arn:aws:iam::${reader.workspace.account}:role/${resourceNames(reader.workspace).role('researchers')}`;
    const may = (action: string, resource: string, context: Context = {}): boolean => {
      const request = { role, action, resource, context };
      return decide(policiesFor(reader.account.identity.get(role)!, owner.account, request), request) === 'allow';
    };
    const file = (zone: Zone) => `arn:aws:s3:::${names.bucket(zone)}/ctl_prod_silver_platformdb/message/a.parquet`;
    expect(may('s3:GetObject', file('silver'))).toBe(true);
    expect(may('s3:PutObject', file('silver'))).toBe(false);
    for (const zone of ['raw', 'bronze', 'quarantine', 'keys', 'results'] as const) {
      expect(may('s3:GetObject', file(zone))).toBe(false);
    }
    expect(may('kms:Decrypt', owner.account.lake, { 'kms:ResourceAliases': [names.lakeKeyAlias] })).toBe(true);
    const cell = {
      'kms:ResourceAliases': [names.cellKeyAlias],
      'kms:EncryptionContext:workspace': 'ctl-prod',
      'kms:EncryptionContext:source': 'platform-db',
      'kms:EncryptionContext:table': 'message',
      'kms:EncryptionContext:column': 'message',
    };
    expect(may('kms:Decrypt', owner.account.cells, cell)).toBe(false);
  });
};
