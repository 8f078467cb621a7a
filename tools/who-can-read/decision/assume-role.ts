import { parseArn } from '../arn.ts';
import { principalContext } from '../context/principal-context.ts';
import {
  type ContextInput,
  type RequestContext,
  requestContext,
} from '../context/request-context.ts';
import { resourceContext } from '../context/resource-context.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Caller } from '../principal/caller.ts';
import { principalFacts } from '../principal/principal-facts.ts';
import { decide } from './decide.ts';
import { overrideVerdict } from './override-verdict.ts';
import type { Verdict } from './verdict.ts';

/** A request for a session of a role. */
export interface AssumeRoleRequest {
  readonly caller: Caller;
  readonly role: { readonly arn: string; readonly trustPolicy: PolicyDocument };
  /**
   * Policies of the role's account: one list for each level, and every level must allow. Left out:
   * they are not evaluated.
   */
  readonly resourceControlPolicies?: readonly (readonly PolicyDocument[])[];
  /** Left out: AssumeRole. A session with tags or a source identity needs more permissions. */
  readonly action?:
    | 'AssumeRole'
    | 'AssumeRoleWithSAML'
    | 'AssumeRoleWithWebIdentity'
    | 'TagSession'
    | 'SetSourceIdentity';
  /** `sts:ExternalId`, `sts:RoleSessionName`, `aws:SourceAccount`, ...; null: absent. */
  readonly context?: ContextInput;
  /** Prefixes of which `context` has all keys of the request: `aws:RequestTag/`. */
  readonly closed?: readonly string[];
}

/**
 * Decides whether a principal can assume a role. Within an account, a trust policy that names the principal
 * is enough. A trust policy that names the account delegates the decision to identity policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html
 * Tags: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
 * Resource control policies apply to STS:
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 * A root user cannot: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * @returns the verdict.
 * @throws InvalidArnError when the role's or the principal's ARN is malformed.
 */
export function decideAssumeRole(request: AssumeRoleRequest): Verdict {
  const { caller, role, action = 'AssumeRole' } = request;
  const { resourceControlPolicies } = request;
  const facts = principalFacts(caller.principal);
  const resourceAccount = parseArn(role.arn).account;
  const verdict = decide({
    caller,
    facts,
    action: `sts:${action}`,
    resource: role.arn,
    resourceAccount,
    resourcePolicy: role.trustPolicy,
    context: assumeRoleContext(caller, resourceAccount, request.context, request.closed),
    identityAloneIsEnough: false,
    ...(resourceControlPolicies ? { resourceControlPolicies } : {}),
  });
  return caller.principal.kind === 'root'
    ? overrideVerdict(verdict, 'root-assumes-no-role')
    : verdict;
}

/**
 * Returns the condition keys of a request for a session of a role.
 * @param account of the role.
 * @param given `sts:ExternalId`, `sts:RoleSessionName`, ...; null: absent.
 * @param closed prefixes of which `given` has all keys of the request.
 */
export function assumeRoleContext(
  caller: Caller,
  account: string,
  given: ContextInput = {},
  closed: readonly string[] = [],
): RequestContext {
  const facts = principalFacts(caller.principal);
  const own = principalContext(facts, caller);
  const fixed = { ...resourceContext(account, facts, caller), 'aws:SecureTransport': 'true' };
  return requestContext([fixed, own.layer, given], [...own.closed, ...closed]);
}
