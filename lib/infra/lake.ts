import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { type ResourceNames, type Zone, zones } from '../config/resourceNames.ts';
import type { Workspace } from '../config/workspace.ts';
import { acknowledge } from './acknowledge.ts';

const days = (seconds: number): Duration => Duration.days(Math.ceil(seconds / 86_400));

/** Zones whose files follow a table's retention one by one. Silver's do not: a table is made of many files. */
const retained = ['raw', 'bronze', 'quarantine'] as const;

/** Where nothing else is said: a month to undo a mistake. */
const replacedDays = 30;
/** What retention has removed can be got back for a week at most, and no longer than it was kept. */
const undoDays = 7;

/**
 * What happens to files as time passes: each table's retention as its contract says, counted from the day on which an
 * object was written. Bronze and quarantine that were written again, as when a key is replaced, would stay too long by
 * that: the function `expire` goes by the arrival of their raw objects.
 */
const lifecycle = (zone: Zone, { tables }: Workspace): LifecycleRule[] => {
  const housekeeping: LifecycleRule = {
    id: 'unfinished',
    abortIncompleteMultipartUploadAfter: Duration.days(2),
    expiredObjectDeleteMarker: true,
  };
  // Old versions of wrapped keys cost nothing, and without a key its cells are lost.
  if (zone === 'keys') return [housekeeping];
  if (zone === 'results') {
    const week = Duration.days(7);
    return [
      { id: 'a-week', expiration: week, noncurrentVersionExpiration: week },
      { id: 'unfinished', abortIncompleteMultipartUploadAfter: Duration.days(2) },
    ];
  }
  const kept = retained.find(name => name === zone);
  return [
    housekeeping,
    ...(kept
      ? tables.flatMap(({ source, table, retention }): LifecycleRule[] => {
          const seconds = retention?.[kept];
          if (seconds === undefined) return [];
          const age = days(seconds);
          const undo = Duration.days(Math.min(age.toDays(), undoDays));
          const prefix = `${source}/${table}/`;
          return [{ id: `${source}.${table}`, prefix, expiration: age, noncurrentVersionExpiration: undo }];
        })
      : []),
    // Old versions of raw objects are originals: without a retention they stay.
    ...(zone === 'raw' ? [] : [{ id: 'replaced', noncurrentVersionExpiration: Duration.days(replacedDays) }]),
  ];
};

/**
 * The buckets: versioned, encrypted under the lake's key with bucket keys, TLS only, nothing public, and kept when the
 * stack goes.
 */
export class Lake extends Construct {
  readonly buckets: Readonly<Partial<Record<Zone, Bucket>> & { readonly results: Bucket }>;

  constructor(scope: Construct, id: string, workspace: Workspace, names: ResourceNames, key: Key) {
    super(scope, id);
    const accessLogs = new Bucket(this, 'AccessLogs', {
      bucketName: names.bucket('access-logs'),
      // S3 delivers access logs only to buckets under its own key.
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lifecycleRules: [{ expiration: Duration.days(365), noncurrentVersionExpiration: Duration.days(1) }],
    });
    acknowledge(accessLogs, { 'AwsSolutions-S1': 'It holds the access logs itself.' });
    const bucket = (zone: Zone): Bucket =>
      new Bucket(this, zone[0]!.toUpperCase() + zone.slice(1), {
        bucketName: names.bucket(zone),
        encryption: BucketEncryption.KMS,
        encryptionKey: key,
        bucketKeyEnabled: true,
        blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
        objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
        enforceSSL: true,
        minimumTLSVersion: 1.2,
        versioned: true,
        removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
        serverAccessLogsBucket: accessLogs,
        serverAccessLogsPrefix: `${zone}/`,
        lifecycleRules: lifecycle(zone, workspace),
      });
    // Who only reads elsewhere has queries and their results.
    const own = workspace.tables.length > 0 ? zones : (['results'] as const);
    this.buckets = Object.fromEntries(own.map(zone => [zone, bucket(zone)])) as Lake['buckets'];
    if (!this.buckets.raw) return;
    // Said in CloudFormation itself: CDK's own switch brings a function of its own.
    (this.buckets.raw.node.defaultChild as CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
  }
}
