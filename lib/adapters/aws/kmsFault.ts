import { KeyFault, KeyUnavailable } from '../../ports/keyService.ts';
import type { KeyContext } from '../keys/envelope.ts';

export interface KmsRequest {
  readonly action: 'Decrypt' | 'GenerateDataKey' | 'ReEncrypt';
  /** ARN of the key that was asked. */
  readonly key: string;
  readonly context: KeyContext;
}

/** Where the right comes from that the request lacks. */
const grantOf = ({ action, context }: KmsRequest): string => {
  const { workspace, source, table, column } = context;
  const deploy = `\`npx hushlake deploy -w ${workspace}\` puts it there`;
  if (action === 'ReEncrypt') {
    return 'wrapping again takes kms:ReEncryptFrom on this key and kms:ReEncryptTo on the new one, in the policies of both: who administers keys puts them there for as long as it takes (docs/keys.md)';
  }
  if (action === 'Decrypt' && column !== undefined) {
    return source === '_workspace'
      ? `principals get it in workspace.yaml with \`decrypt\` of a table that has a subject, functions that load always; ${deploy}`
      : `principals get it in workspace.yaml with decrypt: [${source}.${table}.${column}]; ${deploy}`;
  }
  return `the functions that load get it from the stack; ${deploy}`;
};

/** Which policy is short of it, by what KMS says. */
const shortOf = (message: string): string => {
  if (/explicit deny/.test(message)) return 'a policy forbids it';
  if (/no resource-based policy/.test(message)) return "the key's policy does not allow it";
  if (/no identity-based policy/.test(message)) return "the role's policy does not allow it";
  return "the role's policy and the key's must both allow it";
};

const denied = (request: KmsRequest, message: string): string => {
  const who = /User: (arn:[\w:/+=,.@-]+)/.exec(message)?.[1] ?? 'the caller';
  return `is denied to ${who}: ${shortOf(message)}; ${grantOf(request)}`;
};

/** What KMS answers, by the names of its API reference, and what to do about it. */
const remedies: Readonly<Record<string, string>> = {
  DisabledException: 'the key is disabled: find out who did it, and enable it',
  NotFoundException: 'there is no such key in this account and region',
  KeyUnavailableException: 'the key is not available now: it is tried again',
  KMSInternalException: 'KMS has a fault of its own: it is tried again',
  DependencyTimeoutException: 'KMS has a fault of its own: it is tried again',
  InvalidCiphertextException:
    'the wrapped key was changed, or is of another key, workspace, table or column: restore its object',
  IncorrectKeyException: 'the wrapped key is of another KMS key',
};

const throttled = new Set(['ThrottlingException', 'LimitExceededException', 'RequestLimitExceeded']);
const network = /^(E[A-Z]+|TimeoutError|RequestTimeout|NetworkingError)$/;

const explanation = (request: KmsRequest, error: unknown): string => {
  const { name, code, message } = error as Partial<Record<'name' | 'code' | 'message', unknown>>;
  const found = String(name);
  const said = String(message);
  if (found === 'AccessDeniedException' || found === 'AccessDenied') return denied(request, said);
  if (throttled.has(found)) {
    return `is throttled (${found}), after further tries: it comes back by itself; raise the request quota of KMS if this goes on`;
  }
  if (found === 'KMSInvalidStateException') {
    return /pending deletion/i.test(said)
      ? 'is refused: the key is about to be deleted, and with it every cell; cancel that now'
      : 'is refused: the key is disabled or not ready; look at its state';
  }
  const remedy = remedies[found];
  if (remedy) return `is refused (${found}): ${remedy}`;
  const failed = [code, found].map(String).find(text => network.test(text));
  if (failed) return `has no answer (${failed}), after further tries: KMS cannot be reached, or is down`;
  return `answers ${found}`;
};

/**
 * Why KMS gives no key: which action on which key, under which context, and what is missing. Names of tables and columns,
 * never a value: KMS knows none.
 */
export const kmsFault = (error: unknown, request: KmsRequest): KeyUnavailable => {
  const context = Object.entries(request.context).map(([name, value]) => `${name}=${value}`);
  const message = `kms:${request.action} on ${request.key} (${context.join(', ')}) ${explanation(request, error)}`;
  const { name } = error as { name?: unknown };
  return name === 'InvalidCiphertextException' || name === 'IncorrectKeyException'
    ? new KeyFault('key_of_another', message)
    : new KeyUnavailable(message);
};
