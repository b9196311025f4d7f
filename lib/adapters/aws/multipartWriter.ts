import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { ObjectChanged, type ObjectVersion, type ObjectWriter } from '../../ports/objectStore.ts';
import { storeFault } from './storeFault.ts';

/** S3 takes parts from 5 MiB, at most 10,000 of them: 8 MiB a part allows 78 GiB and costs as much memory. */
const partBytes = 8 << 20;

/** What S3 answers when the condition of a write does not hold, or another write of the key is under way. */
const replacedMeanwhile = new Set(['PreconditionFailed', 'ConditionalRequestConflict', 'NotFound', 'NoSuchKey']);

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
      const name = String((error as { name?: unknown })?.name);
      if (error instanceof ObjectChanged || replacedMeanwhile.has(name)) throw new ObjectChanged(place.Key);
      throw storeFault(error);
    }
  };
  /** S3 takes conditions on tags only; asked of that very version, the tag is that of its content. */
  const etagOf = async (object: ObjectVersion): Promise<string> => {
    const { ETag, VersionId } = await s3.send(new HeadObjectCommand(place));
    if ((VersionId ?? 'null') !== object.version) throw new ObjectChanged(object.key);
    return ETag!;
  };

  return {
    write: async bytes => {
      // A copy: the caller may use its buffer again.
      waiting.push(Buffer.from(bytes));
      waitingBytes += bytes.length;
      if (waitingBytes >= partBytes) await faultsNamed(sendPart);
    },
    commit: options =>
      faultsNamed(async () => {
        const only = options?.replaces ? { IfMatch: await etagOf(options.replaces) } : {};
        if (!upload) await s3.send(new PutObjectCommand({ ...place, ...only, Body: take() }));
        else {
          if (waitingBytes > 0) await sendPart();
          await s3.send(
            new CompleteMultipartUploadCommand({
              ...place,
              ...only,
              UploadId: upload,
              MultipartUpload: { Parts: parts },
            }),
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
