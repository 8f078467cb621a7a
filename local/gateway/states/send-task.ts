import type { StepFunctionsApi } from '../../../access/index.ts';
import { exchange } from '../proxy/exchange.ts';
import type { Desk } from '../serve/desk.ts';
import type { Reply } from '../serve/reply.ts';
import type { GuardedRequest } from '../serve/request.ts';
import { callOf } from './call.ts';
import { type Judgement, judge, refusal } from './judge.ts';
import { recordCalls } from './record.ts';
import { refusedBy } from './refuse.ts';
import { allRunning } from './running.ts';
import { isEncrypted, viewsOfExecution } from './view.ts';

const PATIENCE_MS = 30_000;

/**
 * Serves SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat. Nobody but the emulator knows
 * which execution a task token is for. So the call is refused when no running execution could take
 * it; where some could, it is passed on, and those that could not are being ended anyway.
 *
 * @throws UpstreamError, MaterialError
 */
export async function serveSendTask(
  request: GuardedRequest,
  api: StepFunctionsApi,
  desk: Desk,
): Promise<Reply> {
  const forward = () => exchange(request.whole, desk.upstream, PATIENCE_MS, request.signal);
  const identity = await desk.material.identity(request.credential);
  // The key asks nothing of who calls; an unknown caller is the emulator's to refuse.
  if (!identity.known) return { answer: await forward() };
  const scope = { account: identity.account, region: request.credential.region };
  const { sfn } = desk.roots.of(scope.account, scope.region);
  const refused: Judgement[] = [];
  for (const executionArn of await allRunning(sfn)) {
    const views = await viewsOfExecution(desk.material, scope, executionArn);
    if (!isEncrypted(views)) return { answer: await forward() };
    const call = await callOf(request, api, identity, desk);
    const found = refusal(await judge(call, views, desk.material));
    if (!found) return { answer: await forward() };
    refused.push(found);
  }
  const [first] = refused;
  if (!first?.decision.error) return { answer: await forward() };
  recordCalls([first], { identity, caller: await desk.material.caller(identity) }, desk);
  return { error: refusedBy(first.decision.error) };
}
