import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { parseArn } from '../arn.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import type { StackResource } from './deployed-stacks.ts';
import type { KeyReader } from './key-reader.ts';
import { knowledge, type PartialKnowledge, unreadOf, upperBound } from './partial-knowledge.ts';
import { readTable, type TableFacts } from './read-table.ts';

/** A table of a stack with the key that encrypts it. */
export interface StackTable {
  readonly table: PartialKnowledge<TableFacts>;
  readonly key?: PartialKnowledge<KmsKey>;
}

/** The CDK creates the first type for Table, and the second for TableV2. */
const types: readonly string[] = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];

/**
 * Returns the tables of a stack with their keys, and each replica of a global table as a separate table.
 * A table that does not exist any more is left out. For permissions see readTable and readKey.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 * @param arnStart `arn:aws:dynamodb:us-east-1:123456789012`
 */
export async function readTables(
  dbIn: (region: string) => DynamoDBClient,
  keys: KeyReader,
  arnStart: string,
  resources: readonly StackResource[],
): Promise<readonly StackTable[]> {
  const tables: StackTable[] = [];
  for (const { physicalId } of resources.filter(({ type }) => types.includes(type))) {
    const own = await tableWithKey(dbIn, keys, `${arnStart}:table/${physicalId}`);
    if (!own) continue;
    tables.push(own);
    for (const arn of upperBound(own.table).replicaArns) {
      tables.push(await replica(dbIn, keys, arn));
    }
  }
  return tables;
}

async function tableWithKey(
  dbIn: (region: string) => DynamoDBClient,
  keys: KeyReader,
  arn: string,
): Promise<StackTable | undefined> {
  const table = await readTable(dbIn(parseArn(arn).region), arn);
  if (!table) return undefined;
  const { kmsKeyArn } = upperBound(table);
  const key = kmsKeyArn === undefined ? undefined : await keys(kmsKeyArn);
  return { table, ...(key ? { key } : {}) };
}

/** The caller can lack access to another Region, so an error there does not stop the rest. */
async function replica(
  dbIn: (region: string) => DynamoDBClient,
  keys: KeyReader,
  arn: string,
): Promise<StackTable> {
  try {
    const found = await tableWithKey(dbIn, keys, arn);
    if (found) return { ...found, table: named(found.table, arn) };
    throw new Error('The replica is not there.');
  } catch (error) {
    const { name: code, message: why } = error instanceof Error ? error : new Error(String(error));
    const name = parseArn(arn).resource.replace('table/', '');
    const unread = [{ what: `replica ${arn}`, why, code }];
    const open = { arn, name, indexed: true, streamed: true, replicaArns: [] };
    return { table: named(knowledge(open, unread), arn) };
  }
}

/** All replicas have the name of the table, so the Region tells them apart. */
function named(table: PartialKnowledge<TableFacts>, arn: string): PartialKnowledge<TableFacts> {
  const facts = upperBound(table);
  return knowledge({ ...facts, replicaIn: parseArn(arn).region }, unreadOf(table));
}
