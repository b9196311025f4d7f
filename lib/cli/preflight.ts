import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GlueClient } from '@aws-sdk/client-glue';
import { glueCatalog } from '../adapters/aws/glueCatalog.ts';
import type { Workspace } from '../config/load.ts';
import { breakText, findBreaks } from '../usecases/deployTables.ts';
import { callerOf } from './caller.ts';
import { WrongUse } from './exit.ts';

const nameOf = (error: unknown): string => String((error as { name?: unknown })?.name);

const assertBootstrapped = async ({ account, region }: Workspace): Promise<void> => {
  try {
    await new CloudFormationClient({ region }).send(new DescribeStacksCommand({ StackName: 'CDKToolkit' }));
  } catch (error) {
    if (nameOf(error) !== 'ValidationError') {
      throw new WrongUse(`CloudFormation in ${account}, ${region} answers ${nameOf(error)}: check your rights there`);
    }
    throw new WrongUse(
      `account ${account} is not prepared for CDK in ${region}: run \`npx cdk bootstrap aws://${account}/${region}\` once`,
    );
  }
};

const assertNothingBreaks = async ({ region, tables }: Workspace): Promise<void> => {
  const catalog = glueCatalog(new GlueClient({ region }), {
    schemas: [...new Set(tables.map(table => table.bronzeSchema))],
    location: () => '',
  });
  const breaks = await findBreaks(catalog, tables);
  if (breaks.length === 0) return;
  throw new WrongUse(
    [
      'Readers of deployed tables would lose data:',
      ...breaks.map(found => `  ${breakText(found)}`),
      'Keep the columns, or deploy with --allow-breaking. What lies in the tables stays either way.',
    ].join('\n'),
  );
};

/** Looks before anything is changed. @throws WrongUse with the first thing that stands in the way, and the remedy */
export const preflight = async (
  workspace: Workspace,
  { allowBreaking }: { readonly allowBreaking: boolean },
): Promise<void> => {
  await callerOf(workspace);
  await assertBootstrapped(workspace);
  if (!allowBreaking) await assertNothingBreaks(workspace);
};
