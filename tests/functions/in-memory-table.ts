import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';

/** The environment of the function save; set before its handler is imported. */
export const TABLE_NAME = 'transactions';

/**
 * Returns a table behind the mocked SDK. It supports only the condition that save uses and rejects every
 * other request, so that a put without the condition fails the test.
 */
export const createInMemoryTable = () => {
  const rows = new Map<string, Record<string, AttributeValue>>();
  const dynamodb = mockClient(DynamoDBClient);

  /** Answers a put as DynamoDB does. */
  const put = (input: PutItemCommand['input']) => {
    const {
      Item: item,
      TableName,
      ConditionExpression,
      ReturnValuesOnConditionCheckFailure,
    } = input;
    const id = item?.['Id']?.S;
    if (TableName !== TABLE_NAME || item === undefined || id === undefined) {
      throw new Error('the put names another table, or no item with an Id');
    }
    if (ConditionExpression !== 'attribute_not_exists(Id)') {
      throw new Error('the put has no condition');
    }
    const present = rows.get(id);
    if (present !== undefined) {
      throw new ConditionalCheckFailedException({
        message: 'The conditional request failed',
        $metadata: { httpStatusCode: 400 },
        ...(ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? { Item: present } : {}),
      });
    }
    rows.set(id, item);
    return {};
  };

  dynamodb.onAnyCommand().rejects(new Error('save can only put'));
  dynamodb.on(PutItemCommand).callsFake(put);
  return {
    dynamodb,
    put,
    rows: (): readonly Record<string, AttributeValue>[] => [...rows.values()],
    attempts: (): number => dynamodb.commandCalls(PutItemCommand).length,
  };
};
