import { KMSClient, type KMSClientConfig } from '@aws-sdk/client-kms';

/**
 * A client that tries again what passes (throttling, a broken connection, a fault of KMS's own) and gives up on what
 * does not: without limits a load would wait for KMS until its function ends, and nobody would know why.
 */
export const kmsClient = (config: KMSClientConfig = {}): KMSClient =>
  new KMSClient({
    maxAttempts: 6,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    ...config,
  });
