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

/** Operations that make a session of a role for an identity that a provider vouches for. */
const FEDERATED = ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'] as const;

/**
 * Returns the keys of a role session that are surely absent, by the trust policy of the role: no
 * identity provider vouches for a session of AssumeRole, and a source identity takes
 * sts:SetSourceIdentity in the trust policy, also where it comes from the session before.
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
 * Returns a role's caller where the report means any of its sessions. Tags of a session replace those of
 * its role in `aws:PrincipalTag`, so the role's tags count only where no principal can tag its sessions.
 * Every way to tag a session needs sts:TagSession in the trust policy, also for transitive tags.
 * Where it is allowed, the tags are unknown. Users stay unchanged.
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
