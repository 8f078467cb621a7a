import {
  knowledge,
  type PartialKnowledge,
  unreadOf,
  upperBound,
} from '../account/partial-knowledge.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Caller } from '../principal/caller.ts';
import type { Role } from '../principal/principal.ts';
import { mightAllow } from './might-allow.ts';

/** Operations that create a session of a role for an identity of an identity provider. */
const FEDERATED = ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'] as const;

/**
 * Returns the keys of a role session that are certainly absent, by the trust policy of the role. A session
 * of AssumeRole does not have an identity provider. A source identity, also one from the session before,
 * needs sts:SetSourceIdentity in the trust policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-role-session-properties
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 * @param trustPolicy undefined: unknown.
 */
export function absentSessionKeys(
  trustPolicy: PolicyDocument | undefined,
): Pick<Role, 'federatedProvider' | 'sourceIdentity'> {
  const may = (action: string) => !trustPolicy || mightAllow([trustPolicy], action);
  return {
    ...(FEDERATED.some(may) ? {} : { federatedProvider: null }),
    ...(may('sts:SetSourceIdentity') ? {} : { sourceIdentity: null }),
  };
}

/**
 * Returns the caller for a role, which represents any of its sessions. Tags of a session replace the tags
 * of its role in `aws:PrincipalTag`. So the role's tags count only if no principal can tag its sessions.
 * All session tags, also transitive ones, need sts:TagSession in the trust policy. If it is allowed, the
 * tags are unknown. Users stay unchanged.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
 */
export function inAnySession(
  caller: PartialKnowledge<Caller>,
  trustPolicy: PartialKnowledge<PolicyDocument> | undefined,
): PartialKnowledge<Caller> {
  const known = upperBound(caller);
  if (known.principal.kind !== 'role') return caller;
  const trust = trustPolicy && upperBound(trustPolicy);
  const principal = { ...known.principal, ...absentSessionKeys(trust) };
  const tagged = principal.tags !== undefined && (!trust || mightAllow([trust], 'sts:TagSession'));
  if (!tagged) return knowledge({ ...known, principal }, unreadOf(caller));
  const { tags: _, moreTags: __, ...untagged } = principal;
  return knowledge({ ...known, principal: untagged }, unreadOf(caller));
}
