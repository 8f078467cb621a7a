import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Transaction } from '../trade/transaction.ts';

/** A row of the transaction table, by attribute name. */
export type Row = Readonly<Record<string, AttributeValue>>;

/**
 * The row of a transaction. DynamoDB takes numbers as text.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
export const toRow = (executionId: string, transaction: Transaction): Row => ({
  Id: { S: transaction.id },
  Type: { S: transaction.type },
  Price: { N: String(transaction.price) },
  Quantity: { N: String(transaction.quantity) },
  Timestamp: { S: transaction.timestamp },
  ExecutionId: { S: executionId },
  ...(transaction.ticker === undefined ? {} : { Ticker: { S: transaction.ticker } }),
});

const sameValue = (one: AttributeValue, other: AttributeValue | undefined): boolean =>
  other !== undefined && one.S === other.S && one.N === other.N;

/**
 * Whether a stored row is the one that was to be written: the same attributes, all of them text or
 * number, and nothing beside them.
 */
export const isSameRow = (written: Row, stored: Row): boolean => {
  const attributes = Object.entries(written);
  return (
    attributes.length === Object.keys(stored).length &&
    attributes.every(([name, value]) => sameValue(value, stored[name]))
  );
};
