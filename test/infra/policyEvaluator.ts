/**
 * Decides as AWS says that it does: "Policy evaluation logic", "IAM JSON policy elements: Condition operators" and
 * "Single-valued vs. multivalued context keys" of the IAM User Guide, "Key policies" of the KMS Developer Guide. It knows
 * what Hushlake's policies are made of, and throws at anything else, so that nothing it does not understand passes a test.
 */

type OneOrMore<T> = T | readonly T[];

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: OneOrMore<string>;
  readonly Resource?: OneOrMore<string>;
  readonly Principal?: '*' | Readonly<Record<string, OneOrMore<string>>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore<string>>>>>;
}

export interface Policies {
  /** Of the role. */
  readonly identity: readonly Statement[];
  /** Of the resource, where it has one, and the account that owns it. */
  readonly resource?: { readonly owner: string; readonly statements: readonly Statement[] };
}

export interface Request {
  /** ARN of the role behind the session. */
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  /** Condition keys that the request has; several values where the key takes several. */
  readonly context?: Readonly<Record<string, OneOrMore<string>>>;
}

export type Decision = 'allow' | 'explicit deny' | 'implicit deny';

const listOf = <T>(one: OneOrMore<T>): readonly T[] => (Array.isArray(one) ? one : [one as T]);

/** `*` is any run of characters, `?` any one. */
const like = (pattern: string, text: string): boolean => {
  if (pattern.includes('${')) throw new Error(`policy variables are not evaluated: ${pattern}`);
  const escaped = pattern.replace(/[.+^$()|[\]{}\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);
};
/** The six parts of an ARN each match by themselves. */
const arnLike = (pattern: string, text: string): boolean => {
  const parts = (arn: string): string[] => {
    const [a, b, c, d, e, ...rest] = arn.split(':');
    return [a, b, c, d, e].map(part => part ?? '').concat(rest.join(':'));
  };
  const found = parts(text);
  return parts(pattern).every((part, i) => like(part, found[i]!));
};

type Operator = (wanted: string, found: string) => boolean;

const operators: Readonly<Record<string, Operator>> = {
  StringEquals: (wanted, found) => wanted === found,
  StringLike: like,
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: (wanted, found) => wanted.toLowerCase() === found.toLowerCase(),
  NumericLessThan: (wanted, found) => Number(found) < Number(wanted),
};

const holds = (operator: string, wanted: readonly string[], found: OneOrMore<string> | undefined): boolean => {
  if (operator === 'Null') return wanted.some(absent => (absent === 'true') === (found === undefined));
  const [, set, name] = /^(?:(ForAllValues|ForAnyValue):)?(.+)$/.exec(operator)!;
  const compare = operators[name!];
  if (!compare) throw new Error(`the operator ${operator} is not evaluated`);
  // A key that is absent meets ForAllValues, and nothing else here.
  if (found === undefined) return set === 'ForAllValues';
  const values = listOf(found);
  const matches = (value: string): boolean => wanted.some(one => compare(one, value));
  if (set === 'ForAllValues') return values.every(matches);
  if (set === undefined && values.length !== 1) throw new Error(`${operator} of a key with several values`);
  return values.some(matches);
};

const meets = ({ Condition = {} }: Statement, context: NonNullable<Request['context']>): boolean => {
  // Names of condition keys are the same in either case.
  const known = new Map(Object.entries(context).map(([name, value]) => [name.toLowerCase(), value]));
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) =>
      holds(operator, listOf(wanted).map(String), known.get(key.toLowerCase())),
    ),
  );
};

const strange = ['NotAction', 'NotResource', 'NotPrincipal'];

const speaksOf = (statement: Statement, { role, action, resource, context = {} }: Request): boolean => {
  const unknown = strange.find(element => element in statement);
  if (unknown) throw new Error(`${unknown} is not evaluated`);
  return (
    listOf(statement.Action).some(pattern => like(pattern.toLowerCase(), action.toLowerCase())) &&
    listOf(statement.Resource ?? '*').some(pattern => like(pattern, resource)) &&
    meets(statement, { 'aws:PrincipalArn': role, 'aws:SecureTransport': 'true', ...context })
  );
};

const accountOf = (arn: string): string => arn.split(':')[4]!;

/** Whether a statement of a resource's policy names the role, or only the account, which leaves it to the role's own policy. */
const named = ({ Principal }: Statement, role: string): 'role' | 'account' | undefined => {
  if (Principal === undefined) throw new Error("a resource's policy names principals");
  const names = Principal === '*' ? ['*'] : listOf(Principal['AWS'] ?? []);
  if (names.includes('*') || names.includes(role)) return 'role';
  const account = accountOf(role);
  return names.some(name => name === account || name === `arn:aws:iam::${account}:root`) ? 'account' : undefined;
};

/** What AWS answers to a request of a role. */
export const decide = ({ identity, resource }: Policies, request: Request): Decision => {
  const own = identity.filter(statement => speaksOf(statement, request));
  const theirs = (resource?.statements ?? []).filter(
    statement => named(statement, request.role) && speaksOf(statement, request),
  );
  if ([...own, ...theirs].some(({ Effect }) => Effect === 'Deny')) return 'explicit deny';
  const byIdentity = own.length > 0;
  const byRole = theirs.some(statement => named(statement, request.role) === 'role');
  const abroad = resource !== undefined && resource.owner !== accountOf(request.role);
  // A key answers to its own policy first; elsewhere in one account either policy is enough. Abroad it takes both.
  if (abroad || request.resource.startsWith('arn:aws:kms:')) {
    if (theirs.length === 0) return 'implicit deny';
    return byIdentity || (byRole && !abroad) ? 'allow' : 'implicit deny';
  }
  return byIdentity || byRole ? 'allow' : 'implicit deny';
};
