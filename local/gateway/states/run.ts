import type { StepFunctionsApi } from '../../../access/index.ts';
import { type Answer, exchange } from '../proxy/exchange.ts';
import type { Desk } from '../serve/desk.ts';
import type { Reply } from '../serve/reply.ts';
import type { GuardedRequest } from '../serve/request.ts';
import { answerJson } from '../wire/answer-json.ts';
import { callOf } from './call.ts';
import { judge, refusal } from './judge.ts';
import { metadataOnly } from './metadata.ts';
import { notThere } from './not-there.ts';
import { viewsOf } from './read.ts';
import { recordCalls } from './record.ts';
import { refusedBy, unknownCaller } from './refuse.ts';
import { isEncrypted, type View } from './view.ts';

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
