import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { ResourceNames } from '../config/resourceNames.ts';
import type { Workspace } from '../config/workspace.ts';
import { type CellKeyUse, cellKeyPolicy, cellKeyUses } from './cellKey.ts';

/** What encrypting and reading back take, without a wildcard. */
export const useOfKey = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'];

/** A quota of KMS, refused here before anything is deployed. Longer policies of roles CDK makes several of. */
const longestKeyPolicy = 32_768;

/**
 * Two keys: `lake` protects what AWS stores (buckets, queues, the ledger, logs), `cells` wraps the data keys of encrypted
 * columns, so that reading a file and reading a private word are two rights: its policy names the roles that may use it,
 * each with its encryption context, and nobody else in the account. Both rotate, and outlive the stack: without them the
 * data are lost.
 */
export class Keys extends Construct {
  readonly lake: Key;
  readonly cells: Key;
  readonly uses: readonly CellKeyUse[];

  constructor(scope: Construct, id: string, workspace: Workspace, names: ResourceNames) {
    super(scope, id);
    this.uses = cellKeyUses(workspace, names);
    const shared = { enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE };
    this.lake = new Key(this, 'Lake', {
      ...shared,
      alias: names.lakeKeyAlias,
      description: 'Buckets, queues, ledger and logs of the lake',
    });
    const policy = cellKeyPolicy(this.uses, workspace.account);
    this.node.addValidation({
      validate: () => {
        const size = Buffer.byteLength(JSON.stringify(policy));
        if (size <= longestKeyPolicy) return [];
        return [
          `the policy of the key of cells would be ${size} bytes long, and KMS takes ${longestKeyPolicy}: let principals that decrypt columns of one table decrypt the same ones, or name fewer columns`,
        ];
      },
    });
    this.cells = new Key(this, 'Cells', {
      ...shared,
      alias: names.cellKeyAlias,
      description: 'Wraps the data keys of encrypted columns',
      policy,
    });
    const { account, region } = Stack.of(this);
    for (const service of ['events.amazonaws.com', 'cloudwatch.amazonaws.com']) {
      this.lake.addToResourcePolicy(
        new PolicyStatement({
          sid: `For${service.split('.')[0]}`,
          principals: [new ServicePrincipal(service)],
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: ['*'],
          conditions: { StringEquals: { 'aws:SourceAccount': account } },
        }),
      );
    }
    this.lake.addToResourcePolicy(
      new PolicyStatement({
        sid: 'Forlogs',
        principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
        actions: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
          'kms:GenerateDataKeyWithoutPlaintext',
          ...useOfKey.slice(1),
        ],
        resources: ['*'],
        conditions: {
          ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:*` },
        },
      }),
    );
  }
}
