import { SendTaskHeartbeatCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { isGone } from './report.ts';

/**
 * Errors after which no beat gets through: credentials are over, or permissions were taken away.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html
 */
const NO_WAY_BACK = [
  'AccessDeniedException',
  'CredentialsProviderError',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'KmsAccessDeniedException',
  'UnrecognizedClientException',
];

/**
 * Says again and again that somebody works on a task.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskHeartbeat.html
 *
 * @param every milliseconds; well below the HeartbeatSeconds of the state.
 * @param given is told once when the task has been given up or cannot be kept, and by which error.
 * @returns a function that ends it.
 */
export function heartbeat(
  client: SFNClient,
  taskToken: string,
  every: number,
  given: (error: Error) => void,
): () => void {
  const timer = setInterval(() => {
    client.send(new SendTaskHeartbeatCommand({ taskToken })).catch((error: unknown) => {
      // Anything else may pass: the next beat tells.
      if (!(error instanceof Error && (isGone(error) || NO_WAY_BACK.includes(error.name)))) return;
      clearInterval(timer);
      given(error);
    });
  }, every);
  return () => clearInterval(timer);
}
