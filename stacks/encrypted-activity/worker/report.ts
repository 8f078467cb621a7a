import { setTimeout as wait } from 'node:timers/promises';
import {
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { isGone, isLasting } from './errors.ts';
import type { Decision } from './question.ts';

/**
 * The result of a report:
 * - reported: Step Functions has the decision.
 * - too late: the task was given up before, and the decision has no effect.
 * - unconfirmed: an answer was lost, so the decision can have an effect or not.
 */
export type Reported = 'reported' | 'too late' | 'unconfirmed';

/** Limits of a report, in milliseconds. */
export type ReportLimits = {
  /** After this time the worker gives up. It is less than the HeartbeatSeconds of the state. */
  readonly giveUpAfter: number;
  /** Between two attempts. */
  readonly pause: number;
};

/**
 * Reports a decision to the workflow. It retries while answers are lost, because a repeated report
 * has no second effect: Step Functions rejects it with TaskTimedOut or TaskDoesNotExist.
 *
 * @throws the error of Step Functions that ends the worker, such as AccessDeniedException
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
 */
export async function report(
  client: SFNClient,
  taskToken: string,
  decision: Decision,
  { giveUpAfter, pause }: ReportLimits,
): Promise<Reported> {
  const end = performance.now() + giveUpAfter;
  for (let isFirst = true; ; isFirst = false) {
    try {
      await send(client, taskToken, decision);
      return 'reported';
    } catch (error) {
      if (isGone(error)) return isFirst ? 'too late' : 'unconfirmed';
      if (isLasting(error)) throw error;
    }
    if (performance.now() + pause > end) return 'unconfirmed';
    await wait(pause);
  }
}

const send = (client: SFNClient, taskToken: string, decision: Decision): Promise<unknown> =>
  decision.approved
    ? client.send(new SendTaskSuccessCommand({ taskToken, output: '{"approved":true}' }))
    : client.send(
        new SendTaskFailureCommand({ taskToken, error: decision.error, cause: decision.cause }),
      );
