import { inspect } from 'node:util';
import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { altered, pathsOf } from './altered.ts';
import { FUNCTION_NAMES, invoke } from './handlers.ts';
import { createInMemoryTable } from './in-memory-table.ts';
import { readEvent } from './read-json.ts';
import { captureWritten } from './written.ts';

const SECRET = 'hunter2';

/**
 * Returns everything that a runtime could write about an uncaught error, hidden properties and
 * causes included.
 */
const everythingOf = (error: unknown): string =>
  inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }) +
  JSON.stringify(error, (_key, value) =>
    Error.isError(value)
      ? {
          ...value,
          name: value.name,
          message: value.message,
          stack: value.stack,
          cause: value.cause,
        }
      : value,
  );

describe('a secret', () => {
  let written: ReturnType<typeof captureWritten>;
  let table: ReturnType<typeof createInMemoryTable>;

  beforeEach(() => {
    written = captureWritten();
    table = createInMemoryTable();
  });
  afterEach(() => table.dynamodb.restore());

  /** Expects a log line without the secret, and an error without it. */
  const expectHidden = async (name: string, payload: unknown) => {
    const outcome = await invoke(name, payload).catch((error: unknown) => error);

    expect(written.text()).not.toBe('');
    expect(written.text().toLowerCase()).not.toContain(SECRET);
    if (Error.isError(outcome)) {
      expect(everythingOf(outcome).toLowerCase()).not.toContain(SECRET);
    }
    return outcome;
  };

  const places = FUNCTION_NAMES.flatMap((name) =>
    pathsOf(readEvent(`${name}.json`)).map((at) => [name, ['payload', ...at].join('.')] as const),
  );

  // id: errors-without-values
  it.each(places)('in the payload of %s at %s is not in a log line', async (name, place) => {
    const at = place.split('.').slice(1);
    const event = readEvent(`${name}.json`);

    await expectHidden(name, altered(event, at, { value: SECRET }));
    await expectHidden(name, altered(event, at, { value: { [SECRET]: SECRET } }));
    await expectHidden(name, altered(event, at, { value: [SECRET] }));
    if (typeof Reflect.get(Object(event), at[0] ?? '') !== 'string') {
      await expectHidden(name, altered(event, [...at.slice(0, 1), SECRET], { value: SECRET }));
    }
  });

  it.each(['check-price', 'buy', 'save'] as const)(
    'in a valid ticker is not written by %s',
    async (name) => {
      const event = readEvent(`${name}.json`);
      const holder = { 'check-price': 'input', buy: 'quote', save: 'transaction' }[name];

      const outcome = await expectHidden(
        name,
        altered(event, [holder, 'ticker'], { value: 'HUNTER2' }),
      );

      expect(outcome).toHaveProperty('ticker', 'HUNTER2');
    },
  );

  // id: function-logs-without-data
  it.each(FUNCTION_NAMES)(
    'such as a price or quantity is not in a log line of %s, after success or failure',
    async (name) => {
      const event = readEvent(`${name}.json`);

      await invoke(name, event);
      await invoke(name, altered(event, ['note'], { value: 1 })).catch(() => 0);

      const allowed =
        /^(level|message|timestamp|service|cold_start|function_.*|sampling_rate|correlation_id|error)$/;
      expect(written.lines()).toHaveLength(2);
      for (const line of written.lines()) {
        expect(Object.keys(line).filter((key) => !allowed.test(key))).toEqual([]);
        expect(['Done.', 'Failed.']).toContain(line['message']);
      }
    },
  );

  it('in a stored row is not in a log line', async () => {
    table.dynamodb.on(PutItemCommand).rejects(
      new ConditionalCheckFailedException({
        message: SECRET,
        $metadata: {},
        Item: { Id: { S: SECRET }, Price: { N: SECRET } },
      }),
    );

    const outcome = await expectHidden('save', readEvent('save.json'));

    expect(outcome).toHaveProperty('name', 'TransactionConflictError');
  });

  it.each([
    ['ValidationException', 400],
    ['ThrottlingException', 400],
    ['InternalServerError', 500],
    [`a name with ${SECRET}`, 400],
  ])('in the error %s of the table is not in a log line', async (name, httpStatusCode) => {
    const error = Object.assign(new Error(`cannot be converted: ${SECRET}`), {
      name,
      $metadata: { httpStatusCode, requestId: `id ${SECRET}`, cfId: SECRET },
      $response: { body: SECRET },
      Item: { Id: { S: SECRET } },
      cause: new Error(SECRET),
    });
    table.dynamodb.on(PutItemCommand).rejects(error);

    const outcome = await expectHidden('save', readEvent('save.json'));

    expect(outcome).toHaveProperty('name', expect.stringMatching(/^TransactionStore/));
  });
});
