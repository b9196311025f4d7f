import { type Decision, decide, type Policies, type Request, type Statement } from './policyEvaluator.ts';

const role = 'arn:aws:iam::111111111111:role/reader';
const key = 'arn:aws:kms:us-east-1:111111111111:key/k';
const bucket = 'arn:aws:s3:::b';
const root = { AWS: 'arn:aws:iam::111111111111:root' };
const allow = (more: Partial<Statement>): Statement => ({ Effect: 'Allow', Action: '*', Resource: '*', ...more });
const deny = (more: Partial<Statement>): Statement => ({ ...allow(more), Effect: 'Deny' });
const of = (owner: string, ...statements: readonly Statement[]): Policies['resource'] => ({ owner, statements });
const read: Request = { role, action: 's3:GetObject', resource: `${bucket}/a/b.txt` };
const open: Request = { role, action: 'kms:Decrypt', resource: key };

/** Each as the page of AWS's documentation that the evaluator names says. */
test.each<[string, Policies, Request, Decision]>([
  ['nothing is allowed by itself', { identity: [] }, read, 'implicit deny'],
  ['an allow allows', { identity: [allow({ Action: 's3:getobject' })] }, read, 'allow'],
  ['another action', { identity: [allow({ Action: 's3:GetObjectVersion' })] }, read, 'implicit deny'],
  ['a wildcard of actions', { identity: [allow({ Action: 's3:Get*' })] }, read, 'allow'],
  ['resources are told apart by case', { identity: [allow({ Resource: `${bucket}/A/*` })] }, read, 'implicit deny'],
  ['a wildcard crosses slashes', { identity: [allow({ Resource: `${bucket}/*.txt` })] }, read, 'allow'],
  ['a deny wins over an allow', { identity: [allow({}), deny({ Action: 's3:*' })] }, read, 'explicit deny'],
  [
    "a deny of the resource's policy wins too",
    { identity: [allow({})], resource: of('111111111111', deny({ Principal: '*' })) },
    read,
    'explicit deny',
  ],
  [
    "in one account the bucket's policy is enough where it names the role",
    { identity: [], resource: of('111111111111', allow({ Principal: { AWS: role } })) },
    read,
    'allow',
  ],
  [
    'one that names the account leaves it to the role',
    { identity: [], resource: of('111111111111', allow({ Principal: root })) },
    read,
    'implicit deny',
  ],
  ['abroad it takes both', { identity: [allow({})], resource: of('222222222222') }, read, 'implicit deny'],
  [
    'abroad, with both',
    { identity: [allow({})], resource: of('222222222222', allow({ Principal: root })) },
    read,
    'allow',
  ],
  ['a key answers to its policy', { identity: [allow({})], resource: of('111111111111') }, open, 'implicit deny'],
  [
    'a key whose policy leaves it to the account',
    { identity: [allow({})], resource: of('111111111111', allow({ Principal: root })) },
    open,
    'allow',
  ],
  [
    'a key whose policy leaves it to the account, which says nothing',
    { identity: [], resource: of('111111111111', allow({ Principal: root })) },
    open,
    'implicit deny',
  ],
  [
    'a service is nobody else',
    { identity: [allow({})], resource: of('111111111111', allow({ Principal: { Service: 'logs.amazonaws.com' } })) },
    open,
    'implicit deny',
  ],
])('%s', (_name, policies, request, decision) => {
  expect(decide(policies, request)).toBe(decision);
});

test.each<[string, NonNullable<Statement['Condition']>, Request['context'], boolean]>([
  ['equal', { StringEquals: { 'kms:EncryptionContext:table': 't' } }, { 'kms:encryptioncontext:table': 't' }, true],
  ['one of a list', { StringEquals: { k: ['t', 'u'] } }, { k: 'u' }, true],
  ['equality knows no wildcard', { StringEquals: { k: 't*' } }, { k: 'tt' }, false],
  ['a key that is absent is equal to nothing', { StringEquals: { k: 't' } }, {}, false],
  ['all keys must hold', { StringEquals: { k: 't', l: 'u' } }, { k: 't' }, false],
  ['all operators must hold', { StringEquals: { k: 't' }, Null: { l: 'false' } }, { k: 't' }, false],
  ['like', { StringLike: { k: 'a/*' } }, { k: 'a/b' }, true],
  ['not like', { StringLike: { k: 'a/*' } }, { k: 'b/a/' }, false],
  ['must be there, and is not', { Null: { k: 'false' } }, {}, false],
  ['must be there, and is', { Null: { k: 'false' } }, { k: '' }, true],
  ['the role of the session', { ArnEquals: { 'aws:PrincipalArn': role } }, {}, true],
  ['another role', { ArnEquals: { 'aws:PrincipalArn': `${role}s` } }, {}, false],
  ['a wildcard stays within its part of an ARN', { ArnLike: { k: 'arn:aws:*:role/reader' } }, { k: role }, false],
  ['any of several', { 'ForAnyValue:StringEquals': { k: 'b' } }, { k: ['a', 'b'] }, true],
  ['all of several', { 'ForAllValues:StringEquals': { k: 'b' } }, { k: ['a', 'b'] }, false],
  ['all of none', { 'ForAllValues:StringEquals': { k: 'b' } }, {}, true],
  ['any of none', { 'ForAnyValue:StringEquals': { k: 'b' } }, {}, false],
])('condition: %s', (_name, Condition, context, met) => {
  expect(decide({ identity: [allow({ Condition })] }, { ...read, context })).toBe(met ? 'allow' : 'implicit deny');
});

test.each<[string, object]>([
  ['an operator', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }],
  ['NotAction', { NotAction: 's3:*' }],
  ['a policy variable', { Resource: `${bucket}/\${aws:username}/*` }],
])('what it does not understand is an error: %s', (_name, more) => {
  expect(() => decide({ identity: [allow(more)] }, read)).toThrow('not evaluated');
});
