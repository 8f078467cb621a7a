import * as v from 'valibot';
import { executionId } from '../payload/execution-id.ts';
import { closedObject, integer, parsePayload } from '../payload/parse-payload.ts';
import { timestamp } from '../payload/timestamp.ts';
import { QUANTITY, TRADE_PRICES, type TradeType, type Transaction, ticker } from './transaction.ts';

const orderOf = (type: TradeType) =>
  closedObject({
    execution_id: executionId,
    started_at: timestamp,
    quote: closedObject({
      stock_price: integer(TRADE_PRICES[type]),
      ticker: v.exactOptional(ticker),
    }),
  });

/**
 * Returns a function that makes the one trade of an execution. The trade is a mock, as in the
 * post. It depends only on the payload, so a second run returns the same transaction.
 *
 * The returned function takes `{ execution_id, started_at, quote: { stock_price, ticker? } }` and
 * throws InvalidInputError.
 *
 * @param type buy or sell, which limits the price
 */
export const tradeMaker = (type: TradeType): ((payload: unknown) => Transaction) => {
  const order = orderOf(type);
  return (payload) => {
    const { execution_id, started_at, quote } = parsePayload(order, payload);
    const { id, quantity } = derivedFrom(execution_id);
    const { stock_price: price, ...stock } = quote;
    return { id, type, price, quantity, timestamp: started_at, ...stock };
  };
};

/** The parts of a trade that follow from its execution. */
export type Derived = { readonly id: string; readonly quantity: number };

/** The number of fields that all executions of one state machine share. */
const SHARED_FIELDS = 'arn:partition:states:region:account:type:state-machine'.split(':').length;

/**
 * Returns id and quantity of an execution's one trade. They are derived, not random, because Lambda
 * can run an invocation twice, Step Functions retries and redrives, and an Express workflow can run
 * more than once. Random values would make another trade each time.
 *
 * The id is the execution's name, followed by the run's id for an Express workflow. No two
 * executions of a state machine share it within 90 days, and the table has one state machine.
 *
 * @param executionArn a valid ARN of an execution
 * @see https://docs.aws.amazon.com/lambda/latest/dg/concepts-event-driven-architectures.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export const derivedFrom = (executionArn: string): Derived => {
  const id = executionArn.split(':').slice(SHARED_FIELDS).join(':');
  return { id, quantity: quantityOf(id) };
};

/** Any quantity is fine as long as it is the same each time: the sum of the bytes, in the range. */
const quantityOf = (id: string): number => {
  const choices = QUANTITY.to - QUANTITY.from + 1;
  const sum = Buffer.from(id).reduce((total, byte) => total + byte, 0);
  return QUANTITY.from + (sum % choices);
};
