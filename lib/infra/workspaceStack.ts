import { type App, Stack, Tags } from 'aws-cdk-lib';
import { resourceNames } from '../config/resourceNames.ts';
import type { Workspace } from '../config/workspace.ts';
import { Access } from './access.ts';
import { acknowledge } from './acknowledge.ts';
import { Catalog } from './catalog.ts';
import { grantReaders, type Reader } from './federation.ts';
import { FullLoad } from './fullLoad.ts';
import { Functions } from './functions.ts';
import { grantsOf } from './grants.ts';
import { Ingest, safeQueue } from './ingest.ts';
import { Keys } from './keys.ts';
import { Lake } from './lake.ts';
import { Ledger } from './ledger.ts';
import { Monitoring } from './monitoring.ts';
import { Every } from './schedule.ts';
import { Silver } from './silver.ts';
import { Subjects } from './subjects.ts';

export interface WorkspaceStackProps {
  readonly workspace: Workspace;
  /** Workspaces elsewhere that federate this one. */
  readonly readers: readonly Reader[];
  /** Workspaces that this one federates. */
  readonly owners: readonly Workspace[];
  /** Whether contracts may take columns away from readers. */
  readonly allowBreaking: boolean;
}

/** Everything that one workspace has in its account. A workspace without tables has no pipeline: only keys, results and people. */
export class WorkspaceStack extends Stack {
  constructor(scope: App, { workspace, readers, owners, allowBreaking }: WorkspaceStackProps) {
    const { account, region, tables, schedules } = workspace;
    const names = resourceNames(workspace);
    super(scope, names.stack, {
      env: { account, region },
      description: `Hushlake, workspace ${workspace.name}`,
      // Data that must not be lost: nobody deletes the stack by mistake.
      terminationProtection: /-prod$/.test(workspace.name),
    });
    Tags.of(this).add('hushlake:workspace', workspace.name);
    Tags.of(this).add('hushlake:team', workspace.onCall.team);

    const keys = new Keys(this, 'Keys', workspace, names);
    const lake = new Lake(this, 'Lake', workspace, names, keys.lake);
    const grants = grantsOf(workspace, names, keys);
    new Access(this, 'Access', workspace, names, { key: keys.lake, grants, owners });
    if (tables.length === 0) return;

    if (lake.buckets.silver) grantReaders(readers, lake.buckets.silver, keys.lake);
    new Ledger(this, 'Ledger', names, keys.lake);
    new Subjects(this, 'Subjects', names, keys.lake);
    const functions = new Functions(this, 'Functions', workspace, names, { keys, grants });
    const { ingest, freshness, audit, catalog, expire } = functions.byName;
    new Ingest(this, 'Ingest', workspace, names, { key: keys.lake, handler: ingest });
    const { machine } = new Silver(this, 'Silver', workspace, names, { key: keys.lake, functions, grants });
    new FullLoad(this, 'FullLoad', names, { key: keys.lake, functions, grants });
    new Catalog(this, 'Catalog', workspace, names, { handler: catalog, allowBreaking, readers });
    new Monitoring(this, 'Monitoring', workspace, names, { key: keys.lake, functions, grants });

    const deadLetters = safeQueue(this, 'ScheduleDeadLetters', names.scheduleDeadLetterQueue, keys.lake);
    acknowledge(deadLetters, { 'AwsSolutions-SQS3': 'It is the dead-letter queue of the schedules.' });
    const schedule = (id: string, description: string, every: number, target: string, action: string) =>
      new Every(this, id, {
        name: names.handler(id.toLowerCase()),
        description,
        every,
        target,
        statements: [
          grants.allow([action], [target]),
          grants.allow(['sqs:SendMessage'], [deadLetters.queueArn]),
          grants.lakeKey(),
        ],
        deadLetters: deadLetters.queueArn,
      });
    schedule(
      'FreshnessSchedule',
      'Compares every table with its promise',
      schedules.freshness_check ?? 900,
      freshness.functionArn,
      'lambda:InvokeFunction',
    );
    schedule(
      'AuditSchedule',
      'Looks for what should have been scrubbed',
      schedules.audit ?? 86_400,
      audit.functionArn,
      'lambda:InvokeFunction',
    );
    schedule(
      'MaintenanceSchedule',
      'Removes what is older than its retention',
      schedules.maintenance ?? 86_400,
      expire.functionArn,
      'lambda:InvokeFunction',
    );
    schedule(
      'SilverSchedule',
      'Takes new loads into silver',
      schedules.silver ?? 3600,
      machine.stateMachineArn,
      'states:StartExecution',
    );
  }
}
