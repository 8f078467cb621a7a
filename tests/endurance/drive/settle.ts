import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { clients } from '../../../local/aws/clients.ts';
import { LOCAL, rootOf } from '../../../local/aws/environment.ts';
import { poll } from '../../../local/process/poll.ts';
import type { Stage } from '../stage/stage.ts';

const PATIENCE_MS = 180_000;

/** Waits until no execution runs. @throws DeadlineError after three minutes. */
export async function settle({ endpoint, stack }: Stage): Promise<void> {
  const { stepFunctions } = clients(endpoint, rootOf(LOCAL.account));
  const running = {
    stateMachineArn: stack.StockTradingStateMachineArn,
    statusFilter: 'RUNNING',
    maxResults: 1,
  } as const;
  await poll(
    'The end of the burst',
    async () => {
      const { executions = [] } = await stepFunctions.send(new ListExecutionsCommand(running));
      return executions.length === 0 ? true : undefined;
    },
    { every: 100, deadline: PATIENCE_MS },
  );
  stepFunctions.destroy();
}
