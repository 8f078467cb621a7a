import { type Caller, type KmsCall, type KmsKey, kmsError, principalFacts } from 'who-can-read';
import type { KnownIdentity } from '../caller/identity.ts';
import { roleSessionName } from '../caller/role-session.ts';
import type { Actor, Recorder } from '../events/recorded-call.ts';
import type { Judgement } from './authorize-states.ts';
import type { DataKeys } from './data-keys.ts';

/** The service for which, and through which, the calls of a state machine reach KMS. */
export const STEP_FUNCTIONS = 'states.amazonaws.com';

type Sink = { readonly record: Recorder; readonly dataKeys: DataKeys };

/**
 * Notes the calls to KMS that Step Functions makes for a judged call, up to the first refused one.
 * Those of the execution role are made once a reuse period. AWS says so of GenerateDataKey; that
 * its Decrypt goes along with it, to open the definition, is assumed.
 */
export function recordCalls(
  judgements: readonly Judgement[],
  who: { identity: KnownIdentity; caller: Caller },
  { record, dataKeys }: Sink,
): void {
  for (const { view, decision, key, role } of judgements) {
    const { roleArn = '', arn, reuseSeconds } = view;
    const live = key !== undefined && dataKeys.isLive(arn, key.arn);
    for (const call of decision.kmsCalls) {
      const refused = call.verdict.outcome !== 'allowed';
      const byRole = call.by === 'execution-role';
      if (byRole && live && !refused) continue;
      record(recordOf(call, byRole ? roleActor(roleArn, arn, role) : callerActor(who), key));
      if (refused) return;
      if (byRole && call.request.operation === 'GenerateDataKey') {
        dataKeys.generated(arn, call.keyArn, reuseSeconds);
      }
    }
  }
}

/** The execution role of a state machine as an event names it. */
export function roleActor(roleArn: string, machineArn: string, role: Caller | undefined): Actor {
  const id = role?.principal.kind === 'role' ? role.principal.roleId : undefined;
  const sessionName = roleSessionName(machineArn);
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

function recordOf({ request, keyArn, verdict }: KmsCall, actor: Actor, key: KmsKey | undefined) {
  const { operation, encryptionContext, viaService } = request;
  const error = key && kmsError(verdict, operation, key);
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
