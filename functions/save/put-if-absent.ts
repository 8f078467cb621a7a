import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { PutIfAbsent } from './save.ts';
import { toStoreError } from './store-error.ts';

/**
 * A conditional put into a DynamoDB table. The failed condition answers with the row that is there,
 * so no read permission is needed; an answer without one is taken for a row that differs.
 *
 * @param patience milliseconds after which the request is given up, retries included
 * @throws TransactionStoreUnavailableError, TransactionStoreError (from what is returned)
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html
 */
export const createPutIfAbsent =
  (client: DynamoDBClient, tableName: string, patience: number): PutIfAbsent =>
  async (row) => {
    const put = new PutItemCommand({
      TableName: tableName,
      Item: row,
      ConditionExpression: 'attribute_not_exists(Id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await client.send(put, { abortSignal: AbortSignal.timeout(patience) });
      return undefined;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) {
        return error.Item ?? {};
      }
      throw toStoreError(error);
    }
  };
