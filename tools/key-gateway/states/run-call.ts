import type { StepFunctionsApi } from 'who-can-read';
import { answerJson } from '../http/answer-json.ts';
import { type Answer, exchange } from '../http/exchange.ts';
import type { Desk } from '../requests/gateway-context.ts';
import type { Reply } from '../requests/reply.ts';
import type { GuardedRequest } from '../requests/request.ts';
import { judge, refusal } from './authorize-states.ts';
import { refusedBy, unknownCaller } from './deny.ts';
import { isEncrypted, type View } from './encrypted-target.ts';
import { metadataOnly } from './metadata.ts';
import { notThere } from './not-found.ts';
import { viewsOf } from './read-call.ts';
import { recordCalls } from './record-call.ts';
import { callOf } from './states-call.ts';

/** StartSyncExecution answers when the execution is over: five minutes at most. */
const PATIENCE_MS = 310_000;

/**
 * Serves an operation that acts on a state machine or an execution: the decision comes first,
 * since the emulator acts as soon as it hears of it. Refused is, in AWS's order: who may not call
 * the operation, then whom the key does not serve.
 *
 * @throws UpstreamError, MaterialError
 */
export async function serveRun(
  request: GuardedRequest,
  api: StepFunctionsApi,
  desk: Desk,
): Promise<Reply> {
  const identity = await desk.material.identity(request.credential);
  if (!identity.known) return { error: unknownCaller(identity) };
  const scope = { account: identity.account, region: request.credential.region };
  let views: readonly View[];
  try {
    views = await viewsOf(request, api, scope, desk);
  } catch (error) {
    return notThere(error, await callOf(request, api, identity, desk));
  }
  for (const { arn } of views) desk.machines.note(scope, arn);
  const forward = async () => {
    const answer = await exchange(request.whole, desk.upstream, PATIENCE_MS, request.signal);
    noteStarted(api, answer, views, desk);
    return answer;
  };
  if (!isEncrypted(views)) return { answer: await forward() };
  const call = await callOf(request, api, identity, desk);
  const judgements = await judge(call, views, desk.material);
  const record = () => recordCalls(judgements, { identity, caller: call.caller }, desk);
  const refused = refusal(judgements)?.decision.error;
  if (refused) {
    record();
    return { error: refusedBy(refused) };
  }
  const answer = await forward();
  if (answer.status >= 400) return { answer };
  record();
  const metadata = judgements.some(({ decision: { sees } }) => sees !== 'data');
  const holdsData = api === 'StartSyncExecution';
  return metadata && holdsData ? { answer, body: metadataOnly(api, answer) } : { answer };
}

/** Tells of the execution that the emulator has started, if it has. */
function noteStarted(
  api: StepFunctionsApi,
  answer: Answer,
  views: readonly View[],
  desk: Desk,
): void {
  const [view, ...others] = views;
  if (answer.status >= 400 || !view) return;
  const { executionArn } = answerJson(answer);
  if (typeof executionArn !== 'string') return;
  if (api === 'StartSyncExecution') desk.express.note(executionArn);
  // An alias leads to one of several versions, and the emulator alone knows to which.
  if (others.length > 0) desk.started(view.arn, executionArn);
  else desk.started(view.arn, executionArn, view);
}
