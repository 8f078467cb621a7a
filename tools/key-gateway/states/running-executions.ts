import {
  paginateListExecutions,
  paginateListStateMachines,
  type SFNClient,
} from '@aws-sdk/client-sfn';

/**
 * ARNs of the running executions of a state machine.
 *
 * @throws the errors of Step Functions.
 */
export async function runningOf(sfn: SFNClient, stateMachineArn: string): Promise<string[]> {
  const list = { stateMachineArn, statusFilter: 'RUNNING' } as const;
  const found: string[] = [];
  for await (const page of paginateListExecutions({ client: sfn }, list)) {
    found.push(...(page.executions ?? []).flatMap(({ executionArn }) => executionArn ?? []));
  }
  return found;
}

/**
 * ARNs of all running executions of an account in a region.
 *
 * @throws the errors of Step Functions.
 */
export async function allRunning(sfn: SFNClient): Promise<string[]> {
  const found: string[] = [];
  for await (const page of paginateListStateMachines({ client: sfn }, {})) {
    for (const { stateMachineArn } of page.stateMachines ?? []) {
      if (stateMachineArn) found.push(...(await runningOf(sfn, stateMachineArn)));
    }
  }
  return found;
}
