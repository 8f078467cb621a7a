import { parseArn } from '../arn.ts';
import { decideIdentity } from '../decision/decide-identity.ts';
import { denialMessage } from '../decision/denial-message.ts';
import type { Verdict } from '../decision/verdict.ts';
import { AccessError } from '../errors.ts';
import { kmsCallsFor, lacksExecutionRole } from './kms-calls.ts';
import { leavesDataOut, resourceOf, targetKindOf } from './resource-arn.ts';
import { stepFunctionsApis } from './step-functions-apis.ts';
import type {
  KmsCall,
  StepFunctionsDecision,
  StepFunctionsFailure,
} from './step-functions-decision.ts';
import { failureOf, unfitKey } from './step-functions-failure.ts';
import type { StepFunctionsRequest } from './step-functions-request.ts';

/**
 * Decides a call of the Step Functions API on an encrypted state machine or activity. The permission to
 * call is checked first, then the key.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 * @returns the decision, with the verdicts on the call and on each call to KMS.
 * @throws AccessError when the action is not one for the kind of target; InvalidArnError when an ARN is
 * malformed.
 */
export function decideStepFunctions(request: StepFunctionsRequest): StepFunctionsDecision {
  const { api, target } = request;
  const kind = targetKindOf(api);
  if (kind !== 'either' && kind !== target.kind) {
    throw new AccessError(
      `${api} needs a target of kind ${kind}, and this one is of kind ${target.kind}`,
    );
  }
  const call = request.call ?? mayCall(request);
  if (call.outcome === 'denied') return failed(api, call, [], accessDenied(call), 'denied');
  if (target.encryption.type === 'AWS_OWNED_KEY') return answered(request, call, []);
  const { key } = target.encryption;
  const unfit = unfitKey(request, key);
  const kmsCalls = kmsCallsFor(request, key);
  const denied = kmsCalls.find(({ verdict }) => verdict.outcome === 'denied');
  // As in KMS, a policy that denies comes before the rules about the key itself.
  const byKey = denied?.verdict.rule === 'key-state' || denied?.verdict.rule === 'key-spec';
  if (denied && !(unfit && byKey)) {
    return failed(api, call, kmsCalls, failureOf(denied, key), 'denied');
  }
  if (unfit) return failed(api, call, kmsCalls, unfit, 'denied');
  if (lacksExecutionRole(request)) return failed(api, call, kmsCalls, unknownRole, 'unknown');
  const unknown = kmsCalls.find(({ verdict }) => verdict.outcome === 'unknown');
  if (unknown) return failed(api, call, kmsCalls, failureOf(unknown, key), 'unknown');
  return answered(request, call, kmsCalls);
}

const unknownRole: StepFunctionsFailure = {
  name: 'KmsAccessDeniedException',
  message: 'The execution role is unknown, so its access to the key is unknown too.',
};

function mayCall(request: StepFunctionsRequest): Verdict {
  const { api, caller, target, context } = request;
  const { account, region } = parseArn(target.arn);
  return decideIdentity({
    caller,
    action: `states:${api}`,
    resource: resourceOf(request),
    resourceAccount: account,
    context: { 'aws:RequestedRegion': region, ...context },
  });
}

function accessDenied(call: Verdict): StepFunctionsFailure {
  return { name: 'AccessDeniedException', message: denialMessage(call) };
}

function failed(
  api: StepFunctionsRequest['api'],
  call: Verdict,
  kmsCalls: readonly KmsCall[],
  error: StepFunctionsFailure,
  outcome: 'denied' | 'unknown',
): StepFunctionsDecision {
  const reason = `${api} is ${outcome === 'denied' ? 'denied' : 'unknown'}: ${error.message}`;
  return { api, outcome, sees: 'nothing', reason, call, kmsCalls, error };
}

function answered(
  request: StepFunctionsRequest,
  call: Verdict,
  kmsCalls: readonly KmsCall[],
): StepFunctionsDecision {
  const { api } = request;
  if (call.outcome === 'unknown') {
    return failed(api, call, kmsCalls, accessDenied(call), 'unknown');
  }
  const { answers } = stepFunctionsApis[api];
  const sees = leavesDataOut(request) ? 'metadata' : answers;
  const reason = `${api} answers with ${sees === 'data' ? 'the data' : 'metadata only'}.`;
  return { api, outcome: 'allowed', sees, reason, call, kmsCalls };
}
