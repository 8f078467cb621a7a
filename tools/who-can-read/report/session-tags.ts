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
 * A role's caller as it has to be taken where any of its sessions may be meant. Tags of a session
 * replace those of its role in `aws:PrincipalTag`, so what a role is tagged with tells something
 * only where nobody may tag its sessions: that takes sts:TagSession in the trust policy, whichever
 * way a session is made, and for tags that a session hands on to the next role as well. Otherwise
 * the tags are not known. Users come as they are.
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
