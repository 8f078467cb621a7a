import type { Json } from './definition.ts';
import type { Execution } from './execution.ts';

/** Returns an execution of the sample state machine with a name. The id derives from the name. */
export const executionNamed = (name: string, input: Json): Execution => ({
  id: `arn:aws:states:us-east-1:123456789012:execution:StockTrading:${name}`,
  startedAt: '2026-11-24T09:30:00.125Z',
  input,
});

/** An execution that buys at 42. */
export const buying = executionNamed('buying', { ticker: 'AMZN', stock_price: 42 });

/** An execution that sells at 67. */
export const selling = executionNamed('selling', { ticker: 'AMZN', stock_price: 67 });
