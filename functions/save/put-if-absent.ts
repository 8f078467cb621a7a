import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { PutIfAbsent } from './save.ts';
import { toStoreError } from './store-error.ts';

/**
 * Milliseconds for one put with its retries. It is less than the function's timeout of 10 seconds:
 * otherwise Lambda ends the function, and Step Functions learns only that the time was up.
 */
export const PUT_TIMEOUT = 8_000;

/**
 * Returns the DynamoDB client of save: region, credentials and endpoint from the SDK's ordinary
 * settings, three attempts of two seconds each. `throwOnRequestTimeout` is needed, because
 * otherwise the SDK only logs a warning about a slow answer.
 *
 * @see https://github.com/aws/aws-sdk-js-v3/blob/main/supplemental-docs/CLIENTS.md#request-handler-requesthandler
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export const createClient = (): DynamoDBClient =>
  new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: 2_000,
      throwOnRequestTimeout: true,
    },
  });

/**
 * Returns a conditional put into a DynamoDB table. When the condition fails, DynamoDB answers with
 * the row that is there, so the function needs no read permission. An answer without that row
 * counts as a different row.
 *
 * The returned function throws TransactionStoreUnavailableError and TransactionStoreError.
 *
 * @param timeout milliseconds for one put, retries included
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html
 */
export const createPutIfAbsent =
  (client: DynamoDBClient, tableName: string, timeout: number): PutIfAbsent =>
  async (row) => {
    const put = new PutItemCommand({
      TableName: tableName,
      Item: row,
      ConditionExpression: 'attribute_not_exists(Id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await client.send(put, { abortSignal: AbortSignal.timeout(timeout) });
      return undefined;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) {
        return error.Item ?? {};
      }
      throw toStoreError(error);
    }
  };
