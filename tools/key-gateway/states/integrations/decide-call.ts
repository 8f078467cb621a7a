import {
  type Caller,
  type ContextInput,
  decideAssumeRole,
  decideIdentity,
  decideKms,
  denialMessage,
  everythingPolicy,
  isKmsOperation,
  kmsError,
  parseArn,
  principalFacts,
} from 'who-can-read';
import { ownContext, type RequestFacts } from '../../caller/request-context.ts';
import type { Scope } from '../../emulator-state/emulator-state.ts';
import type { GatewayContext } from '../../gateway-context.ts';
import { isObject } from '../../http/strict-json.ts';
import { type NeededPermission, neededPermission } from './needed-permission.ts';
import type { TaskCall } from './task-calls.ts';

/** A state machine whose calls are decided. */
export type CallingStateMachine = {
  readonly scope: Scope;
  /** The execution role, as Step Functions assumes it. */
  readonly role: Caller;
};

/** Calls that change facts for decisions without passing through the gateway. */
const CONFIGURES = [
  'sfn:createstatemachine',
  'sfn:updatestatemachine',
  'sfn:createactivity',
  'sfn:teststate',
];

/**
 * Decides a call that the emulator makes without any check.
 *
 * @returns why AWS would deny it, or why the gateway cannot decide; undefined when it is allowed.
 * @throws IncompleteStateError, and the errors of IAM and KMS.
 */
export async function whyNotCall(
  call: TaskCall,
  stateMachine: CallingStateMachine,
  context: GatewayContext,
): Promise<string | undefined> {
  const needed = neededPermission(call, stateMachine.scope);
  if (needed === undefined) return undefined;
  if (needed === 'unknown') return 'Its Resource is unknown to the key gateway.';
  if (CONFIGURES.includes(needed.operation)) {
    return `The key gateway cannot decide ${needed.action} within the emulator.`;
  }
  const conditionContext = ownContext(factsNow(stateMachine, context));
  const denied = whyNotAllowed(needed, stateMachine, conditionContext);
  if (needed.operation.startsWith('kms:'))
    return whyNotKms(call, needed, stateMachine, context, denied);
  if (denied !== undefined) return denied;
  if (needed.operation !== 'sts:assumerole') return undefined;
  const [arn] = needed.resources;
  return needed.isDynamic || arn === undefined
    ? NO_FIXED_ROLE
    : whyNotAssumed(arn, stateMachine, context);
}

const NO_FIXED_ROLE = 'The input decides which role it assumes.';

async function whyNotAssumed(
  arn: string,
  stateMachine: CallingStateMachine,
  context: GatewayContext,
): Promise<string | undefined> {
  const verdict = decideAssumeRole({
    caller: stateMachine.role,
    role: { arn, trustPolicy: await context.state.trust(arn) },
    context: ownContext(factsNow(stateMachine, context)),
  });
  return verdict.outcome === 'allowed' ? undefined : denialMessage(verdict);
}

/**
 * Returns the state machine with the role that makes a call: the one of the field Credentials, which
 * the execution role must be able to assume, or the execution role itself.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html
 *
 * @returns why AWS would deny it instead, or why the gateway cannot tell.
 * @throws IncompleteStateError, and the errors of IAM.
 */
export async function withRoleOfCall(
  { role }: TaskCall,
  stateMachine: CallingStateMachine,
  context: GatewayContext,
): Promise<CallingStateMachine | string> {
  if (role.kind === 'absent') return stateMachine;
  if (role.kind === 'dynamic' || typeof role.value !== 'string') return NO_FIXED_ROLE;
  const arn = role.value;
  if (!/^arn:[^:]+:iam::\d{12}:role\/./.test(arn)) return `${arn} is not the ARN of a role.`;
  const why = await whyNotAssumed(arn, stateMachine, context);
  return why ?? { ...stateMachine, role: await context.state.role(arn, 'credentials') };
}

/** The facts of a call without a caller's request. */
export const factsNow = (
  { scope }: CallingStateMachine,
  { now }: GatewayContext,
): RequestFacts => ({
  ...{ at: now(), sourceIp: '', userAgent: '', region: scope.region },
});

/**
 * A resource that the input decides must be allowed for each possible value: a name that no policy
 * has, and each name in a statement of the role.
 */
function whyNotAllowed(
  { action, resources, isDynamic }: NeededPermission,
  { role, scope }: CallingStateMachine,
  context: ContextInput,
): string | undefined {
  const decide = (resource: string) =>
    decideIdentity({
      ...{ caller: role, action, resource, context },
      resourceAccount: /^arn:[^:]*:[^:]*:[^:]*:\d{12}:/.test(resource)
        ? parseArn(resource).account
        : scope.account,
    });
  if (!isDynamic) {
    const verdicts = resources.map(decide);
    if (verdicts.some(({ outcome }) => outcome === 'allowed')) return undefined;
    const [first] = verdicts;
    return first ? denialMessage(first) : undefined;
  }
  const denied = resources.map(decide).find(({ outcome }) => outcome !== 'allowed');
  if (denied) return `${denialMessage(denied)} The input decides the resource.`;
  // An Allow for every resource and a Deny for some: the input could name one of those.
  return hasPartialDeny(role, action, context)
    ? `A policy denies ${action} for some resources, and the input decides the resource.`
    : undefined;
}

/** Every resource, as a statement of a policy names it. */
const [EVERY] = everythingPolicy('identity-policy', 'every resource').statements;

/** Whether a statement denies the action for some resources: it would match if it named all. */
function hasPartialDeny(role: Caller, action: string, context: ContextInput): boolean {
  const policies = [...role.identityPolicies, ...(role.boundary ? [role.boundary] : [])];
  const statements = policies.flatMap((policy) =>
    policy.statements
      .filter(({ effect }) => effect === 'Deny')
      .map((statement) => ({
        ...({ kind: 'identity-policy', source: policy.source, version: policy.version } as const),
        statements: [
          {
            ...statement,
            effect: 'Allow' as const,
            ...(EVERY?.resources ? { resources: EVERY.resources } : {}),
          },
        ],
      })),
  );
  return statements.some((policy) => {
    const caller = { principal: role.principal, identityPolicies: [policy] };
    const { account: resourceAccount = '' } = principalFacts(role.principal);
    const verdict = decideIdentity({ caller, action, resource: '*', resourceAccount, context });
    return verdict.outcome !== 'denied';
  });
}

/** KMS decides by the key's own policy. */
async function whyNotKms(
  { parameters }: TaskCall,
  { action }: NeededPermission,
  stateMachine: CallingStateMachine,
  context: GatewayContext,
  deniedByIdentity: string | undefined,
): Promise<string | undefined> {
  const operation = action.slice('kms:'.length);
  if (!isKmsOperation(operation)) return deniedByIdentity;
  const keyId = parameters.get('KeyId');
  const encryption = parameters.get('EncryptionContext');
  if (keyId.kind !== 'static' || typeof keyId.value !== 'string' || encryption.kind === 'dynamic') {
    return `The input decides on which key, or in which encryption context, it calls ${action}.`;
  }
  const key = await context.state.key(stateMachine.scope, keyId.value);
  const pairs = encryption.kind === 'static' && isObject(encryption.value) ? encryption.value : {};
  const encryptionContext = Object.fromEntries(
    Object.entries(pairs).map(([name, value]) => [name, String(value)]),
  );
  const verdict = decideKms({
    request: {
      operation,
      context: ownContext(factsNow(stateMachine, context)),
      encryptionContext,
    },
    caller: stateMachine.role,
    key,
  });
  return kmsError(verdict, operation, key)?.message;
}
