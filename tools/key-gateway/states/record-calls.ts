import { type Caller, type KmsCall, kmsError, principalFacts } from 'who-can-read';
import type { KnownIdentity } from '../caller/identity.ts';
import { roleSessionName } from '../caller/role-session.ts';
import type { Actor } from '../events/recorded-call.ts';
import type { GatewayContext } from '../gateway-context.ts';
import type { Decision } from './authorize.ts';

/** The service through which the calls of a state machine reach KMS. */
export const STEP_FUNCTIONS = 'states.amazonaws.com';

/**
 * Records the calls to KMS that Step Functions makes for a decided request, up to the first denied
 * one. The execution role makes its calls once in a reuse period. AWS documents this for
 * GenerateDataKey. Assumption: a Decrypt comes with it, for the definition.
 */
export function recordCalls(
  { targets, who }: Pick<Decision, 'targets' | 'who'>,
  { record, dataKeys }: Pick<GatewayContext, 'record' | 'dataKeys'>,
): void {
  if (!who) return;
  for (const { target, decision, key, keyIsDeleted, role } of targets) {
    const { roleArn = '', arn, reuseSeconds } = target;
    const live = key !== undefined && dataKeys.isLive(arn, key.arn);
    for (const call of decision.kmsCalls) {
      const denied = call.verdict.outcome !== 'allowed';
      const byRole = call.by === 'execution-role';
      if (byRole && live && !denied) continue;
      const actor = byRole ? roleActor(roleArn, arn, role) : callerActor(who);
      const error = keyIsDeleted
        ? notFound(call)
        : key && kmsError(call.verdict, call.request.operation, key);
      record(recordOf(call, actor, error));
      if (denied) return;
      if (byRole && call.request.operation === 'GenerateDataKey') {
        dataKeys.generated(arn, call.keyArn, reuseSeconds);
      }
    }
  }
}

/** The execution role of a state machine as an event names it. */
export function roleActor(
  roleArn: string,
  stateMachineArn: string,
  role: Caller | undefined,
): Actor {
  const id = role?.principal.kind === 'role' ? role.principal.roleId : undefined;
  const sessionName = roleSessionName(stateMachineArn);
  return { kind: 'role', roleArn, sessionName, ...(id === undefined ? {} : { roleId: id }) };
}

/** The caller as an event names it. */
export function callerActor({
  identity,
  caller,
}: {
  identity: KnownIdentity;
  caller: Caller;
}): Actor {
  const { principal } = caller;
  const id =
    principal.kind === 'role'
      ? principal.roleId
      : 'userId' in principal
        ? principal.userId
        : undefined;
  return {
    kind: 'caller',
    identity,
    arn: principalFacts(principal).name,
    ...(id === undefined ? {} : { id }),
  };
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html#API_Decrypt_Errors */
const notFound = ({ keyArn }: KmsCall): { name: string; message: string } => ({
  name: 'NotFoundException',
  message: `Key '${keyArn}' does not exist`,
});

function recordOf(
  { request, keyArn, verdict }: KmsCall,
  actor: Actor,
  error: { readonly name: string; readonly message: string } | undefined,
) {
  const { operation, encryptionContext, viaService } = request;
  return {
    actor,
    operation,
    keyArn,
    invokedBy: STEP_FUNCTIONS,
    reason: verdict.reason,
    ...(viaService === undefined ? {} : { viaService }),
    ...(encryptionContext ? { encryptionContext } : {}),
    ...(operation === 'GenerateDataKey' ? { parameters: { keySpec: 'AES_256' } } : {}),
    ...(error ? { error: { code: error.name, message: error.message } } : {}),
  };
}
