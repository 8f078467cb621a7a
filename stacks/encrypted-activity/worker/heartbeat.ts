import { SendTaskHeartbeatCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { isGone, isLasting } from './errors.ts';

/**
 * Sends heartbeats for a task. A lost heartbeat is not an error: the next one counts.
 *
 * @param every milliseconds, well below the HeartbeatSeconds of the state
 * @param onLost called once if the task cannot be kept, with the error
 * @returns a function that stops the heartbeats
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskHeartbeat.html
 */
export function heartbeat(
  client: SFNClient,
  taskToken: string,
  every: number,
  onLost: (error: unknown) => void,
): () => void {
  const timer = setInterval(() => {
    client.send(new SendTaskHeartbeatCommand({ taskToken })).catch((error: unknown) => {
      if (!isGone(error) && !isLasting(error)) return;
      clearInterval(timer);
      onLost(error);
    });
  }, every);
  return () => clearInterval(timer);
}
