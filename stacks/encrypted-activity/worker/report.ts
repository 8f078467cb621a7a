import {
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { Decision } from './decide.ts';

/**
 * Tells the workflow what was decided.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
 *
 * @returns false when the task had been given up meanwhile, and the decision counts for nothing.
 */
export async function report(
  client: SFNClient,
  taskToken: string,
  decision: Decision,
): Promise<boolean> {
  try {
    await (decision.approved
      ? client.send(new SendTaskSuccessCommand({ taskToken, output: '{"approved":true}' }))
      : client.send(
          new SendTaskFailureCommand({ taskToken, error: decision.error, cause: decision.cause }),
        ));
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

/** Errors that say that nobody waits for the task any more. */
export function isGone(error: unknown): boolean {
  const names = ['TaskTimedOut', 'TaskDoesNotExist'];
  return error instanceof Error && names.includes(error.name);
}
