import { decideKms } from '../kms/decide-kms.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import { type KmsOperation, kmsOperations } from '../kms/kms-operations.ts';
import type { KmsRequest } from '../kms/kms-request.ts';
import type { Caller } from '../principal/caller.ts';
import { encryptionContextOf, leavesDataOut, viaServiceOf } from './resource-arn.ts';
import { type ApiRule, stepFunctionsApis } from './step-functions-apis.ts';
import type { KmsCall } from './step-functions-decision.ts';
import type { StepFunctionsRequest } from './step-functions-request.ts';

/**
 * Returns the calls that Step Functions makes to KMS for a request, in order, each with its verdict. Calls
 * for the caller go through the service. Calls for the execution role are direct.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 */
export function kmsCallsFor(request: StepFunctionsRequest, key: KmsKey): readonly KmsCall[] {
  const { api, caller, target } = request;
  const rule: ApiRule = stepFunctionsApis[api];
  const callers = leavesDataOut(request) ? [] : rule.caller;
  const role = target.kind === 'state-machine' ? target.executionRole : undefined;
  const call = (by: KmsCall['by'], from: Caller, operation: KmsOperation): KmsCall => {
    const kms = kmsRequest(request, by, operation);
    return {
      by,
      keyArn: key.arn,
      request: kms,
      verdict: decideKms({ request: kms, caller: from, key }),
    };
  };
  return [
    ...callers.map((operation) => call('caller', caller, operation)),
    ...(role ? rule.executionRole.map((operation) => call('execution-role', role, operation)) : []),
  ];
}

/** Returns whether the decision needs an execution role that is not in the request. */
export function lacksExecutionRole({ api, target }: StepFunctionsRequest): boolean {
  const rule: ApiRule = stepFunctionsApis[api];
  const known = target.kind === 'state-machine' && target.executionRole !== undefined;
  return rule.executionRole.length > 0 && !known;
}

function kmsRequest(
  request: StepFunctionsRequest,
  by: KmsCall['by'],
  operation: KmsOperation,
): KmsRequest {
  const { target } = request;
  const context = by === 'caller' ? request.context : request.executionRoleContext;
  const { takesContext } = kmsOperations[operation];
  return {
    operation,
    ...(takesContext ? { encryptionContext: encryptionContextOf(target) } : {}),
    ...(by === 'caller' ? { viaService: viaServiceOf(target.arn) } : {}),
    ...(context ? { context } : {}),
  };
}
