import { readObject } from '../boundary/read-object.ts';
import { TransactionConflictError } from '../errors.ts';
import { readExecutionId } from '../execution/execution-id.ts';
import { readTransaction, type Transaction } from '../trade/transaction.ts';
import { isSameRow, type Row, toRow } from './row.ts';

/** Writes a row where none is under its id; gives back the row that is there otherwise. */
export type PutIfAbsent = (row: Row) => Promise<Row | undefined>;

/**
 * Records the transaction of an execution once. The same row already there means that an earlier try
 * got through and its answer was lost: that is success, not a second trade.
 *
 * @param payload `{ execution_id, transaction: { id, type, price, quantity, timestamp, ticker? } }`
 * @throws InvalidInputError with nothing written
 * @throws TransactionConflictError where a different row is under the id; that row stays as it is
 * @see https://docs.aws.amazon.com/lambda/latest/dg/concepts-event-driven-architectures.html
 */
export const save = async (payload: unknown, putIfAbsent: PutIfAbsent): Promise<Transaction> => {
  const fields = readObject(payload, 'payload', ['execution_id', 'transaction']);
  const executionId = readExecutionId(fields.get('execution_id'));
  const transaction = readTransaction(fields.get('transaction'), executionId);
  const row = toRow(executionId, transaction);
  const stored = await putIfAbsent(row);
  if (stored !== undefined && !isSameRow(row, stored)) {
    throw new TransactionConflictError('A different transaction is recorded under this id.');
  }
  return transaction;
};
