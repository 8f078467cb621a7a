import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Answer, answer, startFakeDynamoDb } from './fake-dynamodb.ts';

const program = fileURLToPath(new URL('./put-once.ts', import.meta.url));
const hangUp: Answer = (response) => response.destroy();

/** Runs one put in a process of its own against an endpoint. */
const putOnce = async (endpoint: string): Promise<unknown> => {
  const { stdout } = await promisify(execFile)(process.execPath, [program], {
    timeout: 20_000,
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: '123456789012',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
  });
  return JSON.parse(stdout);
};

/**
 * In a separate process, because Jest's sandbox has its own Error class. There the SDK loses the
 * names of network errors, which never happens in Lambda.
 */
describe('a put over a bad network', () => {
  let server: Awaited<ReturnType<typeof startFakeDynamoDb>>;

  afterEach(() => server.stop());

  it('succeeds with a working network', async () => {
    server = await startFakeDynamoDb(answer(200, {}));

    expect(await putOnce(server.endpoint)).toEqual({ name: 'written' });
  });

  it('stops after three broken connections, so that the workflow can retry', async () => {
    server = await startFakeDynamoDb(hangUp);

    expect(await putOnce(server.endpoint)).toEqual({
      name: 'TransactionStoreUnavailableError',
      code: 'ECONNRESET',
    });
    expect(server.requests()).toBe(3);
  });

  it('lets the workflow retry when nothing listens', async () => {
    server = await startFakeDynamoDb(hangUp);
    await server.stop();

    expect(await putOnce(server.endpoint)).toEqual({
      name: 'TransactionStoreUnavailableError',
      code: 'ECONNREFUSED',
    });
  });
});
