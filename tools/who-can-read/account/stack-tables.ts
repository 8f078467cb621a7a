import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { KmsKey } from '../kms/kms-key.ts';
import type { PartialKnowledge } from './partial-knowledge.ts';
import { upperBound } from './partial-knowledge.ts';
import { readTable, type TableFacts } from './read-table.ts';
import type { StackResource } from './stack-resources.ts';

/** A table of a stack with the key it lies under. */
export interface StackTable {
  readonly table: PartialKnowledge<TableFacts>;
  readonly key?: PartialKnowledge<KmsKey>;
}

/** Looks up keys, each once. */
export type KeyReader = (keyId: string) => Promise<PartialKnowledge<KmsKey>>;

/** The tables of a stack with their keys. For permissions see readTable and readKey. */
export async function readTables(
  db: DynamoDBClient,
  keys: KeyReader,
  arnStart: string,
  resources: readonly StackResource[],
): Promise<readonly StackTable[]> {
  const tables: StackTable[] = [];
  for (const { physicalId } of resources.filter(({ type }) => type === 'AWS::DynamoDB::Table')) {
    const table = await readTable(db, `${arnStart}:table/${physicalId}`);
    const { kmsKeyArn } = upperBound(table);
    const key = kmsKeyArn === undefined ? undefined : await keys(kmsKeyArn);
    tables.push({ table, ...(key ? { key } : {}) });
  }
  return tables;
}
