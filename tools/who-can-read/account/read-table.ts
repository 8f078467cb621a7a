import {
  DescribeTableCommand,
  type DynamoDBClient,
  GetResourcePolicyCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { parseArn } from '../arn.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import { allowAll } from './allow-all.ts';
import { knowledge, type PartialKnowledge } from './partial-knowledge.ts';
import { parseDocument } from './policy-text.ts';
import { type UnreadableLog, unreadableLog } from './unreadable.ts';

/** A table, the key that encrypts it, and its own policy. */
export interface TableFacts {
  readonly arn: string;
  readonly name: string;
  /** Left out: encrypted with an AWS owned key of DynamoDB. */
  readonly kmsKeyArn?: string;
  readonly resourcePolicy?: PolicyDocument;
  /** Whether it has an index, or a stream of its changes. A disabled stream is readable for 24 hours. */
  readonly indexed: boolean;
  readonly streamed: boolean;
  /** ARNs of its replicas in other Regions. */
  readonly replicaArns: readonly string[];
  /** The Region, for a replica of a table of the stack. */
  readonly replicaIn?: string;
}

/**
 * Returns a table; undefined for one that does not exist. Needs dynamodb:DescribeTable and
 * dynamodb:GetResourcePolicy.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html
 * @param arn of the table.
 * @throws what DynamoDB throws, unless it denies access.
 */
export async function readTable(
  db: DynamoDBClient,
  arn: string,
): Promise<PartialKnowledge<TableFacts> | undefined> {
  const log = unreadableLog();
  const name = arn.slice(arn.indexOf('/') + 1);
  const describe = async () => (await db.send(new DescribeTableCommand({ TableName: name }))).Table;
  try {
    const table = await log.attempt(`table ${name}`, describe, undefined);
    const resourcePolicy = await readPolicy(db, table?.TableArn ?? arn, log);
    const facts = {
      ...tableFacts(table, arn, name),
      ...(resourcePolicy ? { resourcePolicy } : {}),
    };
    return knowledge(facts, log.unread);
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

/** A table that was not described: it can have an index and a stream. */
function tableFacts(table: TableDescription | undefined, arn: string, name: string): TableFacts {
  if (!table) return { arn, name, indexed: true, streamed: true, replicaArns: [] };
  const key = table.SSEDescription?.KMSMasterKeyArn;
  return {
    arn: table.TableArn ?? arn,
    name,
    indexed: isIndexed(table),
    streamed: table.LatestStreamArn !== undefined,
    replicaArns: replicaArns(table, arn),
    ...(key === undefined ? {} : { kmsKeyArn: key }),
  };
}

/**
 * A table lists all its replicas, including itself.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ReplicaDescription.html
 */
function replicaArns({ Replicas = [] }: TableDescription, arn: string): readonly string[] {
  const { region: own } = parseArn(arn);
  return Replicas.flatMap(({ RegionName, ReplicaArn }) => {
    if (RegionName === undefined || RegionName === own) return [];
    return [ReplicaArn ?? arn.replace(`:${own}:`, `:${RegionName}:`)];
  });
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
      if (error instanceof Error && error.name === 'PolicyNotFoundException') return undefined;
      throw error;
    }
  };
  return log.attempt(source, read, allowAll('resource-policy', source));
}
