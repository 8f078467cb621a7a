import type { IAMClient } from '@aws-sdk/client-iam';
import type { Caller } from '../principal/caller.ts';
import type { Role, Tags } from '../principal/principal.ts';
import { allowAll } from './allow-all.ts';
import { readManaged } from './attached.ts';
import { parseDocument } from './policy-text.ts';
import type { UnreadableLog } from './unreadable.ts';

/**
 * The facts that a session adds to its role or user, from the request that created it.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export interface SessionFacts {
  readonly sessionName?: string;
  /** The `Policy` parameter: JSON text. */
  readonly policy?: string;
  /** The `PolicyArns` parameter. */
  readonly policyArns?: readonly string[];
  readonly tags?: Tags;
  /** The identity provider of the session; null: none. Left out: unknown. */
  readonly federatedProvider?: string | null;
  /** The `SourceIdentity` parameter; null: none was given. Left out: unknown. */
  readonly sourceIdentity?: string | null;
}

/**
 * Returns the caller with the limits of its session. A session policy that cannot be read does not limit
 * it. Without a session policy, a role's session is not limited, and a federated user does not have the
 * permissions of its user.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html
 */
export async function withSession(
  iam: IAMClient,
  caller: Caller,
  session: SessionFacts,
  log: UnreadableLog,
): Promise<Caller> {
  const { sessionName, policy, policyArns = [], tags } = session;
  const { principal } = caller;
  const source = 'session policy';
  const parse = async () => parseDocument(policy, 'session-policy', source);
  const inline =
    policy === undefined
      ? []
      : [await log.attempt(source, parse, allowAll('session-policy', source))];
  const managed = await readManaged(iam, policyArns, log, 'session-policy');
  const sessionPolicies = [...inline, ...managed];
  const own = principal.kind === 'role' ? keysOf(session, sessionName) : {};
  // A session's tag replaces the role's tag with the same key, in upper or lower case.
  const joined = 'tags' in principal && principal.tags ? joinTags(principal.tags, tags) : undefined;
  return {
    ...caller,
    principal: { ...principal, ...own, ...(joined ? { tags: joined } : {}) },
    ...(sessionPolicies.length > 0 ? { sessionPolicies } : {}),
  };
}

function keysOf(
  { federatedProvider, sourceIdentity }: SessionFacts,
  sessionName: string | undefined,
): Pick<Role, 'sessionName' | 'federatedProvider' | 'sourceIdentity'> {
  return {
    ...(sessionName === undefined ? {} : { sessionName }),
    ...(federatedProvider === undefined ? {} : { federatedProvider }),
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  };
}

function joinTags(own: Tags, session: Tags = {}): Tags {
  const replaced = new Set(Object.keys(session).map((key) => key.toLowerCase()));
  const kept = Object.entries(own).filter(([key]) => !replaced.has(key.toLowerCase()));
  return { ...Object.fromEntries(kept), ...session };
}
