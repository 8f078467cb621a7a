import { SendTaskHeartbeatCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { isGone } from './report.ts';

/**
 * Says again and again that somebody works on a task.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskHeartbeat.html
 *
 * @param every milliseconds; well below the HeartbeatSeconds of the state.
 * @param given is told once when the task has been given up or cannot be kept.
 * @returns a function that ends it.
 */
export function heartbeat(
  client: SFNClient,
  taskToken: string,
  every: number,
  given: () => void,
): () => void {
  const timer = setInterval(() => {
    client.send(new SendTaskHeartbeatCommand({ taskToken })).catch((error: unknown) => {
      // Anything else may pass: the next beat tells.
      if (!isGone(error)) return;
      clearInterval(timer);
      given();
    });
  }, every);
  return () => clearInterval(timer);
}
