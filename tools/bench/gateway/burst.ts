import { Agent } from 'node:http';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { clientDeadlines } from 'helpers/client-deadlines';
import { poll } from 'helpers/poll';
import { rootOf } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import { send } from './latency.ts';
import { starting } from './requests.ts';

const AT_ONCE = 32;

/**
 * Starts executions as fast as they are accepted, and waits until all have ended. The requests are
 * prepared before, because an SDK needs as much processor time for each as the gateway, and would
 * distort the result.
 *
 * @returns executions a second.
 */
export async function burst(url: string, stateMachineArn: string, count: number): Promise<number> {
  const requestHandler = clientDeadlines();
  const credentials = rootOf(LOCAL.account);
  const settings = { region: LOCAL.region, credentials, endpoint: url, requestHandler };
  const sfn = new SFNClient({ ...settings, maxAttempts: 1 });
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const request = starting(stateMachineArn);
  const begun = performance.now();
  let left = count;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await send(url, request, agent);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const running = { stateMachineArn, statusFilter: 'RUNNING', maxResults: 1 } as const;
  await poll(
    'The end of the burst',
    async () => {
      const { executions = [] } = await sfn.send(new ListExecutionsCommand(running));
      return executions.length === 0 ? true : undefined;
    },
    { every: 20, deadline: 120_000 },
  );
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  sfn.destroy();
  return count / seconds;
}
