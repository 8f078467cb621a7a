import {
  knowledge,
  type PartialKnowledge,
  unreadOf,
  upperBound,
} from '../account/partial-knowledge.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Caller } from '../principal/caller.ts';
import { mightAllow } from './might-allow.ts';

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
  const { principal } = known;
  if (principal.kind !== 'role' || principal.tags === undefined) return caller;
  if (trustPolicy && !mightAllow([upperBound(trustPolicy)], 'sts:TagSession')) return caller;
  const { tags: _, moreTags: __, ...untagged } = principal;
  return knowledge({ ...known, principal: untagged }, unreadOf(caller));
}
