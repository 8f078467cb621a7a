import {
  type ApiRule,
  type Caller,
  decideStepFunctions,
  type KmsKey,
  type StepFunctionsApi,
  type StepFunctionsDecision,
  stepFunctionsApis,
} from 'who-can-read';
import type { RequestFacts } from '../caller/request-context.ts';
import { callerContext, ownContext } from '../caller/request-context.ts';
import { roleSessionName } from '../caller/role-session.ts';
import type { Material, Scope } from '../emulator-state/emulator-state.ts';
import type { View } from './encrypted-target.ts';

/** A call, as the decision needs it. */
export type Call = {
  readonly api: StepFunctionsApi;
  readonly scope: Scope;
  readonly caller: Caller;
  readonly facts: RequestFacts;
  /** ARN that the request names. */
  readonly resource?: string;
  /** Version or alias that the request names. */
  readonly qualifier?: string;
  readonly includedData?: 'ALL_DATA' | 'METADATA_ONLY';
};

/** A decision with what it is about. */
export type Judgement = {
  readonly view: View;
  readonly decision: StepFunctionsDecision;
  /** Left out: no customer managed key. */
  readonly key?: KmsKey;
  /** Left out: no role takes part. */
  readonly role?: Caller;
};

/** Decides a call on each of its views; all of them must let it through. */
export async function judge(
  call: Call,
  views: readonly View[],
  material: Material,
): Promise<readonly Judgement[]> {
  return Promise.all(views.map((view) => judgeOne(call, view, material)));
}

/** The first judgement that refuses; undefined when all let it through. */
export function refusal(judgements: readonly Judgement[]): Judgement | undefined {
  return judgements.find(({ decision }) => decision.outcome !== 'allowed');
}

async function judgeOne(call: Call, view: View, material: Material): Promise<Judgement> {
  const { api, scope, caller, facts, resource, includedData } = call;
  const { kmsKeyId, roleArn, arn } = view;
  const key = kmsKeyId === undefined ? undefined : await material.key(scope, kmsKeyId);
  const encryption = key
    ? ({ type: 'CUSTOMER_MANAGED_KMS_KEY', key } as const)
    : ({ type: 'AWS_OWNED_KEY' } as const);
  const role =
    key && roleArn !== undefined && needsRole(api)
      ? await material.role(roleArn, roleSessionName(arn)).catch(gone)
      : undefined;
  const target =
    view.kind === 'activity'
      ? ({ kind: 'activity', arn, encryption } as const)
      : ({
          kind: 'state-machine',
          arn,
          encryption,
          ...(role ? { executionRole: role } : {}),
        } as const);
  const decision = decideStepFunctions({
    api,
    caller,
    target,
    context: { ...callerContext(facts), 'states:StateMachineQualifier': call.qualifier ?? null },
    executionRoleContext: ownContext(facts),
    ...(resource === undefined ? {} : { resource }),
    ...(includedData === undefined ? {} : { includedData }),
  });
  return { view, decision, ...(key ? { key } : {}), ...(role ? { role } : {}) };
}

function needsRole(api: StepFunctionsApi): boolean {
  const { executionRole }: ApiRule = stepFunctionsApis[api];
  return executionRole.length > 0;
}

/** A role that was deleted has access to nothing; the decision then knows no role. */
function gone(error: unknown): undefined {
  if (error instanceof Error && error.name.startsWith('NoSuchEntity')) return undefined;
  throw error;
}
