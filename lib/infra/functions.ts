import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LayerVersion, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type HandlerName, handlers } from '../config/handlers.ts';
import type { ResourceNames } from '../config/resourceNames.ts';
import type { Workspace } from '../config/workspace.ts';
import { acknowledge } from './acknowledge.ts';
import { bundle } from './bundle.ts';
import { type Grants, wildcardFindings } from './grants.ts';
import type { Keys } from './keys.ts';

const mebi = 1 << 20;

/** Whether a function scrubs texts, and so needs the model of a second stage. */
const scrubs = (name: HandlerName): boolean => name === 'ingest' || name === 'full-load';

/** Bytes and seconds of each function. */
const sizes = ({ compute }: Workspace, name: HandlerName): { readonly memory: number; readonly timeout: number } => {
  if (scrubs(name)) return compute.ingest;
  if (name.startsWith('silver-')) return compute.silver;
  // It waits for a query of each table and layer.
  if (name === 'audit' || name === 'expire') return { memory: 1024 * mebi, timeout: 900 };
  return { memory: 512 * mebi, timeout: 300 };
};

/** What each function may do, and nothing else. */
const rights = (grants: Grants, names: ResourceNames, name: HandlerName): readonly PolicyStatement[] => {
  switch (name) {
    case 'ingest':
    case 'full-load':
      return [
        ...grants.load(names.functionRole(name)),
        ...grants.writeLedger(),
        ...grants.forgetNotes(),
        ...grants.startFullLoad(),
      ];
    case 'silver-discover':
      return [...grants.writeLedger(), ...grants.readCatalog(), ...grants.listSilverExecutions()];
    case 'silver-plan':
      // It notes beforehand what silver may hold soon: it might die after it has published.
      return [...grants.writeLedger(), ...grants.readBronze(), ...grants.evolveBronzeTables(), ...grants.query()];
    case 'silver-check':
      return grants.query();
    case 'silver-record':
      return [...grants.writeLedger(), ...grants.query()];
    case 'silver-record-failure':
    case 'freshness':
      return grants.writeLedger();
    case 'silver-summarize':
      return grants.readLedger();
    case 'audit':
      // A table over files of another shape is made where none is there yet.
      return [...grants.readLedger(), ...grants.evolveBronzeTables(), ...grants.look()];
    case 'expire':
      return [...grants.writeLedger(), ...grants.listSilverExecutions(), ...grants.query(), ...grants.expire()];
    case 'catalog':
      return [...grants.evolveBronzeTables(), ...grants.shareCatalog()];
  }
};

/** Every Lambda function of the workspace, each with a role and a log group of its own. */
export class Functions extends Construct {
  readonly byName: Readonly<Record<HandlerName, LambdaFunction>>;
  readonly logGroups: readonly LogGroup[];

  constructor(
    scope: Construct,
    id: string,
    workspace: Workspace,
    names: ResourceNames,
    { keys, grants }: { readonly keys: Keys; readonly grants: Grants },
  ) {
    super(scope, id);
    const environment = {
      RAW_BUCKET: names.bucket('raw'),
      BRONZE_BUCKET: names.bucket('bronze'),
      SILVER_BUCKET: names.bucket('silver'),
      QUARANTINE_BUCKET: names.bucket('quarantine'),
      KEYS_BUCKET: names.bucket('keys'),
      LEDGER_TABLE: names.ledger,
      FULL_LOAD_MACHINE: grants.machineArn(names.fullLoadMachine),
      SUBJECTS_TABLE: names.subjects,
      CELL_KEY: keys.cells.keyArn,
      ATHENA_WORKGROUP: names.workGroup(),
      SILVER_MACHINE: grants.machineArn(names.silverMachine),
      POWERTOOLS_LOG_LEVEL: 'INFO',
    };
    const layers = (workspace.secondStage?.layers ?? []).map((arn, i) =>
      LayerVersion.fromLayerVersionArn(this, `Layer${i}`, arn),
    );
    const logGroups: LogGroup[] = [];
    const make = ({ name, file, export: exported }: (typeof handlers)[number]): LambdaFunction => {
      const part = new Construct(this, name);
      const logGroup = new LogGroup(part, 'Logs', {
        logGroupName: `/aws/lambda/${names.handler(name)}`,
        retention: RetentionDays.THREE_MONTHS,
        encryptionKey: keys.lake,
        removalPolicy: RemovalPolicy.DESTROY,
      });
      logGroups.push(logGroup);
      const role = new Role(part, 'Role', {
        roleName: names.functionRole(name),
        assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      });
      const statements = [...grants.writeLogs(`/aws/lambda/${names.handler(name)}`), ...rights(grants, names, name)];
      for (const statement of statements) role.addToPolicy(statement);
      const { memory, timeout } = sizes(workspace, name);
      const made = new LambdaFunction(part, 'Function', {
        functionName: names.handler(name),
        description: `Hushlake ${workspace.name}: ${name}`,
        runtime: Runtime.NODEJS_24_X,
        architecture: Architecture.ARM_64,
        code: Code.fromAsset(bundle(file, workspace)),
        handler: `index.${exported}`,
        memorySize: memory / mebi,
        timeout: Duration.seconds(timeout),
        environment,
        layers: scrubs(name) ? layers : [],
        role,
        logGroup,
        tracing: Tracing.ACTIVE,
      });
      acknowledge(role, {
        'AwsSolutions-IAM5[Resource::*]': 'X-Ray takes traces of any resource only: it knows no other.',
        ...wildcardFindings(statements),
      });
      return made;
    };
    this.byName = Object.fromEntries(handlers.map(handler => [handler.name, make(handler)])) as Record<
      HandlerName,
      LambdaFunction
    >;
    this.logGroups = logGroups;
  }
}
