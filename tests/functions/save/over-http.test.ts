import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from '../../../functions/save/client.ts';
import { createPutIfAbsent } from '../../../functions/save/put-if-absent.ts';
import type { Row } from '../../../functions/save/row.ts';
import { type Answer, answer, fault, startFakeDynamoDb } from './fake-dynamodb.ts';

const row: Row = { Id: { S: '5b0cf05e-2f0a-4d8e-9d0f-3d5a7f0c9b21' }, Price: { N: '42' } };
const PATIENCE = 8_000;
const never: Answer = () => undefined;
const hangUp: Answer = (response) => response.destroy();
const stopHalfway: Answer = (response) => {
  response.writeHead(200, { 'content-length': '100' });
  response.write('{');
};

/** The real SDK client, unmocked, against answers as DynamoDB and a bad network give them. */
describe('a put over HTTP', () => {
  let server: Awaited<ReturnType<typeof startFakeDynamoDb>>;

  const put = async (answers: readonly Answer[], patience = PATIENCE) => {
    server = await startFakeDynamoDb(...answers);
    process.env['AWS_ENDPOINT_URL'] = server.endpoint;
    return createPutIfAbsent(createClient(), 'transactions', patience)(row);
  };

  beforeAll(() => {
    Object.assign(process.env, {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: '123456789012',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
  });
  afterEach(() => server.stop());

  it('writes where nothing is', async () => {
    expect(await put([answer(200, {})])).toBeUndefined();
    expect(server.requests()).toBe(1);
  });

  it('gives back the row that is there, and does not try again', async () => {
    const stored = { Id: row['Id'], Price: { N: '43' } };

    expect(await put([fault(400, 'ConditionalCheckFailedException', { Item: stored })])).toEqual(
      stored,
    );
    expect(server.requests()).toBe(1);
  });

  it('gives back an empty row where the table does not show the one that is there', async () => {
    expect(await put([fault(400, 'ConditionalCheckFailedException')])).toEqual({});
  });

  it.each([
    ['a throttle', fault(400, 'ThrottlingException')],
    ['a fault of the service', fault(500, 'InternalServerError')],
    ['a gateway that answers no JSON', (response) => response.writeHead(503).end('<html>')],
    ['a connection that breaks', hangUp],
  ] satisfies [string, Answer][])('gets over %s by itself', async (_what, once) => {
    expect(await put([once, answer(200, {})])).toBeUndefined();
    expect(server.requests()).toBe(2);
  });

  it.each([
    ['throttles', fault(400, 'ProvisionedThroughputExceededException')],
    ['faults of the service', fault(500, 'InternalServerError')],
  ])('gives up after three %s, for the workflow to try again', async (_what, always) => {
    await expect(put([always])).rejects.toHaveProperty('name', 'TransactionStoreUnavailableError');
    expect(server.requests()).toBe(3);
  });

  it.each(['AccessDeniedException', 'ResourceNotFoundException', 'ValidationException'])(
    'does not try again after %s',
    async (name) => {
      await expect(put([fault(400, name)])).rejects.toMatchObject({
        name: 'TransactionStoreError',
        cause: { name, http_status: 400 },
      });
      expect(server.requests()).toBe(1);
    },
  );

  it('does not quote an answer that it cannot read', async () => {
    const error = await put([(response) => response.end('{"Item":{"Price":{"N":"hunter2')]).catch(
      (thrown) => thrown,
    );

    expect(error.name).toBe('TransactionStoreError');
    expect(JSON.stringify(error.cause)).not.toContain('hunter2');
  });

  it.each([
    ['answers', never],
    ['finishes its answer', stopHalfway],
  ])('gives up within its patience where the table never %s', async (_what, always) => {
    const started = performance.now();

    await expect(put([always], 500)).rejects.toHaveProperty(
      'name',
      'TransactionStoreUnavailableError',
    );

    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('gives up well within the ten seconds of the function, patience as deployed', async () => {
    const started = performance.now();

    await expect(put([never])).rejects.toHaveProperty('name', 'TransactionStoreUnavailableError');

    expect(server.requests()).toBe(3);
    expect(performance.now() - started).toBeLessThan(9_000);
  }, 12_000);
});
