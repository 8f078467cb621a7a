import { GetActivityTaskCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { type Decision, decide } from './decide.ts';
import { heartbeat } from './heartbeat.ts';
import { InvalidQuestionError, parseQuestion, wordsOf } from './question.ts';
import { isGone, report } from './report.ts';

/** What a turn came to. */
export type Outcome = 'nothing to do' | 'approved' | 'rejected' | 'too late';

/** What the worker works with. */
export type Work = {
  readonly client: SFNClient;
  readonly activityArn: string;
  /** Asks a person; the signal says that the answer is not needed any more. */
  readonly ask: (words: string, signal: AbortSignal) => Promise<string>;
  /** Ends waiting for a task or an answer. */
  readonly signal: AbortSignal;
  /** Milliseconds between signs of life. */
  readonly beatEvery: number;
};

/**
 * One turn: takes a task if there is one within a minute, asks, and reports.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html
 *
 * @throws what Step Functions throws, KmsAccessDeniedException for one without the key, also while
 * somebody is asked; what `ask` throws: the task is then left to another worker.
 */
export async function work({ client, activityArn, ask, ...more }: Work): Promise<Outcome> {
  const { taskToken, input = '' } = await client.send(
    new GetActivityTaskCommand({ activityArn, workerName: 'approver' }),
    { abortSignal: more.signal },
  );
  if (!taskToken) return 'nothing to do';
  const givenUp = new AbortController();
  const stopBeating = heartbeat(client, taskToken, more.beatEvery, (error) => givenUp.abort(error));
  try {
    const signal = AbortSignal.any([more.signal, givenUp.signal]);
    const decision = await decided(input, (words) => ask(words, signal));
    if (!(await report(client, taskToken, decision))) return 'too late';
    return decision.approved ? 'approved' : 'rejected';
  } catch (error) {
    if (!givenUp.signal.aborted) throw error;
    if (isGone(givenUp.signal.reason)) return 'too late';
    throw givenUp.signal.reason;
  } finally {
    stopBeating();
  }
}

/** Nobody is asked about what cannot be understood. */
async function decided(input: string, ask: (words: string) => Promise<string>): Promise<Decision> {
  try {
    return decide(await ask(wordsOf(parseQuestion(input))));
  } catch (error) {
    if (!(error instanceof InvalidQuestionError)) throw error;
    return { approved: false, error: error.name, cause: error.message };
  }
}
