import { GetResourcePolicyCommand, type GlueClient, PutResourcePolicyCommand } from '@aws-sdk/client-glue';

/** Read access to databases of this account's catalog, for the roles of a workspace in another account. */
export interface CatalogGrant {
  /** Letters and digits: names the statement, so that a later deploy finds it again. */
  readonly sid: string;
  readonly account: string;
  /** ARN pattern of the roles that may read. */
  readonly roles: string;
  /** ARNs of the catalog, the databases and their tables. */
  readonly resources: readonly string[];
}

interface Statement {
  readonly Sid?: string;
}

const statementOf = ({ sid, account, roles, resources }: CatalogGrant) => ({
  Sid: sid,
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: ['glue:GetDatabase', 'glue:GetDatabases', 'glue:GetTable', 'glue:GetTables', 'glue:GetPartitions'],
  Resource: resources,
  Condition: { ArnLike: { 'aws:PrincipalArn': roles } },
});

/**
 * Keeps this workspace's statements in the catalog's one resource policy, beside those of others. CloudFormation has no
 * resource for it.
 */
export const shareCatalog = async (
  glue: GlueClient,
  prefix: string,
  grants: readonly CatalogGrant[],
): Promise<void> => {
  const held = await glue.send(new GetResourcePolicyCommand({})).catch((error: unknown) => {
    if ((error as { name?: unknown }).name === 'EntityNotFoundException') return undefined;
    throw error;
  });
  const statements = held?.PolicyInJson ? (JSON.parse(held.PolicyInJson) as { Statement: Statement[] }).Statement : [];
  const others = statements.filter(({ Sid }) => !Sid?.startsWith(prefix));
  const next: readonly Statement[] = [...others, ...grants.map(statementOf)];
  if (JSON.stringify(next) === JSON.stringify(statements) || next.length === 0) return;
  await glue.send(
    new PutResourcePolicyCommand({
      PolicyInJson: JSON.stringify({ Version: '2012-10-17', Statement: next }),
      EnableHybrid: 'TRUE',
      ...(held?.PolicyHash ? { PolicyHashCondition: held.PolicyHash } : {}),
    }),
  );
};
