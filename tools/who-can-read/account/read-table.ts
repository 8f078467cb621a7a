import {
  DescribeTableCommand,
  type DynamoDBClient,
  GetResourcePolicyCommand,
  PolicyNotFoundException,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import type { PolicyDocument } from '../policy/policy-document.ts';
import { allowAll } from './allow-all.ts';
import { knowledge, type PartialKnowledge } from './partial-knowledge.ts';
import { parseDocument } from './policy-text.ts';
import { type UnreadableLog, unreadableLog } from './unreadable.ts';

/** A table, the key it lies under, and its own policy. */
export interface TableFacts {
  readonly arn: string;
  readonly name: string;
  /** Left out: encrypted under a key of DynamoDB's own. */
  readonly kmsKeyArn?: string;
  readonly resourcePolicy?: PolicyDocument;
  /** Whether it has an index, or a stream of its changes: one that was ended is kept for a day. */
  readonly indexed: boolean;
  readonly streamed: boolean;
}

/**
 * A table. Needs dynamodb:DescribeTable and dynamodb:GetResourcePolicy.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html
 * @param arn of the table.
 * @throws what DynamoDB throws, unless it is a refusal.
 */
export async function readTable(
  db: DynamoDBClient,
  arn: string,
): Promise<PartialKnowledge<TableFacts>> {
  const log = unreadableLog();
  const name = arn.slice(arn.indexOf('/') + 1);
  const describe = async () => (await db.send(new DescribeTableCommand({ TableName: name }))).Table;
  const table = await log.attempt(`table ${name}`, describe, undefined);
  const key = table?.SSEDescription?.KMSMasterKeyArn;
  const resourcePolicy = await readPolicy(db, table?.TableArn ?? arn, log);
  return knowledge(
    {
      arn: table?.TableArn ?? arn,
      name,
      indexed: table ? isIndexed(table) : true,
      streamed: table ? table.LatestStreamArn !== undefined : true,
      ...(key === undefined ? {} : { kmsKeyArn: key }),
      ...(resourcePolicy ? { resourcePolicy } : {}),
    },
    log.unread,
  );
}

function isIndexed(table: TableDescription): boolean {
  const { GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] } = table;
  return GlobalSecondaryIndexes.length + LocalSecondaryIndexes.length > 0;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html */
async function readPolicy(db: DynamoDBClient, ResourceArn: string, log: UnreadableLog) {
  const source = `policy of table ${ResourceArn.slice(ResourceArn.indexOf('/') + 1)}`;
  const read = async () => {
    try {
      const { Policy } = await db.send(new GetResourcePolicyCommand({ ResourceArn }));
      return parseDocument(Policy, 'resource-policy', source);
    } catch (error) {
      if (error instanceof PolicyNotFoundException) return undefined;
      throw error;
    }
  };
  return log.attempt(source, read, allowAll('resource-policy', source));
}
