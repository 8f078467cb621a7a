import { type Principal, parseArn } from 'who-can-read';
import type { KnownIdentity } from '../caller/identity.ts';
import type { Actor } from './recorded-call.ts';

/** The element `userIdentity` of an event. */
export type UserIdentity = Readonly<Record<string, unknown>>;

/**
 * Who made a call, as CloudTrail writes it.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 *
 * @param since when the session of a role was taken on, for one that a service takes on: ISO 8601.
 */
export function userIdentity(actor: Actor, since: string): UserIdentity {
  switch (actor.kind) {
    case 'service':
      return { type: 'AWSService', invokedBy: actor.name };
    case 'role': {
      const { roleArn, roleId, sessionName } = actor;
      return assumedRole(roleArn, roleId, sessionName, since);
    }
    case 'caller': {
      const { accessKeyId, issuedAt, principal } = actor.identity;
      return { ...ofCaller(principal, actor, actor.identity, issuedAt ?? since), accessKeyId };
    }
  }
}

function ofCaller(
  principal: Principal,
  { arn, id }: { arn: string; id?: string },
  { account: accountId }: KnownIdentity,
  since: string,
): UserIdentity {
  switch (principal.kind) {
    case 'root':
      return { type: 'Root', principalId: accountId, arn, accountId };
    case 'user': {
      const userName = arn.slice(arn.lastIndexOf('/') + 1);
      return { type: 'IAMUser', ...(id ? { principalId: id } : {}), arn, accountId, userName };
    }
    case 'role':
      return assumedRole(principal.arn, id, principal.sessionName ?? '', since);
    default:
      return { type: 'FederatedUser', arn, accountId };
  }
}

function assumedRole(
  roleArn: string,
  roleId: string | undefined,
  session: string,
  since: string,
): UserIdentity {
  const { partition, account: accountId } = parseArn(roleArn);
  const userName = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const issuerId = roleId === undefined ? {} : { principalId: roleId };
  return {
    type: 'AssumedRole',
    ...(roleId === undefined ? {} : { principalId: `${roleId}:${session}` }),
    arn: `arn:${partition}:sts::${accountId}:assumed-role/${userName}/${session}`,
    accountId,
    sessionContext: {
      sessionIssuer: { type: 'Role', ...issuerId, arn: roleArn, accountId, userName },
      attributes: { creationDate: since, mfaAuthenticated: 'false' },
    },
  };
}
