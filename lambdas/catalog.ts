import { GlueClient } from '@aws-sdk/client-glue';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { type CatalogGrant, shareCatalog } from '../lib/adapters/aws/glueSharing.ts';
import { BreakingChanges, deployTables } from '../lib/usecases/deployTables.ts';
import { catalog, logger, workspace } from './environment.ts';
import { safeError } from './safeError.ts';

/** CloudFormation hands every scalar over as text. */
interface Properties {
  readonly allowBreaking: 'true' | 'false';
  readonly grants?: readonly CatalogGrant[];
}

const deploy = async (event: CloudFormationCustomResourceEvent): Promise<void> => {
  // The tables outlive the stack, as their data do.
  if (event.RequestType === 'Delete') return;
  const { allowBreaking, grants = [] } = event.ResourceProperties as unknown as Properties;
  await deployTables(catalog(), workspace.tables, { allowBreaking: allowBreaking === 'true' });
  const before =
    event.RequestType === 'Update' ? (event.OldResourceProperties as Partial<Properties>).grants : undefined;
  // The policy is one for the whole account: it is not even read where nothing was or is shared.
  if (grants.length + (before?.length ?? 0) === 0) return;
  await shareCatalog(new GlueClient({}), `hushlake${workspace.name.replaceAll('-', '')}`, grants);
};

/** Brings the catalog to what the contracts declare, as part of the deployment: what it refuses, CloudFormation rolls back. */
export const handler = async (event: CloudFormationCustomResourceEvent): Promise<void> => {
  let refusal: string | undefined;
  try {
    await deploy(event);
  } catch (error) {
    const safe = safeError(error);
    logger.error('the catalog was not deployed', safe);
    refusal = error instanceof BreakingChanges ? error.message : `${safe.code}: see the log of this function`;
  }
  await fetch(event.ResponseURL, {
    method: 'PUT',
    body: JSON.stringify({
      Status: refusal === undefined ? 'SUCCESS' : 'FAILED',
      // At most 4 KB fit into the answer.
      ...(refusal === undefined ? {} : { Reason: refusal.slice(0, 2000) }),
      PhysicalResourceId: `hushlake-${workspace.name}-catalog`,
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
    }),
  });
};
