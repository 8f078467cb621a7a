import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/** An error as Step Functions sees it: `name` is what Retry and Catch match. */
export class TaskError extends Error {
  override readonly name: string;

  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
  }
}

/** The SAM CLI's answer for a function that timed out: text without an error. */
const TIMED_OUT = /^Task timed out after [\d.]+ seconds$/;

/**
 * The task `arn:aws:states:::lambda:invoke` through the Lambda API
 * (https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html).
 *
 * @param parameters the task's `FunctionName` and `Payload`, evaluated.
 * @returns `{ Payload, StatusCode }`; the workflow uses the payload.
 * @throws TaskError with the name from the runtime, or Sandbox.Timedout after a timeout.
 */
export async function invokeTask(
  client: LambdaClient,
  parameters: { FunctionName: string; Payload: unknown },
) {
  const answer = await client.send(
    new InvokeCommand({
      FunctionName: parameters.FunctionName,
      Payload: JSON.stringify(parameters.Payload),
    }),
  );
  const text = answer.Payload?.transformToString() ?? '';
  if (TIMED_OUT.test(text)) throw new TaskError('Sandbox.Timedout', text);
  const payload = JSON.parse(text);
  if (answer.FunctionError) throw new TaskError(payload.errorType, text);
  return { Payload: payload, StatusCode: answer.StatusCode ?? 0 };
}
