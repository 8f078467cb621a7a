import { answerJson } from '../http/answer-json.ts';
import { exchange } from '../http/exchange.ts';
import type { Desk } from '../requests/gateway-context.ts';
import type { Reply } from '../requests/reply.ts';
import { type GuardedRequest, text } from '../requests/request.ts';
import { judge, refusal } from './authorize-states.ts';
import { refusedBy, unknownCaller } from './deny.ts';
import { recordCalls } from './record-call.ts';
import { callOf } from './states-call.ts';

/** GetActivityTask waits up to 60 s for a task. */
const PATIENCE_MS = 75_000;

/**
 * Serves GetActivityTask. It hands a task over for good, so the decision comes first: a worker
 * without the key must not make a task disappear.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html
 *
 * @throws UpstreamError, MaterialError
 */
export async function pollActivity(request: GuardedRequest, desk: Desk): Promise<Reply> {
  const forward = () => exchange(request.whole, desk.upstream, PATIENCE_MS, request.signal);
  const activity = desk.activities.find(text(request, 'activityArn') ?? '');
  if (!activity) return { answer: await forward() };
  const identity = await desk.material.identity(request.credential);
  if (!identity.known) return { error: unknownCaller(identity) };
  const call = await callOf(request, 'GetActivityTask', identity, desk);
  const judgements = await judge(call, [{ ...activity, kind: 'activity' }], desk.material);
  const refused = refusal(judgements)?.decision.error;
  const record = () => recordCalls(judgements, { identity, caller: call.caller }, desk);
  if (refused) {
    record();
    return { error: refusedBy(refused) };
  }
  const answer = await forward();
  if (answer.status < 400) record();
  return { answer };
}

/** Serves DescribeActivity: adds the encryption configuration, which the emulator forgets. */
export async function describeActivity(request: GuardedRequest, desk: Desk): Promise<Reply> {
  const answer = await exchange(request.whole, desk.upstream, PATIENCE_MS, request.signal);
  const activity = desk.activities.find(text(request, 'activityArn') ?? '');
  if (!activity || answer.status >= 400) return { answer };
  const encryptionConfiguration = {
    type: 'CUSTOMER_MANAGED_KMS_KEY',
    kmsKeyId: activity.kmsKeyId,
    kmsDataKeyReusePeriodSeconds: activity.reuseSeconds,
  };
  const body = { ...answerJson(answer), encryptionConfiguration };
  return { answer, body: Buffer.from(JSON.stringify(body)) };
}

/** Serves DeleteActivity: forgets its key when it is gone. */
export async function deleteActivity(request: GuardedRequest, desk: Desk): Promise<Reply> {
  const answer = await exchange(request.whole, desk.upstream, PATIENCE_MS, request.signal);
  if (answer.status < 400) desk.activities.remove(text(request, 'activityArn') ?? '');
  return { answer };
}
