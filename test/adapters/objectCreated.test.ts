import { arrivalOf } from '../../lib/adapters/aws/objectCreated.ts';

/** An event as AWS documents it, https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html. */
const event = (reason: string, key: string, more: object = {}): string =>
  JSON.stringify({
    version: '0',
    id: '17793124-05d4-b198-2fde-7ededc63b103',
    'detail-type': 'Object Created',
    source: 'aws.s3',
    account: '111122223333',
    time: '2026-11-12T00:00:00Z',
    region: 'us-east-1',
    resources: ['arn:aws:s3:::raw-bucket'],
    detail: {
      version: '0',
      bucket: { name: 'raw-bucket' },
      object: {
        key,
        size: 5,
        etag: 'b1946ac92492d2347c6235b4d2611184',
        'version-id': 'v1',
        sequencer: '617f08299329d189',
      },
      'request-id': 'N4N7GDK58NMKJ12R',
      requester: '123456789012',
      'source-ip-address': '1.2.3.4',
      reason,
    },
    ...more,
  });

test.each(['PutObject', 'POST Object', 'CopyObject', 'CompleteMultipartUpload'])(
  'an object that came by %s',
  reason => {
    expect(arrivalOf(event(reason, 'platform-db/message/a.jsonl'))).toEqual({
      key: 'raw/platform-db/message/a.jsonl',
      uri: 's3://raw-bucket/platform-db/message/a.jsonl',
      version: 'v1',
      at: new Date('2026-11-12T00:00:00Z'),
    });
  },
);

test.each(['a b', 'a+b', 'a%2Bb', '100%', 'ü 👋'])('the key %j is taken as it is', key => {
  expect(arrivalOf(event('PutObject', key))!.key).toBe(`raw/${key}`);
});

test('without a version the current one is meant', () => {
  const detail = { bucket: { name: 'b' }, object: { key: 'k' } };
  expect(arrivalOf(event('PutObject', 'k', { detail }))).not.toHaveProperty('version');
});

test.each([
  ['no JSON', 'hello'],
  ['another service', event('PutObject', 'k', { source: 'aws.ec2' })],
  ['an object that went', event('DeleteObject', 'k', { 'detail-type': 'Object Deleted' })],
  ['a notification of S3 itself', '{"Records":[{"eventSource":"aws:s3"}]}'],
  ['nothing', 'null'],
])('%s is no arrival', (_name, body) => {
  expect(arrivalOf(body)).toBeUndefined();
});
