import { AssumeRoleCommand, type Credentials, STSClient } from '@aws-sdk/client-sts';
import type { Principal, Workspace } from '../config/load.ts';
import { resourceNames } from '../config/resourceNames.ts';
import { callerOf } from './caller.ts';
import { WrongUse } from './exit.ts';

/** What clients of AWS take. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** A principal of workspace.yaml, by name. */
export type NamedPrincipal = Principal & { readonly name: string };

/**
 * The principal to be: the one that was named, or the only one that has the right.
 * @throws WrongUse with what workspace.yaml would have to say
 */
export const choosePrincipal = (
  { name: workspace, principals }: Workspace,
  named: string | undefined,
  right: { readonly has: (principal: Principal) => boolean; readonly what: string; readonly key: string },
): NamedPrincipal => {
  const able = Object.entries(principals).filter(([, principal]) => right.has(principal));
  const ableNames = able.map(([name]) => name).join(', ') || 'none';
  if (named === undefined) {
    const [only, ...more] = able;
    if (only && more.length === 0) return { name: only[0], ...only[1] };
    throw new WrongUse(
      only
        ? `several principals of ${workspace} may ${right.what}: say with --as which you are: ${ableNames}`
        : `no principal of ${workspace} may ${right.what}: workspace.yaml grants it with ${right.key}`,
    );
  }
  const principal = principals[named];
  if (!principal) {
    throw new WrongUse(`${workspace} has no principal ${named}: those that may ${right.what}: ${ableNames}`);
  }
  if (!right.has(principal)) {
    throw new WrongUse(
      `${named} may not ${right.what}: principals.${named} in workspace.yaml has no ${right.key}; those that may: ${ableNames}`,
    );
  }
  return { name: named, ...principal };
};

/** What stands in CloudTrail beside the role: the caller's own name. */
const sessionName = (arn: string): string =>
  (arn.split(/[:/]/).at(-1) ?? '')
    .replace(/[^\w+=,.@-]/g, '-')
    .padEnd(2, '-')
    .slice(0, 64);

const credentialsOf = ({ AccessKeyId, SecretAccessKey, SessionToken }: Credentials): RoleCredentials => ({
  accessKeyId: AccessKeyId!,
  secretAccessKey: SecretAccessKey!,
  sessionToken: SessionToken!,
});

/**
 * Becomes a principal of the workspace with the credentials at hand. `who` is whom they belong to; `credentials` is absent
 * where the caller is that role already.
 */
export const becomePrincipal = async (
  workspace: Workspace,
  principal: string,
): Promise<{ readonly who: string; readonly role: string; readonly credentials?: RoleCredentials }> => {
  const who = await callerOf(workspace);
  const { account, region } = workspace;
  const role = resourceNames(workspace).role(principal);
  if (who.startsWith(`arn:aws:sts::${account}:assumed-role/${role}/`)) return { who, role };
  const RoleArn = `arn:aws:iam::${account}:role/${role}`;
  try {
    const { Credentials } = await new STSClient({ region }).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: sessionName(who) }),
    );
    return { who, role, credentials: credentialsOf(Credentials!) };
  } catch (error) {
    throw new WrongUse(
      `${who} cannot become ${role} (${String((error as { name?: unknown })?.name)}): have yourself allowed sts:AssumeRole on ${RoleArn}, and deploy ${workspace.name} if it is not there yet`,
    );
  }
};
