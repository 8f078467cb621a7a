import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, createPutIfAbsent } from '../../../functions/save/put-if-absent.ts';
import type { Row } from '../../../functions/save/save.ts';
import { type Answer, answer, fault, startFakeDynamoDb } from './fake-dynamodb.ts';

const row: Row = { Id: { S: '5b0cf05e-2f0a-4d8e-9d0f-3d5a7f0c9b21' }, Price: { N: '42' } };
const TIMEOUT = 8_000;
const never: Answer = () => undefined;
const hangUp: Answer = (response) => response.destroy();
const stopHalfway: Answer = (response) => {
  response.writeHead(200, { 'content-length': '100' });
  response.write('{');
};

const page =
  (status: number): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'text/html' }).end('<html>proxy</html>');

/** The real SDK client against answers that DynamoDB, a proxy and a bad network give. */
describe('a put over HTTP', () => {
  let server: Awaited<ReturnType<typeof startFakeDynamoDb>>;

  const put = async (answers: readonly Answer[], timeout = TIMEOUT) => {
    server = await startFakeDynamoDb(...answers);
    process.env['AWS_ENDPOINT_URL'] = server.endpoint;
    return createPutIfAbsent(createClient(), 'transactions', timeout)(row);
  };

  beforeAll(() => {
    Object.assign(process.env, {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: '123456789012',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
  });
  afterEach(() => server.stop());

  it('writes if the id is free', async () => {
    expect(await put([answer(200, {})])).toBeUndefined();
    expect(server.requests()).toBe(1);
  });

  it('returns the existing row, and does not retry', async () => {
    const stored = { Id: row['Id'], Price: { N: '43' } };

    expect(await put([fault(400, 'ConditionalCheckFailedException', { Item: stored })])).toEqual(
      stored,
    );
    expect(server.requests()).toBe(1);
  });

  it('returns an empty row if the answer does not contain the existing row', async () => {
    expect(await put([fault(400, 'ConditionalCheckFailedException')])).toEqual({});
  });

  it.each([
    ['a throttle', fault(400, 'ThrottlingException')],
    ['a fault of the service', fault(500, 'InternalServerError')],
    ['a 503 page from a proxy', page(503)],
    ['a connection that ends', hangUp],
  ] satisfies [string, Answer][])('retries after %s', async (_what, once) => {
    expect(await put([once, answer(200, {})])).toBeUndefined();
    expect(server.requests()).toBe(2);
  });

  it.each([
    ['throttles', fault(400, 'ProvisionedThroughputExceededException')],
    ['faults of the service', fault(500, 'InternalServerError')],
  ])('stops after three %s, so that the workflow can retry', async (_what, always) => {
    await expect(put([always])).rejects.toHaveProperty('name', 'TransactionStoreUnavailableError');
    expect(server.requests()).toBe(3);
  });

  it.each(['AccessDeniedException', 'ResourceNotFoundException', 'ValidationException'])(
    'does not retry after %s',
    async (name) => {
      await expect(put([fault(400, name)])).rejects.toMatchObject({
        name: 'TransactionStoreError',
        cause: { name, http_status: 400 },
      });
      expect(server.requests()).toBe(1);
    },
  );

  /** A public bug report: the row was stored, and the answer arrived cut off or as HTML. */
  it.each([
    ['the success answer is incomplete', (response) => response.end('{"Attributes":{"Id":')],
    ['a proxy answers 200 with a page', page(200)],
    ['a proxy answers 302 with a page', page(302)],
    ['a proxy answers 403 with a page', page(403)],
    ['an error answer does not name the error', answer(400, { message: 'no' })],
    ['an error answer is empty', (response) => response.writeHead(400).end()],
  ] satisfies [string, Answer][])('lets the workflow retry when %s', async (_what, unreadable) => {
    await expect(put([unreadable])).rejects.toHaveProperty(
      'name',
      'TransactionStoreUnavailableError',
    );
  });

  it('does not repeat an invalid answer in its error', async () => {
    const error = await put([(response) => response.end('{"Item":{"Price":{"N":"hunter2')]).catch(
      (thrown) => thrown,
    );

    expect(error.name).toBe('TransactionStoreUnavailableError');
    expect(JSON.stringify(error.cause)).not.toContain('hunter2');
  });

  it.each([
    ['answers', never],
    ['finishes its answer', stopHalfway],
  ])('stops within its timeout when the table never %s', async (_what, always) => {
    const started = performance.now();

    await expect(put([always], 500)).rejects.toHaveProperty(
      'name',
      'TransactionStoreUnavailableError',
    );

    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('stops within the ten seconds of the function, with the timeout as deployed', async () => {
    const started = performance.now();

    await expect(put([never])).rejects.toHaveProperty('name', 'TransactionStoreUnavailableError');

    expect(server.requests()).toBe(3);
    expect(performance.now() - started).toBeLessThan(9_000);
  }, 12_000);
});
