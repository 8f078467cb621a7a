import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidInputError } from '../../functions/errors.ts';
import { altered, pathsOf } from './altered.ts';
import { FUNCTION_NAMES, type FunctionName, handlers } from './handlers.ts';
import { createInMemoryTable } from './in-memory-table.ts';
import { lambdaContext } from './lambda-context.ts';
import { readEvent } from './read-json.ts';
import { captureWritten } from './written.ts';

const RUNS = { numRuns: 300 };
const TICKER = /^[A-Z][A-Z0-9.-]{0,9}$/;
const isIntegerIn = (value: unknown, from: number, to: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to;

/** What each function may answer, said once more and without the functions' own code. */
const isValid = (name: FunctionName, result: object): boolean => {
  const fields = new Map<string, unknown>(Object.entries(result));
  const take = (key: string): unknown => {
    const value = fields.get(key);
    fields.delete(key);
    return value;
  };
  const ticker = take('ticker');
  const hasTicker = ticker === undefined || TICKER.test(String(ticker));
  if (name === 'check-price') {
    return hasTicker && isIntegerIn(take('stock_price'), 0, 100) && fields.size === 0;
  }
  const type = take('type');
  const price = take('price');
  return (
    hasTicker &&
    (name === 'save' || type === name) &&
    (type === 'buy' ? isIntegerIn(price, 0, 50) : type === 'sell' && isIntegerIn(price, 51, 100)) &&
    isIntegerIn(take('quantity'), 1, 10) &&
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(take('id'))) &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(take('timestamp'))) &&
    fields.size === 0
  );
};

/** JSON and worse; near misses more often than chance would bring them. */
const anyValue = fc.oneof(
  fc.jsonValue(),
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
  fc.integer({ min: -5, max: 105 }),
  fc.constantFrom('buy', 'sell', '__proto__', '', Number.NaN, 1e308, Number.POSITIVE_INFINITY),
  fc.stringMatching(TICKER),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
const anyKey = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString'));

describe.each(FUNCTION_NAMES)('whatever it is given, %s', (name) => {
  const event = readEvent(`${name}.json`);
  let table: ReturnType<typeof createInMemoryTable>;

  beforeEach(() => {
    captureWritten();
    table = createInMemoryTable();
  });
  afterEach(() => table.dynamodb.restore());

  /** A valid result, or a named error and nothing written. */
  const answersOrRefuses = async (payload: unknown) => {
    const before = table.attempts();
    const result: object = await handlers[name](payload, lambdaContext).catch((error) => error);
    if (result instanceof InvalidInputError) {
      expect(table.attempts()).toBe(before);
    } else {
      expect({ result, valid: isValid(name, result) }).toEqual({ result, valid: true });
      expect(table.attempts()).toBe(name === 'save' ? before + 1 : before);
    }
  };

  it('answers or refuses by name, given any value at all', async () => {
    await fc.assert(fc.asyncProperty(anyValue, answersOrRefuses), RUNS);
  });

  it('answers or refuses by name, given its event with any value at any place', async () => {
    const place = fc.constantFrom(...pathsOf(event));
    await fc.assert(
      fc.asyncProperty(place, anyValue, (at, value) => {
        table = createInMemoryTable();
        return answersOrRefuses(altered(event, at, { value }));
      }),
      RUNS,
    );
  });

  it('answers or refuses by name, given its event with any key anywhere', async () => {
    const place = fc.constantFrom(...pathsOf(event).filter((at) => at.length < 2));
    await fc.assert(
      fc.asyncProperty(place, anyKey, anyValue, async (at, key, value) => {
        const holder = at.reduce<unknown>((inner, step) => Reflect.get(Object(inner), step), event);
        if (typeof holder === 'object') {
          await answersOrRefuses(altered(event, [...at, key], { value }));
        }
      }),
      RUNS,
    );
  });
});
