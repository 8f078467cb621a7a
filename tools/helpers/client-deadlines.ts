/** Time limits of an SDK client, as its `requestHandler` takes them. */
export type ClientDeadlines = {
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  readonly throwOnRequestTimeout: true;
};

/** The gateway's answers to slow requests, such as those of CloudFormation, come within two minutes. */
const REQUEST_MS = 130_000;

/**
 * Returns time limits for an SDK client that throw: `requestTimeout` alone only logs a warning, and
 * without one a silent endpoint holds a program forever.
 *
 * @param request milliseconds until the answer begins (default: 130 s).
 * @param connection milliseconds until it is connected (default: 5 s).
 * @see https://github.com/aws/aws-sdk-js-v3/blob/main/supplemental-docs/CLIENTS.md#request-handler-requesthandler
 */
export function clientDeadlines({
  request = REQUEST_MS,
  connection = 5000,
}: {
  readonly request?: number;
  readonly connection?: number;
} = {}): ClientDeadlines {
  return {
    connectionTimeout: connection,
    requestTimeout: request,
    throwOnRequestTimeout: true,
  };
}
