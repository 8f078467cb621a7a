import { readText, type TextRule } from '../boundary/read-text.ts';

const TICKER: TextRule = {
  longest: 10,
  pattern: /^[A-Z][A-Z0-9.-]{0,9}$/,
  reason: 'must be 1 to 10 of A-Z, 0-9, dot and hyphen, beginning with a letter',
};

/**
 * Takes unknown JSON for a ticker symbol, which may be left out.
 *
 * @throws InvalidInputError
 */
export const readTicker = (value: unknown, field: string): { readonly ticker?: string } =>
  value === undefined ? {} : { ticker: readText(value, field, TICKER) };
