import type { StepFunctionsApi } from 'who-can-read';
import { exchange } from '../http/exchange.ts';
import type { Desk } from '../requests/gateway-context.ts';
import type { Reply } from '../requests/reply.ts';
import type { GuardedRequest } from '../requests/request.ts';
import { type Judgement, judge, refusal } from './authorize-states.ts';
import { refusedBy } from './deny.ts';
import { isEncrypted, viewsOfExecution } from './encrypted-target.ts';
import { recordCalls } from './record-call.ts';
import { allRunning } from './running-executions.ts';
import { callOf } from './states-call.ts';

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
