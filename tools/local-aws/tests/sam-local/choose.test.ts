import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ToolError } from 'helpers/errors';
import { PATHS } from 'helpers/project-paths';
import { chooseEvent, chooseFunction } from '../../sam-local/choose.ts';

describe('npm run invoke', () => {
  it.each([['check-price'], ['CheckPriceFunction']])('knows the function %s', async (name) => {
    expect(await chooseFunction(name)).toBe('CheckPriceFunction');
  });

  it('names the known functions for an unknown one', async () => {
    const asked = chooseFunction('trade');

    await expect(asked).rejects.toThrow(ToolError);
    await expect(asked).rejects.toMatchObject({
      message: 'There is no function trade.',
      advice: 'The functions are check-price, buy, sell, save.',
    });
  });

  it("uses the function's own event by default", () => {
    const own = join(PATHS.root, 'events', 'check-price.json');

    expect(chooseEvent('CheckPriceFunction', undefined, tmpdir())).toBe(own);
    expect(chooseEvent('SellFunction', 'events/buy.json', PATHS.root)).toBe(
      join(PATHS.root, 'events', 'buy.json'),
    );
  });

  it('names the path of a missing event', () => {
    const path = join(tmpdir(), 'none.json');

    expect(() => chooseEvent('SellFunction', 'none.json', tmpdir())).toThrow(
      `There is no event ${path}.`,
    );
  });
});
