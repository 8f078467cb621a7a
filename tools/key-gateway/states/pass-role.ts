import { decideIdentity, denialMessage, parseArn } from 'who-can-read';
import { callerContext, factsOf } from '../caller/request-context.ts';
import type { GatewayContext } from '../gateway-context.ts';
import type { AwsError } from '../http/aws-error.ts';
import { type ProtectedRequest, text } from '../http/parse-request.ts';

const ROLE = /^arn:[^:]+:iam::\d{12}:role\/./;

/**
 * Returns the error for a caller that cannot pass the role of the request to Step Functions.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 *
 * @returns undefined when the caller can, when the request names no role, and for an unknown caller,
 *   because the emulator denies those.
 * @throws IncompleteStateError
 */
export async function whyNotPassRole(
  request: ProtectedRequest,
  { state, now }: GatewayContext,
): Promise<AwsError | undefined> {
  const resource = text(request, 'roleArn');
  const identity = await state.identity(request.credential);
  if (!resource || !ROLE.test(resource) || !identity.known) return undefined;
  const verdict = decideIdentity({
    caller: await state.caller(identity),
    action: 'iam:PassRole',
    resource,
    resourceAccount: parseArn(resource).account,
    context: {
      ...callerContext(factsOf(request, identity, now())),
      'iam:PassedToService': 'states.amazonaws.com',
    },
  });
  if (verdict.outcome === 'allowed') return undefined;
  return { status: 400, type: 'AccessDeniedException', message: denialMessage(verdict) };
}
