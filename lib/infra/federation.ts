import { CfnDataCatalog } from 'aws-cdk-lib/aws-athena';
import { AccountPrincipal, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { resourceNames } from '../config/resourceNames.ts';
import type { Workspace } from '../config/workspace.ts';

/** A workspace that reads this one's silver in place. */
export type Reader = Pick<Workspace, 'name' | 'account' | 'region'>;

/** The roles of its principals. */
export const readerRoles = ({ name, account }: Reader): string => `arn:aws:iam::${account}:role/hushlake-${name}-*`;

/** Lets the roles of other workspaces read silver's files, and open them; the catalog's part is a policy of Glue's. */
export const grantReaders = (readers: readonly Reader[], silver: Bucket, key: Key): void => {
  for (const reader of readers) {
    const shared = {
      principals: [new AccountPrincipal(reader.account)],
      conditions: { ArnLike: { 'aws:PrincipalArn': readerRoles(reader) } },
    };
    silver.addToResourcePolicy(
      new PolicyStatement({ ...shared, actions: ['s3:GetObject'], resources: [silver.arnForObjects('*')] }),
    );
    silver.addToResourcePolicy(
      new PolicyStatement({
        ...shared,
        actions: ['s3:ListBucket', 's3:GetBucketLocation'],
        resources: [silver.bucketArn],
      }),
    );
    // A key policy speaks of its own key only.
    key.addToResourcePolicy(new PolicyStatement({ ...shared, actions: ['kms:Decrypt'], resources: ['*'] }));
  }
};

/** The rights to read another workspace's silver where it lies: nothing is copied. */
export const readFederated = (owner: Workspace): readonly PolicyStatement[] => {
  const names = resourceNames(owner);
  const { account, region } = owner;
  const databases = [...new Set(owner.tables.map(t => names.database(t.silverSchema)))];
  const arn = (resource: string): string => `arn:aws:glue:${region}:${account}:${resource}`;
  const bucket = `arn:aws:s3:::${names.bucket('silver')}`;
  return [
    new PolicyStatement({ actions: ['s3:GetObject'], resources: [`${bucket}/*`] }),
    new PolicyStatement({ actions: ['s3:ListBucket', 's3:GetBucketLocation'], resources: [bucket] }),
    new PolicyStatement({
      // The key's id is known to its own account only; its alias names it here.
      actions: ['kms:Decrypt'],
      resources: [`arn:aws:kms:${region}:${account}:key/*`],
      conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': names.lakeKeyAlias } },
    }),
    new PolicyStatement({
      actions: ['glue:GetDatabase', 'glue:GetDatabases', 'glue:GetTable', 'glue:GetTables', 'glue:GetPartitions'],
      resources: [arn('catalog'), ...databases.flatMap(name => [arn(`database/${name}`), arn(`table/${name}/*`)])],
    }),
  ];
};

/** The other workspace's catalog under its name with underscores, for queries: `"ctl_prod"."ctl_prod_silver_platformdb"."message"`. */
export class FederatedCatalog extends Construct {
  constructor(scope: Construct, id: string, owner: Workspace, roles: readonly IRole[]) {
    super(scope, id);
    const name = owner.name.replaceAll('-', '_');
    new CfnDataCatalog(this, 'Catalog', {
      name,
      type: 'GLUE',
      description: `Silver of ${owner.name}, read in place`,
      parameters: { 'catalog-id': owner.account },
    });
    for (const role of roles) {
      role.addToPrincipalPolicy(
        new PolicyStatement({
          actions: ['athena:GetDataCatalog', 'athena:ListDatabases', 'athena:ListTableMetadata'],
          resources: [`arn:aws:athena:${owner.region}:${roles[0]!.principalAccount}:datacatalog/${name}`],
        }),
      );
    }
  }
}
