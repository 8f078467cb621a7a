import {
  type Caller,
  decideKms,
  type KmsKey,
  type KmsRequest,
  kmsError,
  principalFacts,
  type Verdict,
} from 'who-can-read';
import type { KnownIdentity } from '../caller/identity.ts';
import type { AwsError } from '../http/error-response.ts';
import type { Desk } from '../requests/gateway-context.ts';
import type { GuardedRequest } from '../requests/request.ts';
import { callerActor } from '../states/record-call.ts';
import { recordedParameters } from './parameters.ts';

/** One permission on one key, decided. */
export type Judged = {
  readonly request: KmsRequest;
  readonly key: KmsKey;
  readonly verdict: Verdict;
};

/** Who calls, with all that limits them. */
export type Who = { readonly identity: KnownIdentity; readonly caller: Caller };

/** Decides a request on a key. */
export function judgeKms(request: KmsRequest, who: Who, key: KmsKey): Judged {
  return { request, key, verdict: decideKms({ request, caller: who.caller, key }) };
}

/** The refusal that KMS answers with; undefined when all are allowed. */
export function refusalOf(judged: readonly Judged[]): AwsError | undefined {
  for (const { verdict, request, key } of judged) {
    const error = kmsError(verdict, request.operation, key);
    if (error) return { status: 400, type: error.name, message: error.message };
  }
  return undefined;
}

/** ARN of the caller, as refusals name it. */
export function callerArn({ caller }: Who): string {
  return principalFacts(caller.principal).name;
}

/** Notes a direct call, one event a key. */
export function recordDirect(
  request: GuardedRequest,
  judged: readonly Judged[],
  who: Who,
  { record }: Desk,
  error?: { type: string; message: string },
): void {
  for (const { request: kms, key, verdict } of judged) {
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
