import {
  decideAssumeRole,
  decideIdentity,
  decideKms,
  decideStepFunctions,
  InvalidPolicyError,
  isStepFunctionsApi,
  stepFunctionsApis,
  type Verdict,
} from '../../index.ts';
import { type Json, oneOf, optional, text } from './json.ts';
import { callerKeys, readCaller, readLevels, readPolicy } from './read-caller.ts';
import { readContext, readKey, readKmsRequest } from './read-key.ts';
import { runCondition } from './run-condition.ts';

/** A kind of case: the keys that it can have besides name, why and expect, and how to run it. */
export interface CaseKind {
  readonly keys: readonly string[];
  /** Returns a flat value; `expect` in the case must be a part of it. */
  readonly run: (from: Json) => Json;
}

const policyKinds = [
  ...(['key-policy', 'identity-policy', 'session-policy', 'permissions-boundary'] as const),
  ...(['service-control-policy', 'resource-control-policy'] as const),
  ...(['resource-policy', 'trust-policy'] as const),
];
const includedData = ['ALL_DATA', 'METADATA_ONLY'] as const;
const assumeActions = ['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'] as const;
const apis = Object.keys(stepFunctionsApis).filter(isStepFunctionsApi);

export const caseKinds: Readonly<Record<string, CaseKind>> = {
  kms: {
    keys: [...callerKeys, 'request', 'keyPolicy', 'key', 'grants'],
    run: (from) => {
      const request = readKmsRequest(from['request']);
      const key = readKey(from['key'], from['keyPolicy'], from['grants']);
      return flat(decideKms({ request, caller: readCaller(from), key }));
    },
  },
  identity: {
    keys: [...callerKeys, 'action', 'resource', 'resourceAccount', 'resourcePolicy', 'context'],
    run: (from) =>
      flat(
        decideIdentity({
          caller: readCaller(from),
          action: text(from['action'], 'action'),
          resource: text(from['resource'], 'resource'),
          resourceAccount: text(from['resourceAccount'] ?? '111122223333', 'resourceAccount'),
          ...optional(from, 'context', readContext),
          ...optional(from, 'resourcePolicy', (v) =>
            readPolicy(v, 'resource-policy', 'its policy'),
          ),
        }),
      ),
  },
  'assume-role': {
    keys: [...callerKeys, 'role', 'trustPolicy', 'action', 'context', 'resourceControlPolicies'],
    run: (from) =>
      flat(
        decideAssumeRole({
          caller: readCaller(from),
          role: {
            arn: text(from['role'], 'role'),
            trustPolicy: readPolicy(from['trustPolicy'], 'trust-policy', 'trust policy'),
          },
          ...optional(from, 'action', (v, where) => oneOf(v, assumeActions, where)),
          ...optional(from, 'resourceControlPolicies', (v) =>
            readLevels(v, 'resource-control-policy'),
          ),
          ...optional(from, 'context', readContext),
        }),
      ),
  },
  'step-functions': {
    keys: [
      ...[...callerKeys, 'api', 'target', 'keyPolicy', 'key', 'grants', 'executionRole'],
      ...['resource', 'includedData', 'awsOwnedKey', 'context', 'executionRoleContext'],
    ],
    run: runStepFunctions,
  },
  condition: { keys: ['condition', 'request', 'version'], run: runCondition },
  policy: {
    keys: ['kind', 'policy'],
    run: (from) => {
      try {
        const kind = oneOf(from['kind'], policyKinds, 'kind');
        const { statements } = readPolicy(from['policy'], kind, 'policy');
        return { statements: statements.length };
      } catch (error) {
        if (!(error instanceof InvalidPolicyError)) throw error;
        return { path: error.path, problem: error.problem };
      }
    },
  },
};

function flat(verdict: Verdict): Json {
  const { matched, failed, ...rest } = verdict;
  const sids = matched.map(({ sid, index }) => sid ?? String(index));
  return { ...rest, matched: sids, failed: failed.map(({ key }) => key) };
}

function runStepFunctions(from: Json): Json {
  const arn = text(
    from['target'] ?? 'arn:aws:states:us-east-1:111122223333:stateMachine:Trades',
    'target',
  );
  const key = readKey(from['key'], from['keyPolicy'], from['grants']);
  const encryption = from['awsOwnedKey']
    ? ({ type: 'AWS_OWNED_KEY' } as const)
    : ({ type: 'CUSTOMER_MANAGED_KMS_KEY', key } as const);
  const role = optional(from, 'executionRole', (value) => readCaller({ principal: value }));
  const target = arn.includes(':activity:')
    ? ({ kind: 'activity', arn, encryption } as const)
    : ({ kind: 'state-machine', arn, encryption, ...role } as const);
  const { call, kmsCalls, error, ...rest } = decideStepFunctions({
    api: oneOf(from['api'], apis, 'api'),
    caller: readCaller(from),
    target,
    ...optional(from, 'resource', text),
    ...optional(from, 'context', readContext),
    ...optional(from, 'executionRoleContext', readContext),
    ...optional(from, 'includedData', (v, where) => oneOf(v, includedData, where)),
  });
  return {
    ...rest,
    call: call.outcome,
    kmsCalls: kmsCalls.map(
      ({ by, request, verdict }) => `${by} ${request.operation} ${verdict.outcome}`,
    ),
    ...(error ? { error: error.name, message: error.message } : {}),
    ...(error?.kmsKeyState ? { kmsKeyState: error.kmsKeyState } : {}),
  };
}
