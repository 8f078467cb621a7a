import { GetActivityTaskCommand } from '@aws-sdk/client-sfn';
import type { Clients } from './clients.ts';
import { InvalidQuestionError, isGone } from './errors.ts';
import { heartbeat } from './heartbeat.ts';
import { type Decision, decide, parseQuestion, wordsOf } from './question.ts';
import { type ReportLimits, report } from './report.ts';

/** The result of one turn; see Reported for the last two. */
export type TurnResult = 'no task' | 'approved' | 'rejected' | 'too late' | 'unconfirmed';

/** What a turn needs. */
export type Turn = {
  readonly clients: Clients;
  readonly activityArn: string;
  /** Asks a person. The signal says that the answer is not needed any more. */
  readonly ask: (words: string, signal: AbortSignal) => Promise<string>;
  /** Ends waiting for a task or an answer. */
  readonly signal: AbortSignal;
  /** Milliseconds between heartbeats. */
  readonly beatEvery: number;
  readonly reportLimits: ReportLimits;
};

/**
 * Does one turn: takes a task if there is one within a minute, asks, and reports.
 *
 * Heartbeats end when the report begins. So if Step Functions never gets the report, it gives the
 * task to another worker after HeartbeatSeconds, and the trade does not wait for a day.
 *
 * @throws errors of Step Functions; errors of `ask`, which leave the task to another worker
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html
 */
export async function work({ clients, activityArn, ask, ...more }: Turn): Promise<TurnResult> {
  const { taskToken, input = '' } = await clients.polls.send(
    new GetActivityTaskCommand({ activityArn, workerName: 'approver' }),
    { abortSignal: more.signal },
  );
  if (!taskToken) return 'no task';
  const lost = new AbortController();
  const stopHeartbeat = heartbeat(clients.reports, taskToken, more.beatEvery, (error) =>
    lost.abort(error),
  );
  try {
    const signal = AbortSignal.any([more.signal, lost.signal]);
    const decision = await decisionOn(input, (words) => ask(words, signal));
    stopHeartbeat();
    const reported = await report(clients.reports, taskToken, decision, more.reportLimits);
    if (reported !== 'reported') return reported;
    return decision.approved ? 'approved' : 'rejected';
  } catch (error) {
    if (!lost.signal.aborted) throw error;
    if (isGone(lost.signal.reason)) return 'too late';
    throw lost.signal.reason;
  } finally {
    stopHeartbeat();
  }
}

/** An input that is not a question is rejected without asking. */
async function decisionOn(
  input: string,
  ask: (words: string) => Promise<string>,
): Promise<Decision> {
  try {
    return decide(await ask(wordsOf(parseQuestion(input))));
  } catch (error) {
    if (!(error instanceof InvalidQuestionError)) throw error;
    return { approved: false, error: error.name, cause: error.message };
  }
}
