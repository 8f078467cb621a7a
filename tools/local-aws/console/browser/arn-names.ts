import type { About } from '../contract.ts';

type AccountRegion = Pick<About, 'partition' | 'region' | 'account'>;

/** ARN of a state machine by its name. */
export const stateMachineArn = (
  { partition, region, account }: AccountRegion,
  stateMachine: string,
): string => `arn:${partition}:states:${region}:${account}:stateMachine:${stateMachine}`;

/** ARN of an execution by the names of its state machine and its own. */
export const executionArn = (
  { partition, region, account }: AccountRegion,
  stateMachine: string,
  execution: string,
): string => `arn:${partition}:states:${region}:${account}:execution:${stateMachine}:${execution}`;

/** Name of an execution by its ARN. */
export const executionName = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);
