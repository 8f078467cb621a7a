import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * Milliseconds for one put, with its retries. The function's timeout is 10 seconds: the function has
 * to give up first, or Lambda kills it and Step Functions learns only that time ran out.
 */
export const PUT_PATIENCE = 8_000;

/**
 * The DynamoDB client of save: region, credentials and endpoint from the SDK's ordinary settings,
 * three tries of two seconds each. Unless told to throw, the SDK only warns of a slow answer.
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
