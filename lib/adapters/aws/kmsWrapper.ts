import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { KeyWrapper } from '../keys/envelope.ts';
import { kmsFault } from './kmsFault.ts';

/** Wraps data keys under a KMS key; the context is KMS's encryption context, so grants and CloudTrail speak of columns. */
export const kmsWrapper = (kms: KMSClient, keyArn: string): KeyWrapper => ({
  wrappedBy: keyArn,
  generate: async context => {
    try {
      const { Plaintext, CiphertextBlob } = await kms.send(
        new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256', EncryptionContext: { ...context } }),
      );
      return { bytes: Plaintext!, wrapped: CiphertextBlob! };
    } catch (error) {
      throw kmsFault(error, { action: 'GenerateDataKey', key: keyArn, context });
    }
  },
  unwrap: async (wrapped, context) => {
    try {
      const { Plaintext } = await kms.send(
        new DecryptCommand({ KeyId: keyArn, CiphertextBlob: wrapped, EncryptionContext: { ...context } }),
      );
      return Plaintext!;
    } catch (error) {
      throw kmsFault(error, { action: 'Decrypt', key: keyArn, context });
    }
  },
});
