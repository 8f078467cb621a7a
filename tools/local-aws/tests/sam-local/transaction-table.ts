import { readFile } from 'node:fs/promises';
import {
  type AttributeValue,
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { rootOf } from 'helpers/root-credentials';
import { parseDocument } from 'yaml';
import { LOCAL } from '../../aws/environment.ts';
import type { Workbench } from './sam-local-fixture.ts';

/** @returns a client of the table's own endpoint, without faults. */
export const dynamodb = ({ dynamodbUrl, region }: Pick<Workbench, 'dynamodbUrl' | 'region'>) =>
  new DynamoDBClient({ endpoint: dynamodbUrl, region, credentials: rootOf(LOCAL.account) });

/**
 * Properties of AWS::DynamoDB::Table that have the same names in CreateTable. Encryption and
 * recovery are left out: they need the stack's key, and another request.
 */
const SHARED = ['AttributeDefinitions', 'KeySchema', 'BillingMode'] as const;

/** @returns the definition of the table in the stack's template. */
export async function tableDefinition(
  templatePath: string,
  tableName: string,
): Promise<CreateTableCommandInput> {
  const template = parseDocument(await readFile(templatePath, 'utf8')).toJS();
  const properties = template.Resources.TransactionTable.Properties;
  const taken = SHARED.map((name) => [name, properties[name]] as const);
  if (taken.some(([, value]) => value === undefined)) {
    throw new Error(`TransactionTable lacks one of ${SHARED.join(', ')}.`);
  }
  return { TableName: tableName, ...Object.fromEntries(taken) };
}

/** Creates the stack's table under another name. */
export async function createTransactionTable(
  client: DynamoDBClient,
  templatePath: string,
  tableName: string,
): Promise<void> {
  await client.send(new CreateTableCommand(await tableDefinition(templatePath, tableName)));
}

/** @returns the rows that this execution left, read consistently. */
export async function rowsOf(
  client: DynamoDBClient,
  tableName: string,
  executionArn: string,
): Promise<Record<string, AttributeValue>[]> {
  const rows: Record<string, AttributeValue>[] = [];
  for await (const page of paginateScan(
    { client },
    { TableName: tableName, ConsistentRead: true },
  )) {
    rows.push(...(page.Items ?? []));
  }
  return rows.filter((row) => row['ExecutionId']?.S === executionArn);
}
