import { callerContext } from '../caller/request-context.ts';
import type { Desk } from '../requests/gateway-context.ts';
import type { Reply } from '../requests/reply.ts';
import { type GuardedRequest, text } from '../requests/request.ts';
import { factsOf } from '../states/states-call.ts';
import { judgeKms } from './authorize-kms.ts';
import { carryOut, unknown } from './direct-call.ts';
import { findKey } from './find-key.ts';
import { kmsRequest } from './kms-request.ts';

/**
 * Serves RetireGrant. A grant token says nothing to us of the grant it is for, so only the form
 * that names key and grant is served.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html
 *
 * @throws UpstreamError, MaterialError
 */
export async function serveRetireGrant(request: GuardedRequest, desk: Desk): Promise<Reply> {
  const identity = await desk.material.identity(request.credential);
  if (!identity.known) return { error: unknown(identity) };
  if (request.input['GrantToken'] !== undefined) {
    const message = 'The key gateway retires grants by KeyId and GrantId, not by GrantToken.';
    return { error: { status: 400, type: 'InvalidGrantTokenException', message } };
  }
  const scope = { account: identity.account, region: request.credential.region };
  const who = { identity, caller: await desk.material.caller(identity) };
  const context = callerContext(factsOf(request, identity, desk.now()));
  const key = await findKey(desk.material, scope, text(request, 'KeyId') ?? '');
  const kms = kmsRequest('RetireGrant', request.input, context);
  return carryOut(request, { who, judged: key ? [judgeKms(kms, who, key)] : [] }, desk);
}
