import * as v from 'valibot';
import type { ArrivalEvent } from '../../usecases/ingestArrival.ts';

/**
 * What EventBridge says of an object that came about, in whichever of the ways S3 knows (`detail.reason`: PutObject, POST
 * Object, CopyObject, CompleteMultipartUpload). The key is not URL-encoded here, unlike in S3's own notifications.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
const objectCreated = v.object({
  source: v.literal('aws.s3'),
  'detail-type': v.literal('Object Created'),
  time: v.string(),
  detail: v.object({
    bucket: v.object({ name: v.string() }),
    object: v.object({ key: v.string(), 'version-id': v.optional(v.string()) }),
  }),
});

/** The arrival that a message of the ingest queue speaks of; undefined where it is no such event. */
export const arrivalOf = (body: string): ArrivalEvent | undefined => {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(objectCreated, json);
  if (!parsed.success) return undefined;
  const { time, detail } = parsed.output;
  const { key, 'version-id': version } = detail.object;
  return {
    key: `raw/${key}`,
    uri: `s3://${detail.bucket.name}/${key}`,
    at: new Date(time),
    ...(version === undefined ? {} : { version }),
  };
};
