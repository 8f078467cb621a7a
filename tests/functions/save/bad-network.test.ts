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
 * In a process of its own, since Jest's sandbox has an Error class that is not the one of Node's
 * network errors: there the SDK loses their name, and would be tested for what it never does in Lambda.
 */
describe('a put over a bad network', () => {
  let server: Awaited<ReturnType<typeof startFakeDynamoDb>>;

  afterEach(() => server.stop());

  it('gets through where the network is well', async () => {
    server = await startFakeDynamoDb(answer(200, {}));

    expect(await putOnce(server.endpoint)).toEqual({ name: 'written' });
  });

  it('gives up after three broken connections, for the workflow to try again', async () => {
    server = await startFakeDynamoDb(hangUp);

    expect(await putOnce(server.endpoint)).toEqual({
      name: 'TransactionStoreUnavailableError',
      code: 'ECONNRESET',
    });
    expect(server.requests()).toBe(3);
  });

  it('is for the workflow to try again where nobody listens', async () => {
    server = await startFakeDynamoDb(hangUp);
    await server.stop();

    expect(await putOnce(server.endpoint)).toEqual({
      name: 'TransactionStoreUnavailableError',
      code: 'ECONNREFUSED',
    });
  });
});
