import type { IAMClient } from '@aws-sdk/client-iam';
import type { Caller } from '../principal/caller.ts';
import type { Principal } from '../principal/principal.ts';
import { knowledge, type PartialKnowledge, unreadOf, upperBound } from './partial-knowledge.ts';
import { readRole } from './read-role.ts';
import { readUser } from './read-user.ts';
import { type SessionFacts, withSession } from './session-facts.ts';
import { unreadableLog } from './unreadable.ts';

/**
 * Returns a principal with all policies that limit it in its own account. The client must be of that
 * account. For permissions see readUser and readRole.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @param session what the request that made a session added to it.
 * @throws the errors of IAM except denials; NoSuchEntityException for a deleted principal.
 */
export async function readCaller(
  iam: IAMClient,
  principal: Principal,
  session: SessionFacts = {},
): Promise<PartialKnowledge<Caller>> {
  switch (principal.kind) {
    case 'role': {
      const { sessionName } = principal;
      const named = sessionName === undefined ? {} : { sessionName };
      const found = await readRole(iam, principal.arn, { ...named, ...session });
      return knowledge(upperBound(found).caller, unreadOf(found));
    }
    case 'user':
      return readUser(iam, principal.arn);
    case 'federated-user': {
      // Such a session has the permissions that both its user and the passed policies allow.
      // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
      const user = await readUser(iam, principal.userArn);
      const log = unreadableLog();
      log.add(unreadOf(user));
      const own = { ...upperBound(user), principal: { ...principal, tags: session.tags ?? {} } };
      return knowledge(await withSession(iam, own, session, log), log.unread);
    }
    default:
      return knowledge({ principal, identityPolicies: [] });
  }
}
