import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidInputError } from '../../functions/errors.ts';
import { altered, pathsOf } from './altered.ts';
import { readCases } from './cases/read-cases.ts';
import { FUNCTION_NAMES, invoke } from './handlers.ts';
import { createInMemoryTable } from './in-memory-table.ts';
import { readEvent } from './read-json.ts';
import { captureWritten } from './written.ts';

const RUNS = { numRuns: 300 };
const TICKER = /^[A-Z][A-Z0-9.-]{0,9}$/;

/** Whether a result has the fields of the function's cases, and no others. */
const isValid = (name: string, result: object): boolean => {
  const expected = Object.entries(readCases(name).result);
  const fields = new Map<string, unknown>(Object.entries(result));
  const isExpected = expected.every(([key, pattern]) => {
    const field = key.replace('?', '');
    if (!fields.has(field)) return key.endsWith('?');
    return new RegExp(`^(?:${pattern})$`).test(JSON.stringify(fields.get(field)));
  });
  const { type, price } = Object(result);
  const isPriceOfType = type === undefined || (type === 'buy') === price <= 50;
  return isExpected && isPriceOfType && fields.size <= expected.length;
};

/** JSON and other values, many of which are nearly valid. */
const anyValue = fc.oneof(
  fc.jsonValue(),
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
  fc.integer({ min: -5, max: 105 }),
  fc.constantFrom('buy', 'sell', '__proto__', '', Number.NaN, 1e308, Number.POSITIVE_INFINITY),
  fc.stringMatching(TICKER),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
const anyKey = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString'));

describe.each(FUNCTION_NAMES)('with any payload, %s', (name) => {
  const event = readEvent(`${name}.json`);
  let table: ReturnType<typeof createInMemoryTable>;

  beforeEach(() => {
    captureWritten();
    table = createInMemoryTable();
  });
  afterEach(() => table.dynamodb.restore());

  /** Expects a valid result, or a named error without a write. */
  const checkAnswer = async (payload: unknown) => {
    const before = table.attempts();
    const result: object = await invoke(name, payload).catch((error) => error);
    if (result instanceof InvalidInputError) {
      expect(table.attempts()).toBe(before);
    } else {
      expect({ result, valid: isValid(name, result) }).toEqual({ result, valid: true });
      expect(table.attempts()).toBe(name === 'save' ? before + 1 : before);
    }
  };

  it('returns a valid result or a named error for any value', async () => {
    await fc.assert(fc.asyncProperty(anyValue, checkAnswer), RUNS);
  });

  it('returns a valid result or a named error for any value at any path of its event', async () => {
    const place = fc.constantFrom(...pathsOf(event));
    await fc.assert(
      fc.asyncProperty(place, anyValue, (at, value) => {
        table = createInMemoryTable();
        return checkAnswer(altered(event, at, { value }));
      }),
      RUNS,
    );
  });

  it('returns a valid result or a named error for any key anywhere in its event', async () => {
    const place = fc.constantFrom(...pathsOf(event).filter((at) => at.length < 2));
    await fc.assert(
      fc.asyncProperty(place, anyKey, anyValue, async (at, key, value) => {
        const holder = at.reduce<unknown>((inner, step) => Reflect.get(Object(inner), step), event);
        if (typeof holder === 'object') {
          await checkAnswer(altered(event, [...at, key], { value }));
        }
      }),
      RUNS,
    );
  });
});
