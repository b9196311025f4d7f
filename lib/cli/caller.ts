import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Workspace } from '../config/load.ts';
import { WrongUse } from './exit.ts';

/** Who the credentials at hand belong to, as an ARN. @throws WrongUse when there are none or they are of another account */
export const callerOf = async ({
  name,
  account,
  region,
}: Pick<Workspace, 'name' | 'account' | 'region'>): Promise<string> => {
  const remedy = `set AWS_PROFILE to a profile of`;
  try {
    const { Account, Arn } = await new STSClient({ region }).send(new GetCallerIdentityCommand({}));
    if (Account === account) return Arn!;
    throw new WrongUse(
      `the credentials are of account ${Account}, ${name} lives in ${account}: ${remedy} that account`,
    );
  } catch (error) {
    if (error instanceof WrongUse) throw error;
    const found = String((error as { name?: unknown })?.name);
    throw new WrongUse(
      `AWS does not know who you are (${found}): ${remedy} account ${account}, after \`aws sso login\` where it needs that`,
    );
  }
};
