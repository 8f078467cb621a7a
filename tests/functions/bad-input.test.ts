import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../functions/errors.ts';
import { altered } from './altered.ts';
import { readBadInputs } from './cases/read-cases.ts';
import { FUNCTION_NAMES, handlers } from './handlers.ts';
import { createInMemoryTable } from './in-memory-table.ts';
import { lambdaContext } from './lambda-context.ts';
import { readEvent } from './read-json.ts';
import { captureWritten } from './written.ts';

for (const name of FUNCTION_NAMES) {
  describe(`${name}, given its event with one thing wrong`, () => {
    const event = readEvent(`${name}.json`);
    let table: ReturnType<typeof createInMemoryTable>;

    beforeEach(() => {
      captureWritten();
      table = createInMemoryTable();
    });
    afterEach(() => table.dynamodb.restore());

    for (const bad of readBadInputs(name)) {
      it(bad.behaviour, async () => {
        const payload = altered(event, bad.at, bad);

        const result = handlers[name](payload, lambdaContext);

        await expect(result).rejects.toBeInstanceOf(InvalidInputError);
        await expect(result).rejects.toThrow(new Error(bad.message));
        expect(table.attempts()).toBe(0);
      });
    }

    for (const [called, value] of [
      ['undefined', undefined],
      ['NaN', Number.NaN],
      ['a big integer', 1n],
      ['a function', () => ({})],
      ['a symbol', Symbol('payload')],
    ] as const) {
      // id: bad-input
      it(`refuses ${called}, which is no JSON`, async () => {
        await expect(handlers[name](value, lambdaContext)).rejects.toBeInstanceOf(
          InvalidInputError,
        );
      });
    }
  });
}
