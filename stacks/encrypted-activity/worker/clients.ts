import { SFNClient } from '@aws-sdk/client-sfn';
import { MissingSettingError } from './errors.ts';

/** The clients of the worker. */
export type Clients = {
  /** For GetActivityTask, which can take 60 seconds. */
  readonly polls: SFNClient;
  /** For heartbeats and reports. */
  readonly reports: SFNClient;
};

/**
 * GetActivityTask answers within 60 seconds, and a client must wait at least 65 seconds
 * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html).
 */
const POLL_TIMEOUT = 65_000;
const REPORT_TIMEOUT = 5_000;
const CONNECTION_TIMEOUT = 5_000;

/**
 * Returns clients whose deadlines throw: `requestTimeout` without `throwOnRequestTimeout` only logs
 * a warning. They make one attempt, because the worker has its own retries and must know each lost
 * answer.
 *
 * @throws MissingSettingError if there is no Region
 * @see https://github.com/aws/aws-sdk-js-v3/blob/main/supplemental-docs/CLIENTS.md#request-handler-requesthandler
 */
export async function createClients(): Promise<Clients> {
  const client = (requestTimeout: number): SFNClient =>
    new SFNClient({
      maxAttempts: 1,
      requestHandler: {
        connectionTimeout: CONNECTION_TIMEOUT,
        requestTimeout,
        throwOnRequestTimeout: true,
      },
    });
  const clients = { polls: client(POLL_TIMEOUT), reports: client(REPORT_TIMEOUT) };
  await clients.polls.config.region().catch((cause: unknown) => {
    throw new MissingSettingError(
      'There is no AWS Region. Set AWS_REGION, or add "region" to the profile in ~/.aws/config.',
      { cause },
    );
  });
  return clients;
}
