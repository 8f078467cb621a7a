import type { GatewayContext } from '../gateway-context.ts';
import type { ProtectedRequest } from '../http/parse-request.ts';
import { callerActor } from '../states/record-calls.ts';
import type { KmsDecision } from './authorize-kms.ts';
import { recordedParameters } from './parameters.ts';

/** Records a direct call, with an event for each key. */
export function recordKmsCall(
  request: ProtectedRequest,
  { keys, who }: Pick<KmsDecision, 'keys' | 'who'>,
  { record }: Pick<GatewayContext, 'record'>,
  error?: { readonly type: string; readonly message: string },
): void {
  for (const { request: kms, key, verdict } of keys) {
    const { encryptionContext } = kms;
    record({
      actor: callerActor(who),
      operation: request.operation === 'ReEncrypt' ? 'ReEncrypt' : kms.operation,
      keyArn: key.arn,
      sourceIp: request.sourceIp,
      userAgent: request.userAgent,
      parameters: recordedParameters(request.input),
      reason: verdict.reason,
      ...(encryptionContext ? { encryptionContext } : {}),
      ...(error ? { error: { code: error.type, message: error.message } } : {}),
    });
  }
}
