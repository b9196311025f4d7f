import { CustomResource, RemovalPolicy } from 'aws-cdk-lib';
import { CfnDatabase } from 'aws-cdk-lib/aws-glue';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ResourceNames } from '../config/resourceNames.ts';
import type { Workspace } from '../config/workspace.ts';
import { type Reader, readerRoles } from './federation.ts';

export interface CatalogProps {
  readonly handler: LambdaFunction;
  readonly allowBreaking: boolean;
  /** Workspaces elsewhere that read silver here. */
  readonly readers: readonly Reader[];
}

/**
 * Glue databases of bronze and silver. Their tables belong to the function `catalog`, which adds and widens columns and
 * never drops any: CloudFormation would put a table back to what the template says, without the columns that arrived
 * since. Silver's Iceberg tables are made by the state machine. All of it outlives the stack: Iceberg tables are found
 * through Glue only.
 */
export class Catalog extends Construct {
  constructor(
    scope: Construct,
    id: string,
    workspace: Workspace,
    names: ResourceNames,
    { handler, allowBreaking, readers }: CatalogProps,
  ) {
    super(scope, id);
    const { account, region, tables } = workspace;
    const places = [
      ...tables.map(t => [t.bronzeSchema, `s3://${names.bucket('bronze')}/${t.source}/`] as const),
      ...tables.map(
        t => [t.silverSchema, `s3://${names.bucket('silver')}/${names.database(t.silverSchema)}/`] as const,
      ),
    ];
    const databases = [...new Map(places)].map(([schema, locationUri]) => {
      const database = new CfnDatabase(this, names.database(schema), {
        catalogId: account,
        databaseInput: { name: names.database(schema), description: `${schema} of ${workspace.name}`, locationUri },
      });
      database.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
      return database;
    });
    const shared = [...new Set(tables.map(t => names.database(t.silverSchema)))];
    const arn = (resource: string): string => `arn:aws:glue:${region}:${account}:${resource}`;
    const tablesResource = new CustomResource(this, 'Tables', {
      serviceToken: handler.functionArn,
      resourceType: 'Custom::HushlakeTables',
      properties: {
        allowBreaking,
        // A change of any contract runs the function again.
        contracts: tables.map(t => `${t.source}/${t.table}@${t.version}`).join(' '),
        grants: readers.map(reader => ({
          sid: `hushlake${workspace.name}to${reader.name}`.replaceAll('-', ''),
          account: reader.account,
          roles: readerRoles(reader),
          resources: [arn('catalog'), ...shared.flatMap(name => [arn(`database/${name}`), arn(`table/${name}/*`)])],
        })),
      },
    });
    tablesResource.node.addDependency(handler, ...databases);
  }
}
