import { readdirSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { editedJson } from 'test-fixtures/fuzz/edited-json';
import { editedText } from 'test-fixtures/fuzz/edited-text';
import { fuzz, TIMEOUT } from 'test-fixtures/fuzz/fuzz';
import { readSetting } from '../../functions/environment.ts';
import {
  InvalidInputError,
  MissingSettingError,
  TransactionConflictError,
  TransactionStoreError,
  TransactionStoreUnavailableError,
} from '../../functions/errors.ts';
import { toStoreError } from '../../functions/save/store-error.ts';
import { FUNCTION_NAMES, invoke } from '../../tests/functions/handlers.ts';
import { createInMemoryTable } from '../../tests/functions/in-memory-table.ts';
import { readEvent } from '../../tests/functions/read-json.ts';

const EVENTS = new URL('../../events/', import.meta.url);
const texts = [EVENTS, new URL('bad/', EVENTS)].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8')),
);
const events = texts.map((text): unknown => JSON.parse(text));

const NAMES = [
  ...['execution_id', 'started_at', 'quote', 'input', 'transaction', 'stock_price', 'ticker', 'id'],
  ...['type', 'price', 'quantity', 'timestamp', '__proto__', 'constructor', 'prototype', 'toJSON'],
];
const VALUES = [
  ...['buy', 'sell', 'toString', 'AMZN', '2026-11-24T12:00:00.000Z', '2026-02-30T00:00:00Z', ''],
  ...[
    'arn:aws:states:us-east-1:123456789012:execution:trade:one',
    'A'.repeat(5000),
    '\u0000',
    '１',
  ],
  ...[0, -0, 50, 51, 100, 101, 0.5, 1e308, -1, null, true, [], {}, [[]], { __proto__: null }],
];
const payloads = fc.oneof(
  editedJson(events, NAMES, VALUES),
  editedText(texts, [
    ...NAMES.map((name) => `"${name}":`),
    '1e400',
    '-0',
    '{',
    '}',
    ',',
    '\\u0000',
  ]),
);
/** Now and then the function's own event as it is, so that something is answered for certain. */
const payloadsOf = (name: string): fc.Arbitrary<string> => {
  const own = readEvent(`${name}.json`);
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant(JSON.stringify(own)) },
    { weight: 6, arbitrary: editedJson([own], NAMES, VALUES) },
    { weight: 6, arbitrary: payloads },
  );
};
const KEPT = [20261124, 1, 2];

/** What every object has, as it was before anything was read. */
const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
const shape = () => prototypes.map((one) => Reflect.ownKeys(one).map(String).join());
const untouched = shape();

beforeEach(() => {
  jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
  jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
});

/** JSON as Lambda passes it, or undefined for a text that is not JSON. */
function asPayload(text: string): { payload: unknown } | undefined {
  try {
    return { payload: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

describe.each(FUNCTION_NAMES)('with any JSON, %s', (name) => {
  it(
    'returns a result or a named error, and does not change shared prototypes',
    async () => {
      const table = createInMemoryTable();
      let answered = 0;
      let rejected = 0;
      await fuzz(
        payloadsOf(name),
        async (text) => {
          const found = asPayload(text);
          if (!found) return;
          const before = table.attempts();
          const result: object = await invoke(name, found.payload).catch((error) => error);
          if (result instanceof Error) {
            const known = [InvalidInputError, TransactionConflictError];
            expect(known.map((type) => type.name)).toContain(result.name);
            expect(known.some((type) => result instanceof type)).toBe(true);
            if (result instanceof InvalidInputError) expect(table.attempts()).toBe(before);
            rejected += 1;
          } else {
            expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
            answered += 1;
          }
          expect(shape()).toEqual(untouched);
        },
        KEPT,
      );
      table.dynamodb.restore();
      expect(answered).toBeGreaterThan(0);
      expect(rejected).toBeGreaterThan(0);
    },
    TIMEOUT,
  );
});

describe('with any environment', () => {
  it(
    'a setting has its value, or an error with its name',
    () =>
      fuzz(
        fc.tuple(
          fc.dictionary(fc.string(), fc.option(fc.string(), { nil: undefined })),
          fc.string(),
        ),
        ([environment, variable]) => {
          const settings = { ...environment };
          fc.pre(!(variable in {}) || Object.hasOwn(settings, variable));
          const value = settings[variable];
          if (value === undefined || value === '') {
            const read = () => readSetting(settings, variable);
            expect(read).toThrow(MissingSettingError);
            expect(read).toThrow(variable);
          } else {
            expect(readSetting(settings, variable)).toBe(value);
          }
        },
        KEPT,
      ),
    TIMEOUT,
  );
});

describe('any error of the SDK', () => {
  const SECRET = 'marked-secret';
  const odd = fc.oneof(
    fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }),
    fc.constantFrom(`${SECRET} in words`, 'ThrottlingException', 'ECONNRESET', 503, 400),
  );
  const thrown = fc.oneof(
    odd,
    fc.record(
      {
        ...{ name: odd, message: odd, code: odd, cause: odd, stack: odd },
        Item: fc.constant({ Price: { N: SECRET } }),
        $metadata: fc.oneof(odd, fc.record({ httpStatusCode: odd, requestId: odd })),
        $response: fc.constant({ body: SECRET }),
      },
      { requiredKeys: [] },
    ),
  );

  it(
    'becomes one of two errors that do not contain a value of the row',
    () =>
      fuzz(
        thrown,
        (error) => {
          const named = toStoreError(error);
          expect(
            named instanceof TransactionStoreError ||
              named instanceof TransactionStoreUnavailableError,
          ).toBe(true);
          const shown = JSON.stringify([named.message, named.cause]);
          // Two errors of AWS are shown with their message, which does not name an item.
          const name = (named.cause as { name: string }).name;
          if (!/^(AccessDenied|ResourceNotFound)Exception$/.test(name)) {
            expect(shown).not.toContain(SECRET);
          }
        },
        KEPT,
      ),
    TIMEOUT,
  );
});
