import { QueryFailed } from '../adapters/aws/athena.ts';
import { StoreUnavailable } from '../ports/objectStore.ts';

const denied = /access ?denied|not authorized|insufficient permissions/i;

/**
 * What AWS refuses a role, in its own words, which name action and resource, and what to do about it; undefined for an
 * error that is no refusal of AWS. For the person who asked, never for logs.
 */
export const awsRefusal = (error: unknown, role: string, workspace: string): string | undefined => {
  const remedy = `workspace.yaml grants ${role} all that this takes, so its deployed policies are older, or another policy of the account forbids it: run \`npx hushlake deploy -w ${workspace}\`, or ask who administers the account`;
  if (error instanceof QueryFailed) {
    return denied.test(error.detail) ? `${error.detail}\n${remedy}` : error.detail;
  }
  if (error instanceof StoreUnavailable) return denied.test(error.message) ? `${error.message}\n${remedy}` : undefined;
  const { name, message, $metadata } = error as { name?: unknown; message?: unknown; $metadata?: unknown };
  if ($metadata === undefined) return undefined;
  const said = `${String(name)}: ${String(message)}`;
  return denied.test(said) ? `${said}\n${remedy}` : said;
};
