import {
  type ApiRule,
  type Caller,
  decideStepFunctions,
  type KmsKey,
  type StepFunctionsApi,
  type StepFunctionsDecision,
  stepFunctionsApis,
} from 'who-can-read';
import type { KnownIdentity } from '../caller/identity.ts';
import {
  callerContext,
  factsOf,
  ownContext,
  type RequestFacts,
} from '../caller/request-context.ts';
import { roleSessionName } from '../caller/role-session.ts';
import type { EmulatorState, Scope } from '../emulator-state/emulator-state.ts';
import { qualifierOf, unqualified } from '../emulator-state/state-machine-arn.ts';
import type { GatewayContext } from '../gateway-context.ts';
import type { AwsError } from '../http/aws-error.ts';
import { type ProtectedRequest, text } from '../http/parse-request.ts';
import type { StatesOperation } from '../operations.ts';
import { decideOnce } from './decide-once.ts';
import { keyOrDeleted, ofDeletedKey } from './deleted-key.ts';
import { deniedBy } from './deny.ts';
import { type EncryptedTarget, isEncrypted, type LoadedTargets } from './encrypted-target.ts';
import { invalidEncryption } from './requested-encryption.ts';

/** A call, as the policy engine needs it. */
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

/** The decision on one target. */
export type TargetDecision = {
  readonly target: EncryptedTarget;
  readonly decision: StepFunctionsDecision;
  /** Left out: no customer managed key. */
  readonly key?: KmsKey;
  /** KMS does not have the key any more. */
  readonly keyIsDeleted?: boolean;
  /** Left out: no role takes part. */
  readonly role?: Caller;
};

/** The decision on a request. */
export type Decision = {
  /** Left out: the request is allowed. */
  readonly error?: AwsError;
  /** The part of the answer that the caller can read. */
  readonly sees: 'data' | 'metadata';
  /** Empty: no customer managed key matters. */
  readonly targets: readonly TargetDecision[];
  readonly who?: { readonly identity: KnownIdentity; readonly caller: Caller };
};

const NO_KEY: Decision = { sees: 'data', targets: [] };

/**
 * Decides a request on its targets.
 *
 * @throws IncompleteStateError, and the errors of IAM and KMS.
 */
export async function authorize(
  request: ProtectedRequest,
  operation: StatesOperation,
  { targets, candidates, identity }: LoadedTargets,
  context: GatewayContext,
): Promise<Decision> {
  if (!identity || !(candidates || isEncrypted(targets))) return NO_KEY;
  const call = await callOf(request, operation, identity, context);
  const who = { identity, caller: call.caller };
  if (candidates) return authorizeAny(call, candidates, who, context.state);
  const decided = await authorizeTargets(call, targets, context.state).catch((error: unknown) => {
    // A new configuration with a key that does not exist is the caller's error.
    const isNew = operation.target !== 'state-machine' && operation.target !== 'execution';
    if (isNew && error instanceof Error && error.name === 'NotFoundException') return undefined;
    throw error;
  });
  if (!decided) {
    return { ...NO_KEY, error: invalidEncryption('The KMS key does not exist.') };
  }
  const error = denialOf(decided)?.decision.error;
  return {
    ...(error ? { error: deniedBy(error) } : {}),
    sees: decided.every(({ decision }) => decision.sees === 'data') ? 'data' : 'metadata',
    targets: decided,
    who,
  };
}

/** Decides a call on each target. */
export function authorizeTargets(
  call: Call,
  targets: readonly EncryptedTarget[],
  state: EmulatorState,
): Promise<readonly TargetDecision[]> {
  return Promise.all(targets.map((target) => authorizeTarget(call, target, state)));
}

/** Returns the first decision that denies; undefined when each target allows the call. */
export function denialOf(decisions: readonly TargetDecision[]): TargetDecision | undefined {
  return decisions.find(({ decision }) => decision.outcome !== 'allowed');
}

/** A request as the policy engine needs it, with the caller's policies as they are now. */
export async function callOf(
  request: ProtectedRequest,
  { name, named }: StatesOperation,
  identity: KnownIdentity,
  { state, now }: GatewayContext,
): Promise<Call> {
  const includedData = text(request, 'includedData');
  const given = named === undefined ? undefined : text(request, named);
  const arn = given?.startsWith('arn:') ? given : undefined;
  const qualifier = arn && qualifierOf(arn);
  return {
    api: name,
    scope: { account: identity.account, region: request.credential.region },
    caller: await state.caller(identity),
    facts: factsOf(request, identity, now()),
    ...(arn === undefined ? {} : { resource: unqualified(arn) }),
    ...(qualifier === undefined ? {} : { qualifier }),
    // Any other value counts as all data, because the emulator could read it that way.
    ...(includedData === 'METADATA_ONLY' ? { includedData } : {}),
  };
}

/** Denies when no candidate allows the call. An allowed one could be the right one. */
async function authorizeAny(
  call: Call,
  candidates: AsyncIterable<EncryptedTarget>,
  who: NonNullable<Decision['who']>,
  state: EmulatorState,
): Promise<Decision> {
  let denied: TargetDecision | undefined;
  for await (const target of candidates) {
    if (target.kmsKeyId === undefined) return NO_KEY;
    const decided = await authorizeTarget(call, target, state);
    if (decided.decision.outcome === 'allowed') return NO_KEY;
    denied ??= decided;
  }
  if (!denied?.decision.error) return NO_KEY;
  return { ...NO_KEY, error: deniedBy(denied.decision.error), targets: [denied], who };
}

async function authorizeTarget(
  call: Call,
  target: EncryptedTarget,
  state: EmulatorState,
): Promise<TargetDecision> {
  const { caller, facts, scope: _scope, qualifier = null, ...named } = call;
  const { kmsKeyId, roleArn, arn } = target;
  const found = kmsKeyId === undefined ? undefined : await keyOrDeleted(call, kmsKeyId, state);
  const key = found?.key;
  const encryption = key
    ? ({ type: 'CUSTOMER_MANAGED_KMS_KEY', key } as const)
    : ({ type: 'AWS_OWNED_KEY' } as const);
  const role =
    key && roleArn !== undefined && needsRole(call.api)
      ? await state.role(roleArn, roleSessionName(arn)).catch(noRole)
      : undefined;
  const asked = {
    ...named,
    target: { kind: target.kind, arn },
    context: { ...callerContext(facts), 'states:StateMachineQualifier': qualifier },
    executionRoleContext: ownContext(facts),
  };
  const decision = decideOnce([caller, key, role], asked, () =>
    decideStepFunctions({
      ...asked,
      caller,
      target:
        target.kind === 'activity'
          ? { kind: 'activity', arn, encryption }
          : { kind: 'state-machine', arn, encryption, ...(role ? { executionRole: role } : {}) },
    }),
  );
  return {
    target,
    decision: found?.isDeleted ? ofDeletedKey(decision, found.key) : decision,
    ...(found ? { key: found.key, keyIsDeleted: found.isDeleted } : {}),
    ...(role ? { role } : {}),
  };
}

function needsRole(api: StepFunctionsApi): boolean {
  const { executionRole }: ApiRule = stepFunctionsApis[api];
  return executionRole.length > 0;
}

/** A deleted role has access to nothing; the engine then decides without a role. */
function noRole(error: unknown): undefined {
  if (error instanceof Error && error.name.startsWith('NoSuchEntity')) return undefined;
  throw error;
}
