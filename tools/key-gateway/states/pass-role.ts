import { decideIdentity, denialMessage, parseArn } from 'who-can-read';
import { callerContext } from '../caller/request-context.ts';
import type { AwsError } from '../http/error-response.ts';
import type { Desk } from '../requests/gateway-context.ts';
import { type GuardedRequest, text } from '../requests/request.ts';
import { factsOf } from './states-call.ts';

/**
 * Why a caller may not give a state machine its execution role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 *
 * @returns undefined when it may, or names no role, and where we cannot name the caller: the emulator
 * then says no.
 * @throws MaterialError
 */
export async function whyNotPassRole(
  request: GuardedRequest,
  desk: Desk,
): Promise<AwsError | undefined> {
  const resource = text(request, 'roleArn');
  const identity = await desk.material.identity(request.credential);
  if (!resource || !ROLE.test(resource) || !identity.known) return undefined;
  const verdict = decideIdentity({
    caller: await desk.material.caller(identity),
    action: 'iam:PassRole',
    resource,
    resourceAccount: parseArn(resource).account,
    context: {
      ...callerContext(factsOf(request, identity, desk.now())),
      'iam:PassedToService': 'states.amazonaws.com',
    },
  });
  if (verdict.outcome === 'allowed') return undefined;
  return { status: 400, type: 'AccessDeniedException', message: denialMessage(verdict) };
}

const ROLE = /^arn:[^:]+:iam::\d{12}:role\/./;
