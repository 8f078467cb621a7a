import { partitionOf } from 'helpers/partition';
import type { StepFunctionsApi } from 'who-can-read';
import { answerJson } from '../http/answer-json.ts';
import { exchange } from '../http/exchange.ts';
import type { Desk } from '../requests/gateway-context.ts';
import type { Reply } from '../requests/reply.ts';
import { type GuardedRequest, text } from '../requests/request.ts';
import { judge, refusal } from './authorize-states.ts';
import { refusedBy, unknownCaller } from './deny.ts';
import { isEncrypted, type View, viewsOfMachine } from './encrypted-target.ts';
import { unfitEncryption, wantedEncryption } from './encryption.ts';
import { isAbsent } from './not-found.ts';
import { whyNotPassRole } from './pass-role.ts';
import { recordCalls } from './record-call.ts';
import { callOf, namedBy } from './states-call.ts';

const PATIENCE_MS = 30_000;

/**
 * Serves what creates or updates a state machine or creates an activity: the configuration must
 * fit, and the caller must be able to describe the key and make data keys under it. An update that
 * says nothing of encryption is held against the key that is there.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 *
 * @throws UpstreamError, MaterialError
 */
export async function serveConfigure(
  request: GuardedRequest,
  api: StepFunctionsApi & ('CreateStateMachine' | 'UpdateStateMachine' | 'CreateActivity'),
  desk: Desk,
): Promise<Reply> {
  const forward = async () => {
    const work = exchange(request.whole, desk.upstream, PATIENCE_MS, request.signal);
    desk.changes.during(work);
    return work;
  };
  const wanted = wantedEncryption(request.input);
  if (wanted.kind === 'wrong') return { error: wanted.error };
  const unpassable = await whyNotPassRole(request, desk);
  if (unpassable) return { error: unpassable };
  if (wanted.kind === 'owned') return { answer: await forward() };
  if (wanted.kind === 'silent' && api !== 'UpdateStateMachine') return { answer: await forward() };
  const identity = await desk.material.identity(request.credential);
  if (!identity.known) return { error: unknownCaller(identity) };
  const scope = { account: identity.account, region: request.credential.region };
  const arn = arnFor(request, api, scope);
  const views: readonly View[] =
    wanted.kind === 'key'
      ? [{ ...wanted, kind: kindOf(api), arn }]
      : await viewsOfMachine(desk.material, scope, arn).catch(none);
  if (!isEncrypted(views)) return { answer: await forward() };
  const call = await callOf(request, api, identity, desk);
  const judgements = await judge(call, views, desk.material).catch(missingKey);
  if (!judgements) return { error: unfitEncryption('The KMS key does not exist.') };
  const refused = refusal(judgements)?.decision.error;
  const record = () => recordCalls(judgements, { identity, caller: call.caller }, desk);
  if (refused) {
    record();
    return { error: refusedBy(refused) };
  }
  const answer = await forward();
  if (answer.status < 400) {
    record();
    if (api === 'CreateActivity' && wanted.kind === 'key') {
      // The emulator's own name for it, under which it is asked for from now on.
      const { activityArn } = answerJson(answer);
      desk.activities.add({ ...wanted, arn: typeof activityArn === 'string' ? activityArn : arn });
    }
  }
  return { answer };
}

function kindOf(api: StepFunctionsApi): View['kind'] {
  return api === 'CreateActivity' ? 'activity' : 'state-machine';
}

type Scope = { account: string; region: string };

function arnFor(
  request: GuardedRequest,
  api: StepFunctionsApi,
  { account, region }: Scope,
): string {
  const named = namedBy(request, api);
  if (api === 'UpdateStateMachine') return named;
  const kind = api === 'CreateActivity' ? 'activity' : 'stateMachine';
  const name = text(request, 'name') ?? '';
  return `arn:${partitionOf(region)}:states:${region}:${account}:${kind}:${name}`;
}

/** A state machine that is not there has no key; the emulator says so itself. */
function none(error: unknown): readonly View[] {
  if (isAbsent(error)) return [];
  throw error;
}

/** A key that is not there is the caller's mistake; anything else that goes wrong is not. */
function missingKey(error: unknown): undefined {
  if (error instanceof Error && error.name === 'NotFoundException') return undefined;
  throw error;
}
