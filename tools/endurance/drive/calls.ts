import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
} from '@aws-sdk/client-sfn';
import type { IdentityClient } from '../fixture/identity-client.ts';

/** The target of a probe: one execution and its state machine. */
export type Target = { executionArn: string; stateMachineArn: string };

/** One API call, and whether the key protects its answer. */
export type Call = {
  readonly name: string;
  readonly secret: boolean;
  ask(asker: IdentityClient, target: Target): Promise<object>;
};

const METADATA = { includedData: 'METADATA_ONLY' } as const;

/** Every way to read an execution or its definition. */
export const CALLS: readonly Call[] = [
  {
    name: 'DescribeExecution',
    secret: true,
    ask: ({ stepFunctions }, { executionArn }) =>
      stepFunctions.send(new DescribeExecutionCommand({ executionArn })),
  },
  {
    name: 'GetExecutionHistory',
    secret: true,
    ask: ({ stepFunctions }, { executionArn }) =>
      stepFunctions.send(
        new GetExecutionHistoryCommand({ executionArn, includeExecutionData: true }),
      ),
  },
  {
    name: 'DescribeStateMachine',
    secret: true,
    ask: ({ stepFunctions }, { stateMachineArn }) =>
      stepFunctions.send(new DescribeStateMachineCommand({ stateMachineArn })),
  },
  {
    name: 'DescribeStateMachineForExecution',
    secret: true,
    ask: ({ stepFunctions }, { executionArn }) =>
      stepFunctions.send(new DescribeStateMachineForExecutionCommand({ executionArn })),
  },
  {
    name: 'DescribeExecution of metadata',
    secret: false,
    ask: ({ stepFunctions }, { executionArn }) =>
      stepFunctions.send(new DescribeExecutionCommand({ executionArn, ...METADATA })),
  },
  {
    name: 'DescribeStateMachine of metadata',
    secret: false,
    ask: ({ stepFunctions }, { stateMachineArn }) =>
      stepFunctions.send(new DescribeStateMachineCommand({ stateMachineArn, ...METADATA })),
  },
];
