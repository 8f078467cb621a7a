import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { InvalidInputError, TransactionConflictError } from '../errors.ts';
import { executionId } from '../payload/execution-id.ts';
import { closedObject, parsePayload } from '../payload/parse-payload.ts';
import { derivedFrom } from '../trade/make-trade.ts';
import { type Transaction, transaction } from '../trade/transaction.ts';

/** A row of the transaction table, by attribute name. */
export type Row = Readonly<Record<string, AttributeValue>>;

/** Writes a row if its id is free; otherwise returns the row that has the id. */
export type PutIfAbsent = (row: Row) => Promise<Row | undefined>;

const request = closedObject({ execution_id: executionId, transaction });

/**
 * Records the transaction of an execution once, and returns it. If the same row is already there,
 * an earlier attempt succeeded and its answer was lost. That is a success, not a second trade.
 *
 * @param payload `{ execution_id, transaction: { id, type, price, quantity, timestamp, ticker? } }`
 * @throws InvalidInputError and writes nothing
 * @throws TransactionConflictError if a different row has the id; that row stays as it is
 * @see https://docs.aws.amazon.com/lambda/latest/dg/concepts-event-driven-architectures.html
 */
export const save = async (payload: unknown, putIfAbsent: PutIfAbsent): Promise<Transaction> => {
  const { execution_id, transaction: trade } = parsePayload(request, payload);
  if (trade.id !== derivedFrom(execution_id).id) {
    throw new InvalidInputError('transaction.id', 'must be the id that execution_id leads to');
  }
  const row = toRow(execution_id, trade);
  const stored = await putIfAbsent(row);
  if (stored !== undefined && !isSameRow(row, stored)) {
    throw new TransactionConflictError('A different transaction is recorded under this id.');
  }
  return trade;
};

/**
 * Returns the row of a transaction. DynamoDB takes numbers as text.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
const toRow = (execution: string, trade: Transaction): Row => ({
  Id: { S: trade.id },
  Type: { S: trade.type },
  Price: { N: String(trade.price) },
  Quantity: { N: String(trade.quantity) },
  Timestamp: { S: trade.timestamp },
  ExecutionId: { S: execution },
  ...(trade.ticker === undefined ? {} : { Ticker: { S: trade.ticker } }),
});

/** Whether a stored row has the same attributes as the written one, and no others. */
const isSameRow = (written: Row, stored: Row): boolean => {
  const attributes = Object.entries(written);
  return (
    attributes.length === Object.keys(stored).length &&
    attributes.every(([name, value]) => isSameValue(value, stored[name]))
  );
};

const isSameValue = (one: AttributeValue, other: AttributeValue | undefined): boolean =>
  other !== undefined && one.S === other.S && one.N === other.N;
