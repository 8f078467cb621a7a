import {
  DescribeKinesisStreamingDestinationCommand,
  DescribeTableCommand,
  GetResourcePolicyCommand,
  ListExportsCommand,
} from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { readStack, upperBound } from '../../account/index.ts';
import { accessModelOfStack } from '../../from-stack/model-of-stack.ts';
import { report } from '../../report/report.ts';
import {
  addExecutionRole,
  addStack,
  addStateMachine,
  arnOf,
  clients,
  emptyAccount,
  roleWith,
  services,
  taskDefinition,
} from './mocked-stack.ts';
import { sdkError } from './sdk-error.ts';

const TABLE = arnOf('dynamodb', 'table/claims');
const REPLICA = arnOf('dynamodb', 'table/claims', 'eu-west-1');
const reader = (name: string, table: string) => roleWith(name, 'dynamodb:GetItem', table);
const definition = taskDefinition('dynamodb:putItem', { TableName: 'claims' });

beforeEach(() => {
  emptyAccount([
    reader('reads-table', TABLE),
    reader('reads-replica', REPLICA),
    reader('reads-another', arnOf('dynamodb', 'table/another')),
  ]);
  addExecutionRole('orders');
  addStack('gt', [
    ['Machine', 'AWS::StepFunctions::StateMachine', addStateMachine('orders', { definition })],
    ['Claims', 'AWS::DynamoDB::GlobalTable', 'claims'],
  ]);
  services.dynamoDB
    .on(DescribeTableCommand)
    .resolvesOnce({ Table: { TableArn: TABLE, Replicas: [{ RegionName: 'eu-west-1' }] } })
    .resolvesOnce({ Table: { TableArn: REPLICA, Replicas: [{ RegionName: 'us-east-1' }] } });
});

async function tableAnswers(): Promise<Readonly<Record<string, string>>> {
  const [facts] = await readStack(clients, 'gt');
  if (!facts) throw new Error('There is no state machine.');
  const { rows } = report(accessModelOfStack(facts));
  return Object.fromEntries(
    rows.map(({ subject, findings }) => [subject.name, findings.table.answer]),
  );
}

describe('a global table of a stack', () => {
  it('can be read only by the roles that can read it in one of its Regions', async () => {
    expect(await tableAnswers()).toMatchObject({
      'root user': 'yes',
      'role/reads-table': 'yes',
      'role/reads-replica': 'yes',
      'role/reads-another': 'no',
    });
  });

  it('lists each replica once', async () => {
    const [facts] = await readStack(clients, 'gt');

    expect(facts?.tables.map(({ table }) => upperBound(table).arn)).toEqual([TABLE, REPLICA]);
  });

  it('gives an unknown answer if the caller cannot read a replica in another Region', async () => {
    services.dynamoDB.reset();
    services.dynamoDB
      .on(DescribeKinesisStreamingDestinationCommand)
      .resolves({})
      .on(ListExportsCommand)
      .resolves({})
      .on(GetResourcePolicyCommand)
      .rejects(sdkError('PolicyNotFoundException'))
      .on(DescribeTableCommand)
      .resolvesOnce({ Table: { TableArn: TABLE, Replicas: [{ RegionName: 'eu-west-1' }] } })
      .rejects(sdkError('UnrecognizedClientException'));

    expect(await tableAnswers()).toMatchObject({
      'role/reads-table': 'yes',
      'role/reads-replica': 'unknown',
      'role/reads-another': 'no',
    });
  });
});
