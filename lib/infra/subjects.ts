import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { ResourceNames } from '../config/resourceNames.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/**
 * The salt of each person, and whose erasure is not settled (lib/adapters/aws/dynamoSubjects.ts). An erased salt must not come back: the table can be put back to a moment of
 * the last day, the least that AWS allows, and no further. A salt that is lost takes its cells with it, so nobody deletes
 * the table by mistake.
 */
export class Subjects extends Construct {
  constructor(scope: Construct, id: string, names: ResourceNames, key: Key) {
    super(scope, id);
    const table = new Table(this, 'Table', {
      tableName: names.subjects,
      partitionKey: text('subject'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 1 },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    table.addGlobalSecondaryIndex({
      indexName: 'unsettled',
      partitionKey: text('unsettled'),
      sortKey: text('subject'),
    });
  }
}
