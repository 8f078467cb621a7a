import { TABLE_NAME } from './in-memory-table.ts';

process.env['TABLE_NAME'] = TABLE_NAME;

/** The deployed entry points, by the name of their folder. */
export const handlers = {
  'check-price': (await import('../../functions/check-price/handler.ts')).handler,
  buy: (await import('../../functions/buy/handler.ts')).handler,
  sell: (await import('../../functions/sell/handler.ts')).handler,
  save: (await import('../../functions/save/handler.ts')).handler,
};

/** The name of a function. */
export type FunctionName = keyof typeof handlers;

/** Every function's name. */
export const FUNCTION_NAMES: readonly FunctionName[] = ['check-price', 'buy', 'sell', 'save'];
