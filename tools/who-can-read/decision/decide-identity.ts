import { principalContext } from '../context/principal-context.ts';
import { type ContextInput, requestContext } from '../context/request-context.ts';
import { resourceContext } from '../context/resource-context.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Caller } from '../principal/caller.ts';
import { principalFacts } from '../principal/principal-facts.ts';
import { decide } from './decide.ts';
import type { Verdict } from './verdict.ts';

/** A request to a service whose resources do not need a resource policy. */
export interface IdentityRequest {
  readonly caller: Caller;
  /** `states:DescribeExecution` */
  readonly action: string;
  /** ARN of the resource; `*` for actions without one. */
  readonly resource: string;
  /** Account that owns the resource. */
  readonly resourceAccount: string;
  /** The resource's own policy, if the service supports one and it is set. */
  readonly resourcePolicy?: PolicyDocument;
  readonly resourceControlPolicies?: readonly (readonly PolicyDocument[])[];
  /** Condition keys of the service and of the network; null: absent. */
  readonly context?: ContextInput;
}

/**
 * Decides whether a principal can call an action. Within an account, its own policies within its limits
 * or the resource policy are enough. Across accounts, both must allow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @returns the verdict.
 * @throws InvalidArnError when the principal's ARN is malformed.
 */
export function decideIdentity(request: IdentityRequest): Verdict {
  const { context: given = {}, resourceAccount, ...rest } = request;
  const facts = principalFacts(request.caller.principal);
  const own = principalContext(facts, request.caller);
  const fixed = {
    ...resourceContext(resourceAccount, facts, request.caller),
    'aws:SecureTransport': 'true',
  };
  const context = requestContext([fixed, own.layer, given], own.closed);
  return decide({ ...rest, facts, resourceAccount, context, identityAloneIsEnough: true });
}
