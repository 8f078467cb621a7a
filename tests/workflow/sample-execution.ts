import type { Json } from './definition.ts';
import type { Execution } from './execution.ts';

/** An execution of the sample state machine under a name, which decides its id. */
export const executionNamed = (name: string, input: Json): Execution => ({
  id: `arn:aws:states:us-east-1:123456789012:execution:StockTrading:${name}`,
  startedAt: '2026-11-24T09:30:00.125Z',
  input,
});

/** One that buys at 42. */
export const buying = executionNamed('buying', { ticker: 'AMZN', stock_price: 42 });

/** One that sells at 67. */
export const selling = executionNamed('selling', { ticker: 'AMZN', stock_price: 67 });
