import { ListExecutionsCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { LOCAL, rootOf } from '../../local/aws/environment.ts';
import { poll } from '../../local/process/poll.ts';

const AT_ONCE = 32;

/**
 * Starts executions as fast as they are taken and waits until all are over.
 *
 * @returns executions a second.
 */
export async function burst(url: string, stateMachineArn: string, count: number): Promise<number> {
  const settings = { region: LOCAL.region, credentials: rootOf(LOCAL.account), endpoint: url };
  const sfn = new SFNClient({ ...settings, maxAttempts: 1 });
  const start = () => sfn.send(new StartExecutionCommand({ stateMachineArn, input: '{"a":1}' }));
  const begun = performance.now();
  let left = count;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await start();
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
  return count / ((performance.now() - begun) / 1000);
}
