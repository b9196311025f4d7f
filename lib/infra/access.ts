import { AccountRootPrincipal, type PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { ResourceNames } from '../config/resourceNames.ts';
import type { Job, Principal, Workspace } from '../config/workspace.ts';
import { acknowledge } from './acknowledge.ts';
import { FederatedCatalog, readFederated } from './federation.ts';
import { type Grants, wildcardFindings } from './grants.ts';
import { workGroup } from './silver.ts';

type Layer = 'bronze' | 'silver' | 'quarantine';

const readRights = (grants: Grants, { read }: Principal): readonly PolicyStatement[] =>
  read.flatMap(place => {
    const [layer, source] = place.split('/');
    return grants.readLayer(layer as Layer, source);
  });

/** The state machine that a job starts. */
const machineOf = (names: ResourceNames, stage: Job['stage']): string | undefined =>
  stage === 'raw_to_bronze' ? names.fullLoadMachine : stage === 'bronze_to_silver' ? names.silverMachine : undefined;

const startRights = (
  grants: Grants,
  names: ResourceNames,
  { jobs }: Workspace,
  { start }: Principal,
): readonly PolicyStatement[] => {
  const machines = jobs.filter(job => start.includes(job.name)).flatMap(job => machineOf(names, job.stage) ?? []);
  const arns = [...new Set(machines)].map(grants.machineArn);
  if (arns.length === 0) return [];
  return [
    grants.allow(['states:StartExecution', 'states:ListExecutions'], arns),
    grants.allow(
      ['states:DescribeExecution'],
      arns.map(arn => `${arn.replace(':stateMachine:', ':execution:')}:*`),
    ),
  ];
};

/**
 * One role for each principal of workspace.yaml, for the account's identities to assume, with what the workspace grants
 * and nothing else; whoever reads has a workgroup of their own, so that nobody reads another's results.
 */
export class Access extends Construct {
  constructor(
    scope: Construct,
    id: string,
    workspace: Workspace,
    names: ResourceNames,
    { key, grants, owners }: { readonly key: Key; readonly grants: Grants; readonly owners: readonly Workspace[] },
  ) {
    super(scope, id);
    const readers: Role[] = [];
    for (const [name, principal] of Object.entries(workspace.principals)) {
      const part = new Construct(this, name);
      const role = new Role(part, 'Role', {
        roleName: names.role(name),
        ...(principal.description === undefined ? {} : { description: principal.description }),
        assumedBy: new AccountRootPrincipal(),
      });
      const asks = principal.erase.length > 0 || principal.read.some(place => !place.startsWith('quarantine'));
      if (asks) workGroup(part, 'WorkGroup', workspace, names, key, name);
      const federated = principal.read.includes('silver') ? owners.flatMap(readFederated) : [];
      if (federated.length > 0) readers.push(role);
      const statements = [
        ...(asks ? grants.ask(name) : principal.read.length + principal.decrypt.length > 0 ? [grants.lakeKey()] : []),
        ...readRights(grants, principal),
        ...grants.decrypt(name, principal),
        ...grants.erase(name, principal),
        ...startRights(grants, names, workspace, principal),
        ...federated,
      ];
      for (const statement of statements) role.addToPolicy(statement);
      acknowledge(role, wildcardFindings(statements));
    }
    for (const owner of owners) new FederatedCatalog(this, `${owner.name}-catalog`, owner, readers);
  }
}
