import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { ObjectWriter } from '../../ports/objectStore.ts';
import { storeFault } from './storeFault.ts';

/** S3 takes parts from 5 MiB, at most 10,000 of them: 8 MiB a part allows 78 GiB and costs as much memory. */
const partBytes = 8 << 20;

/** Writes one object: in one request when it is small, in parts otherwise. Nothing shows before `commit`. */
export const multipartWriter = (
  s3: S3Client,
  place: { readonly Bucket: string; readonly Key: string },
): ObjectWriter => {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let upload: string | undefined;
  let ended = false;
  const parts: CompletedPart[] = [];

  const take = (): Buffer => {
    const bytes = Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    return bytes;
  };
  const sendPart = async (): Promise<void> => {
    upload ??= (await s3.send(new CreateMultipartUploadCommand({ ...place, ChecksumAlgorithm: 'CRC32' }))).UploadId!;
    const PartNumber = parts.length + 1;
    const { ETag, ChecksumCRC32 } = await s3.send(
      new UploadPartCommand({ ...place, UploadId: upload, PartNumber, Body: take(), ChecksumAlgorithm: 'CRC32' }),
    );
    parts.push({ PartNumber, ...(ETag ? { ETag } : {}), ...(ChecksumCRC32 ? { ChecksumCRC32 } : {}) });
  };
  const faultsNamed = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      throw storeFault(error);
    }
  };

  return {
    write: async bytes => {
      // A copy: the caller may use its buffer again.
      waiting.push(Buffer.from(bytes));
      waitingBytes += bytes.length;
      if (waitingBytes >= partBytes) await faultsNamed(sendPart);
    },
    commit: () =>
      faultsNamed(async () => {
        if (!upload) await s3.send(new PutObjectCommand({ ...place, Body: take() }));
        else {
          if (waitingBytes > 0) await sendPart();
          await s3.send(
            new CompleteMultipartUploadCommand({ ...place, UploadId: upload, MultipartUpload: { Parts: parts } }),
          );
        }
        ended = true;
      }),
    abort: async () => {
      waiting = [];
      if (ended || !upload) return;
      ended = true;
      // What cannot be aborted now is removed by the bucket's lifecycle.
      await s3.send(new AbortMultipartUploadCommand({ ...place, UploadId: upload })).catch(() => {});
    },
  };
};
