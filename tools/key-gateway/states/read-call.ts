import type { StepFunctionsApi } from 'who-can-read';
import type { AwsError } from '../http/error-response.ts';
import { exchange } from '../http/exchange.ts';
import type { Desk } from '../requests/gateway-context.ts';
import type { Reply } from '../requests/reply.ts';
import type { GuardedRequest } from '../requests/request.ts';
import { type Judgement, judge, refusal } from './authorize-states.ts';
import { refusedBy, unknownCaller } from './deny.ts';
import { isEncrypted, type View, viewsOfExecution, viewsOfMachine } from './encrypted-target.ts';
import { isExpress, notOfExpress } from './express-executions.ts';
import { metadataOnly } from './metadata.ts';
import { isAbsent } from './not-found.ts';
import { recordCalls } from './record-call.ts';
import { callOf, namedBy } from './states-call.ts';
import { dealings } from './states-operations.ts';

const PATIENCE_MS = 30_000;

/**
 * Serves an operation that changes nothing. The emulator authenticates and answers first; meanwhile
 * the decision is made; only then the answer goes out, as a whole, without the data, or not at all.
 *
 * @throws UpstreamError, MaterialError
 */
export async function serveRead(
  request: GuardedRequest,
  api: StepFunctionsApi,
  desk: Desk,
): Promise<Reply> {
  const decision = decideRead(request, api, desk);
  // It may fail before the answer is there; it is looked at after that all the same.
  decision.catch(() => {});
  const answer = await exchange(request.whole, desk.upstream, PATIENCE_MS, request.signal);
  if (answer.status >= 400) return { answer };
  const found = await decision.catch((error: unknown) => {
    // What the emulator has answered for came to be after the decision asked for it.
    if (isAbsent(error)) return decideRead(request, api, desk);
    throw error;
  });
  if (found.kind === 'open') return { answer };
  if (found.kind === 'none') return { error: found.error };
  found.record();
  const refused = refusal(found.judgements)?.decision.error;
  if (refused) return { error: refusedBy(refused) };
  const seesAll = found.judgements.every(({ decision: { sees } }) => sees === 'data');
  return seesAll ? { answer } : { answer, body: metadataOnly(api, answer) };
}

type Decided =
  | { kind: 'open' }
  | { kind: 'none'; error: AwsError }
  | { kind: 'judged'; judgements: readonly Judgement[]; record: () => void };

async function decideRead(
  request: GuardedRequest,
  api: StepFunctionsApi,
  desk: Desk,
): Promise<Decided> {
  const identity = await desk.material.identity(request.credential);
  if (!identity.known && identity.account === undefined) {
    return { kind: 'none', error: unknownCaller(identity) };
  }
  const scope = { account: identity.account ?? '', region: request.credential.region };
  const { material, express } = desk;
  if (isOfExecution(api) && (await isExpress(material, scope, namedBy(request, api), express))) {
    return { kind: 'none', error: notOfExpress };
  }
  const views = await viewsOf(request, api, scope, desk);
  for (const { arn } of views) desk.machines.note(scope, arn);
  if (!isEncrypted(views)) return { kind: 'open' };
  if (!identity.known) return { kind: 'none', error: unknownCaller(identity) };
  const call = await callOf(request, api, identity, desk);
  const judgements = await judge(call, views, desk.material);
  const record = () => recordCalls(judgements, { identity, caller: call.caller }, desk);
  return { kind: 'judged', judgements, record };
}

function isOfExecution(api: StepFunctionsApi): boolean {
  const row = dealings[api];
  return 'names' in row && row.names === 'executionArn';
}

/**
 * What an operation is about: the state machine that it names, or that of an execution. The emulator
 * shows the definition of an execution as it is now, so that counts as well.
 */
export async function viewsOf(
  request: GuardedRequest,
  api: StepFunctionsApi,
  scope: { account: string; region: string },
  { material }: Desk,
): Promise<readonly View[]> {
  const named = namedBy(request, api);
  if (!isOfExecution(api)) return viewsOfMachine(material, scope, named);
  const then = await viewsOfExecution(material, scope, named);
  if (api !== 'DescribeStateMachineForExecution') return then;
  const now = await Promise.all(then.map(({ arn }) => viewsOfMachine(material, scope, arn)));
  const others = now
    .flat()
    .filter(({ kmsKeyId }) => then.every((one) => one.kmsKeyId !== kmsKeyId));
  return [...then, ...others];
}
