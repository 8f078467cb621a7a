import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../functions/errors.ts';
import { altered } from './altered.ts';
import { readCases } from './cases/read-cases.ts';
import { FUNCTION_NAMES, invoke } from './handlers.ts';
import { createInMemoryTable } from './in-memory-table.ts';
import { readEvent } from './read-json.ts';
import { captureWritten } from './written.ts';

for (const name of FUNCTION_NAMES) {
  describe(`${name}, with one error in its event`, () => {
    const event = readEvent(`${name}.json`);
    let table: ReturnType<typeof createInMemoryTable>;

    beforeEach(() => {
      captureWritten();
      table = createInMemoryTable();
    });
    afterEach(() => table.dynamodb.restore());

    for (const bad of readCases(name).bad) {
      it(bad.behavior, async () => {
        const payload = altered(event, bad.at, bad);

        const result = invoke(name, payload);

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
      it(`rejects ${called}, which is not JSON`, async () => {
        await expect(invoke(name, value)).rejects.toBeInstanceOf(InvalidInputError);
      });
    }
  });
}
