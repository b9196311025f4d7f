import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { ResourceNames } from '../config/resourceNames.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The load ledger (lib/adapters/aws/dynamoLedger.ts): by load, by table and arrival, and those that are not done. */
export class Ledger extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, names: ResourceNames, key: Key) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      tableName: names.ledger,
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    for (const [indexName, hash] of [
      ['by-table', 'table_key'],
      ['open', 'open_key'],
    ] as const) {
      this.table.addGlobalSecondaryIndex({ indexName, partitionKey: text(hash), sortKey: text('arrived') });
    }
  }
}
