import { DecryptCommand, GenerateDataKeyCommand, type KMSClient, ReEncryptCommand } from '@aws-sdk/client-kms';
import type { Rewrapper } from '../../usecases/rewrapKeys.ts';
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
      return { bytes: Plaintext!, wrapped: CiphertextBlob!, wrappedBy: keyArn };
    } catch (error) {
      throw kmsFault(error, { action: 'GenerateDataKey', key: keyArn, context });
    }
  },
  unwrap: async (wrapped, context, wrappedBy) => {
    try {
      const { Plaintext } = await kms.send(
        new DecryptCommand({ KeyId: wrappedBy, CiphertextBlob: wrapped, EncryptionContext: { ...context } }),
      );
      return Plaintext!;
    } catch (error) {
      throw kmsFault(error, { action: 'Decrypt', key: wrappedBy, context });
    }
  },
});

/** Has KMS wrap keys under another KMS key, under the same context. The plaintext never leaves KMS. */
export const kmsRewrapper = (kms: KMSClient, target: string): Rewrapper => ({
  target,
  rewrap: async (wrapped, context, wrappedBy) => {
    try {
      const { CiphertextBlob } = await kms.send(
        new ReEncryptCommand({
          CiphertextBlob: wrapped,
          SourceKeyId: wrappedBy,
          SourceEncryptionContext: { ...context },
          DestinationKeyId: target,
          DestinationEncryptionContext: { ...context },
        }),
      );
      return CiphertextBlob!;
    } catch (error) {
      throw kmsFault(error, { action: 'ReEncrypt', key: wrappedBy, context });
    }
  },
});
