import { randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { kmsClient } from '../../lib/adapters/aws/kmsClient.ts';

export const keyArn = 'arn:aws:kms:us-east-1:111111111111:key/00000000-0000-0000-0000-000000000001';

export interface KmsCall {
  readonly action: string;
  readonly context: Readonly<Record<string, string>>;
}

/** What KMS does to a call instead of answering it: an error of its API, or nothing at all. */
export type KmsTrouble =
  | { readonly type: string; readonly message?: string; readonly status?: number }
  | 'breaks off'
  | 'hangs'
  | undefined;

const answer = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
};

/** As much of KMS as wraps and opens data keys, on the loopback address, with a client for it. Counts its calls. */
export const openKms = async () => {
  const wrapped = new Map<string, { readonly key: string; readonly context: string }>();
  const calls: KmsCall[] = [];
  let trouble: (call: KmsCall) => KmsTrouble = () => undefined;
  const canonical = (context: KmsCall['context']): string => JSON.stringify(Object.entries(context).sort());

  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = JSON.parse(Buffer.concat(pieces).toString()) as {
      readonly EncryptionContext: KmsCall['context'];
      readonly CiphertextBlob: string;
    };
    const action = String(request.headers['x-amz-target']).split('.')[1]!;
    const call = { action, context: body.EncryptionContext };
    calls.push(call);
    const met = trouble(call);
    if (met === 'hangs') return;
    if (met === 'breaks off') return void request.socket.destroy();
    if (met) return answer(response, met.status ?? 400, { __type: met.type, message: met.message ?? met.type });
    if (action === 'GenerateDataKey') {
      const key = randomBytes(32).toString('base64');
      const CiphertextBlob = randomBytes(184).toString('base64');
      wrapped.set(CiphertextBlob, { key, context: canonical(call.context) });
      return answer(response, 200, { KeyId: keyArn, Plaintext: key, CiphertextBlob });
    }
    const found = wrapped.get(body.CiphertextBlob);
    if (found?.context !== canonical(call.context)) {
      return answer(response, 400, { __type: 'InvalidCiphertextException' });
    }
    return answer(response, 200, { KeyId: keyArn, Plaintext: found.key });
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;

  return {
    calls,
    /** What calls meet from now on. */
    meets: (next: (call: KmsCall) => KmsTrouble): void => {
      trouble = next;
    },
    client: kmsClient({
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      // The tries and pauses are the SDK's; a test waits for few of them, and for a hanging KMS not long.
      maxAttempts: 2,
      requestHandler: { connectionTimeout: 500, requestTimeout: 500, throwOnRequestTimeout: true },
    }),
    close: (): void => {
      server.closeAllConnections();
      server.close();
    },
  };
};

export type Kms = Awaited<ReturnType<typeof openKms>>;
