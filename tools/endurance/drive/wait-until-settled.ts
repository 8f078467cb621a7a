import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { poll } from 'helpers/poll';
import { rootOf } from 'helpers/root-credentials';
import { clients } from 'local-aws/aws/clients';
import { LOCAL } from 'local-aws/aws/environment';
import type { EnduranceFixture } from '../fixture/endurance-fixture.ts';

const TIMEOUT_MS = 180_000;

/** Waits until no execution runs. @throws DeadlineError after three minutes. */
export async function waitUntilSettled({ endpoint, stack }: EnduranceFixture): Promise<void> {
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
    { every: 100, deadline: TIMEOUT_MS },
  );
  stepFunctions.destroy();
}
