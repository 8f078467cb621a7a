import { isKmsOperation, type KmsOperation, parseArn } from 'who-can-read';
import type { UnknownIdentity } from '../caller/identity.ts';
import { callerContext } from '../caller/request-context.ts';
import type { AwsError } from '../http/error-response.ts';
import { type Answer, exchange } from '../http/exchange.ts';
import type { Desk } from '../requests/gateway-context.ts';
import type { Reply } from '../requests/reply.ts';
import type { GuardedRequest } from '../requests/request.ts';
import { unrecognized } from '../states/deny.ts';
import { factsOf } from '../states/states-call.ts';
import { answerKind } from './answer-kind.ts';
import {
  callerArn,
  type Judged,
  judgeKms,
  recordDirect,
  refusalOf,
  type Who,
} from './authorize-kms.ts';
import { findKey } from './find-key.ts';
import { asRootOf } from './forward-authorized.ts';
import { kmsRequest } from './kms-request.ts';
import { namedKey } from './named-key.ts';
import { otherKey } from './other-key.ts';

const PATIENCE_MS = 30_000;

/** A request to KMS, decided; `judged` is empty where its key is nowhere to be found. */
export type Case = { readonly who: Who; readonly judged: readonly Judged[] };

/**
 * Serves an operation that changes nothing: the emulator authenticates and answers first, and what
 * the decision allows goes out. What it allows and the emulator refuses is done as root.
 *
 * @throws UpstreamError, MaterialError, AmbiguousJsonError
 */
export async function serveUse(request: GuardedRequest, desk: Desk): Promise<Reply> {
  const decision = decideOnKey(request, desk);
  decision.catch(() => {});
  const answer = await exchange(request.whole, desk.upstream, PATIENCE_MS, request.signal);
  const found = await decision;
  if ('known' in found) return answer.status < 400 ? { error: unknown(found) } : { answer };
  return settle(request, found, answer, desk);
}

/**
 * Serves an operation that changes something: it is decided before the emulator hears of it.
 *
 * @throws UpstreamError, MaterialError, AmbiguousJsonError
 */
export async function serveChange(request: GuardedRequest, desk: Desk): Promise<Reply> {
  const found = await decideOnKey(request, desk);
  if ('known' in found) return { error: unknown(found) };
  return carryOut(request, found, desk);
}

/** Passes a decided request on, or refuses it, and makes the caches forget. */
export async function carryOut(request: GuardedRequest, found: Case, desk: Desk): Promise<Reply> {
  if (found.judged.length === 0) return { error: absent };
  const refused = refusalOf(found.judged);
  if (refused) {
    recordDirect(request, found.judged, found.who, desk, refused);
    return { error: refused };
  }
  const work = (async () => {
    const answer = await exchange(request.whole, desk.upstream, PATIENCE_MS, request.signal);
    return settle(request, found, answer, desk);
  })();
  desk.changes.during(work);
  return work;
}

/** What goes out, given the decision and what the emulator made of the request. */
export async function settle(
  request: GuardedRequest,
  { who, judged }: Case,
  answer: Answer,
  desk: Desk,
): Promise<Reply> {
  const said = answerKind(answer, callerArn(who));
  if (said.kind === 'not-authenticated') return { answer };
  const [first] = judged;
  // No key that we could find: whatever the emulator did, it was on one we know nothing of.
  if (!first) return said.kind === 'done' ? { error: noKey } : { answer };
  const refused = refusalOf(judged);
  if (refused) {
    recordDirect(request, judged, who, desk, refused);
    return { error: refused };
  }
  const foreign = parseArn(first.key.arn).account !== who.identity.account;
  // The emulator looks for keys in the caller's account alone.
  const again = said.kind === 'refused' || (foreign && said.kind === 'failed');
  const { operation, signal, whole } = request;
  const final = again
    ? await asRootOf(first.key.arn, { operation, signal, body: whole.body }, desk)
    : answer;
  const outcome = again ? answerKind(final, '') : said;
  const other = outcome.kind === 'done' ? otherKey(request, final, first.key.arn) : undefined;
  if (other) {
    recordDirect(request, judged, who, desk, other);
    return { error: other };
  }
  recordDirect(request, judged, who, desk, outcome.kind === 'failed' ? outcome : undefined);
  return { answer: final };
}

/** Decides an operation on the one key that the request names. */
async function decideOnKey(request: GuardedRequest, desk: Desk): Promise<Case | UnknownIdentity> {
  const identity = await desk.material.identity(request.credential);
  if (!identity.known) return identity;
  const scope = { account: identity.account, region: request.credential.region };
  const who = { identity, caller: await desk.material.caller(identity) };
  const context = callerContext(factsOf(request, identity, desk.now()));
  const kms = kmsRequest(operationOf(request), request.input, context);
  const keyId = namedKey(request.input);
  const key = keyId && (await findKey(desk.material, scope, keyId, desk.accounts.all()));
  return { who, judged: key ? [judgeKms(kms, who, key)] : [] };
}

/**
 * The permission that an operation of the same name takes.
 *
 * @throws RangeError for an operation that the table should have sent elsewhere.
 */
export function operationOf({ operation }: GuardedRequest): KmsOperation {
  if (isKmsOperation(operation)) return operation;
  throw new RangeError(`${operation} is no permission on a key.`);
}

const noKey: AwsError = {
  status: 400,
  type: 'AccessDeniedException',
  message: 'The key gateway cannot tell which key this request is on, and so refuses it.',
};

const absent: AwsError = {
  status: 400,
  type: 'NotFoundException',
  message: 'The key that this request names does not exist.',
};

/** KMS serves nobody whom we cannot name. */
export function unknown({ why, noSuchKey }: UnknownIdentity): AwsError {
  if (noSuchKey) return unrecognized;
  return { status: 400, type: 'AccessDeniedException', message: `${why} It is let at no key.` };
}
