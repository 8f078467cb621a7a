import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import { rootOf } from 'helpers/root-credentials';
import { clients } from 'local-aws/aws/clients';
import { LOCAL } from 'local-aws/aws/environment';
import type { EnduranceFixture } from '../fixture/endurance-fixture.ts';
import type { RowRecord } from '../verdict/records.ts';

const AT_ONCE = 8;

/** Returns the ARN of an execution with a name. */
export const executionArnOf = ({ stack }: EnduranceFixture, name: string): string =>
  `${stack.StockTradingStateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;

/** Returns the status of each execution from its metadata; undefined for an execution that does not exist. */
export async function endsOf(
  fixture: EnduranceFixture,
  names: readonly string[],
): Promise<ReadonlyMap<string, string | undefined>> {
  const { stepFunctions } = clients(fixture.endpoint, rootOf(LOCAL.account));
  const ends = new Map<string, string | undefined>();
  const left = [...names];
  const worker = async (): Promise<void> => {
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      const executionArn = executionArnOf(fixture, name);
      const question = { executionArn, includedData: 'METADATA_ONLY' } as const;
      const status = await stepFunctions.send(new DescribeExecutionCommand(question)).then(
        (answer) => answer.status,
        (error: unknown) => {
          if (error instanceof ExecutionDoesNotExist) return undefined;
          throw error;
        },
      );
      ends.set(name, status);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  stepFunctions.destroy();
  return ends;
}

/** Returns the errors of executions that did not succeed, from the emulator without the gateway. */
export async function reasonsOf(
  fixture: EnduranceFixture,
  ends: ReadonlyMap<string, string | undefined>,
): Promise<ReadonlyMap<string, string>> {
  const behind = { ...fixture.endpoint, url: fixture.emulator.url };
  const { stepFunctions } = clients(behind, rootOf(LOCAL.account));
  const reasons = new Map<string, string>();
  for (const [name, status] of ends) {
    if (status === undefined || status === 'SUCCEEDED') continue;
    const question = new DescribeExecutionCommand({ executionArn: executionArnOf(fixture, name) });
    const { error } = await stepFunctions.send(question);
    if (error !== undefined) reasons.set(name, error);
  }
  stepFunctions.destroy();
  return reasons;
}

/** Returns every row of the table. */
export async function rowsOf({ endpoint, stack }: EnduranceFixture): Promise<readonly RowRecord[]> {
  const { dynamoDB } = clients(endpoint, rootOf(LOCAL.account));
  const rows: RowRecord[] = [];
  let from: ScanPlace;
  do {
    const { Items = [], LastEvaluatedKey } = await dynamoDB.send(
      new ScanCommand({
        TableName: stack.TransactionTableName,
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    for (const { ExecutionId, Type, Price } of Items) {
      const executionName = ExecutionId?.S?.split(':').at(-1) ?? '';
      rows.push({ executionName, type: Type?.S ?? '', price: Number(Price?.N) });
    }
    from = LastEvaluatedKey;
  } while (from !== undefined);
  return rows;
}

type ScanPlace = ConstructorParameters<typeof ScanCommand>[0]['ExclusiveStartKey'];
