import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ResourceNames } from '../config/resourceNames.ts';
import type { Principal, Workspace } from '../config/workspace.ts';

/** What some roles may do with the key that wraps data keys, and under which encryption context. */
export interface CellKeyUse {
  readonly actions: readonly ('kms:Decrypt' | 'kms:GenerateDataKey')[];
  /** Names of roles. */
  readonly roles: readonly string[];
  /** Entries that the context must have, each with one of these values. */
  readonly context: Readonly<Record<string, readonly string[]>>;
  /** Entries that it must have, whatever their value. */
  readonly present?: readonly string[];
}

/** The context of the data keys that salts of subjects are encrypted with (docs/formats.md), and where they lie. */
const saltContext = { source: ['_workspace'], table: ['subject'], column: ['salt'] };
export const saltKeys = '_workspace/subject/salt/';

/** The secrets that an erasure takes: to know whose a row is, and to sign what was done. */
export const erasureSecrets = ['subject', 'pseudonym', 'certificate'];

/** Columns that principals decrypt, by table: `platform-db.message` → `message`, `note`. */
export const decryptedColumns = ({ decrypt }: Pick<Principal, 'decrypt'>): ReadonlyMap<string, readonly string[]> => {
  const byTable = new Map<string, string[]>();
  for (const place of decrypt) {
    const [source, table, column] = place.split('.');
    const id = `${source}.${table}`;
    byTable.set(id, [...(byTable.get(id) ?? []), column!]);
  }
  return byTable;
};

/** Whether opening a principal's cells takes the salts of subjects. */
export const opensSalts = ({ tables }: Workspace, principal: Principal): boolean =>
  tables.some(t => t.subject !== undefined && decryptedColumns(principal).has(`${t.source}.${t.table}`));

/**
 * Every use of the key, for the key's policy and for those of the roles alike. Uses that differ in their columns only,
 * or in their roles only, are one: a key policy holds 32 KB.
 */
export const cellKeyUses = (workspace: Workspace, names: ResourceNames): readonly CellKeyUse[] => {
  if (workspace.tables.length === 0) return [];
  const context = { workspace: [workspace.name] };
  const decrypt = ['kms:Decrypt'] as const;
  const loads = [names.functionRole('ingest'), names.functionRole('full-load')];
  const principals = Object.entries(workspace.principals).map(([name, principal]) => ({
    role: names.role(name),
    principal,
  }));

  const rolesByColumns = new Map<string, { use: CellKeyUse; roles: string[] }>();
  for (const { role, principal } of principals) {
    for (const [place, columns] of decryptedColumns(principal)) {
      const [source, table] = place.split('.') as [string, string];
      const column = [...new Set(columns)].sort();
      const id = JSON.stringify([source, table, column]);
      const known = rolesByColumns.get(id)?.roles ?? [];
      const use = { actions: decrypt, roles: [], context: { ...context, source: [source], table: [table], column } };
      rolesByColumns.set(id, { use, roles: [...known, role] });
    }
  }
  const salted = principals.filter(({ principal }) => opensSalts(workspace, principal)).map(({ role }) => role);
  const erasing = principals.filter(({ principal }) => principal.erase.length > 0).map(({ role }) => role);
  const uses: readonly CellKeyUse[] = [
    { actions: ['kms:GenerateDataKey'], roles: loads, context },
    // Secrets of the workspace; the keys of cells it makes and never opens.
    { actions: decrypt, roles: loads, context, present: ['secret'] },
    { actions: decrypt, roles: [...loads, ...salted], context: { ...context, ...saltContext } },
    { actions: decrypt, roles: erasing, context: { ...context, secret: erasureSecrets } },
    { actions: ['kms:GenerateDataKey'], roles: erasing, context: { ...context, secret: ['certificate'] } },
    ...[...rolesByColumns.values()].map(({ use, roles }) => ({ ...use, roles })),
  ];
  return uses.filter(({ roles }) => roles.length > 0);
};

/** A use as the conditions of a statement. */
export const contextConditions = ({ context, present = [] }: CellKeyUse): Record<string, Record<string, unknown>> => {
  const key = (name: string): string => `kms:EncryptionContext:${name}`;
  return {
    StringEquals: Object.fromEntries(
      Object.entries(context).map(([name, values]) => [key(name), values.length === 1 ? values[0] : values]),
    ),
    ...(present.length > 0 ? { Null: Object.fromEntries(present.map(name => [key(name), 'false'])) } : {}),
  };
};

/**
 * What administrators may do: everything but use the key. `kms:CreateGrant` is not among it, because whoever may give a
 * grant may give it to themselves.
 */
const management = [
  'CancelKeyDeletion',
  'CreateAlias',
  'DeleteAlias',
  'DescribeKey',
  'DisableKey',
  'DisableKeyRotation',
  'EnableKey',
  'EnableKeyRotation',
  'GetKeyPolicy',
  'GetKeyRotationStatus',
  'ListGrants',
  'ListKeyPolicies',
  'ListKeyRotations',
  'ListResourceTags',
  'PutKeyPolicy',
  'RetireGrant',
  'RevokeGrant',
  'RotateKeyOnDemand',
  'ScheduleKeyDeletion',
  'TagResource',
  'UntagResource',
  'UpdateAlias',
  'UpdateKeyDescription',
].map(action => `kms:${action}`);

/**
 * The key's own policy. Roles are named in conditions, not as principals: KMS would refuse a role that is not there yet,
 * and forget one that was made anew. The account's policies still count: a role needs both.
 */
export const cellKeyPolicy = (uses: readonly CellKeyUse[], account: string): PolicyDocument =>
  new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'ManagedByTheAccountNotUsed',
        principals: [new AccountRootPrincipal()],
        actions: management,
        resources: ['*'],
      }),
      ...uses.map(
        use =>
          new PolicyStatement({
            principals: [new AccountRootPrincipal()],
            actions: [...use.actions],
            resources: ['*'],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': use.roles.map(role => `arn:aws:iam::${account}:role/${role}`) },
              ...contextConditions(use),
            },
          }),
      ),
    ],
  });
