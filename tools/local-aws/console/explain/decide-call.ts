import {
  type Caller,
  decideIdentity,
  decideKms,
  decideStepFunctions,
  denialMessage,
  isKmsOperation,
  isStepFunctionsApi,
  type KmsKey,
  kmsError,
  type StepFunctionsApi,
  type StepFunctionsDecision,
} from 'who-can-read';
import type { CallName } from '../contract.ts';
import { BadRequestError } from '../errors.ts';
import { type JsonRecord, optionalText } from '../serve/parse-json.ts';
import type { CallDecision } from './requested-call.ts';
import type { SubjectData } from './subject.ts';

/** The account and region that calls are made in. */
export type AccountRegion = { readonly account: string; readonly region: string };

/**
 * Returns the decisions on a call of Step Functions, by the policy engine of the gateway.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 *
 * @param subject left out for a call that is not about a state machine.
 */
export function decideStates(
  name: CallName,
  input: JsonRecord,
  caller: Caller,
  { account, region }: AccountRegion,
  subject?: SubjectData,
): CallDecision {
  const api = apiOf(name);
  if (!subject) {
    const context = { 'aws:RequestedRegion': region };
    const request = { caller, action: name, resource: '*', resourceAccount: account, context };
    const verdict = decideIdentity(request);
    const asked = [{ how: CALL, caller, verdict }];
    if (verdict.outcome === 'allowed') return { asked };
    return { asked, error: { name: 'AccessDeniedException', message: denialMessage(verdict) } };
  }
  const resource = optionalText(input, 'executionArn') ?? subject.stateMachineArn;
  const encryption = subject.key
    ? ({ type: 'CUSTOMER_MANAGED_KMS_KEY', key: subject.key } as const)
    : ({ type: 'AWS_OWNED_KEY' } as const);
  const decision = decideStepFunctions({
    ...{ api, caller, resource },
    target: {
      ...{ kind: 'state-machine', arn: subject.stateMachineArn, encryption },
      executionRole: subject.role,
    },
    context: { 'aws:SourceIp': '127.0.0.1' },
    ...(input['includedData'] === 'METADATA_ONLY' ? { includedData: 'METADATA_ONLY' } : {}),
  });
  return fromDecision(decision, caller, subject);
}

const CALL = 'the call itself';
const HOW = {
  caller: 'through Step Functions, for the caller',
  'execution-role': 'by the execution role, to run the workflow',
} as const;

function fromDecision(
  { call, kmsCalls, error }: StepFunctionsDecision,
  caller: Caller,
  { key, role }: SubjectData,
): CallDecision {
  const onKey = kmsCalls.map(({ by, request, verdict }) => ({
    ...{ how: HOW[by], caller: by === 'caller' ? caller : role, verdict },
    ...(key ? { key: { key, request } } : {}),
  }));
  return { asked: [{ how: CALL, caller, verdict: call }, ...onKey], ...(error ? { error } : {}) };
}

/** Returns the decisions on a call of KMS. */
export function decideOnKey(name: CallName, caller: Caller, key: KmsKey): CallDecision {
  const operation = name.replace('kms:', '');
  if (!isKmsOperation(operation))
    throw new BadRequestError(`${name} is not a permission on a key.`);
  const request = { operation, context: { 'aws:SourceIp': '127.0.0.1' } };
  const verdict = decideKms({ request, caller, key });
  const asked = [{ how: 'directly', caller, verdict, key: { key, request } }];
  const error = kmsError(verdict, operation, key);
  return { asked, ...(error ? { error } : {}) };
}

function apiOf(name: CallName): StepFunctionsApi {
  const api = name.replace('states:', '');
  if (isStepFunctionsApi(api)) return api;
  throw new BadRequestError(`${name} is not an action of Step Functions.`);
}
