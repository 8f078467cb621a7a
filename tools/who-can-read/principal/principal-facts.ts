import { parseArn } from '../arn.ts';
import { InvalidArnError } from '../errors.ts';
import { hasHoles } from '../unknown-text.ts';
import type { Principal } from './principal.ts';

/** Facts that derive from a principal. */
export interface PrincipalFacts {
  readonly principal: Principal;
  /** The ARN that AWS shows in messages: for a session with a known name, the session's ARN. */
  readonly name: string;
  /** Left out for services, identity providers and requests without credentials. */
  readonly account?: string;
  readonly partition?: string;
  /** Value of `aws:PrincipalArn`: the role's ARN for a session. */
  readonly principalArn?: string;
  /** `arn:PARTITION:sts::ACCOUNT:assumed-role/NAME/`, to which a session's name is added. */
  readonly sessionPrefix?: string;
}

/**
 * Returns account, names and ARNs of a principal.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 * @throws InvalidArnError when its ARN is not that of a user or a role.
 */
export function principalFacts(principal: Principal): PrincipalFacts {
  const before = known.get(principal);
  if (before) return before;
  const facts = factsOf(principal);
  known.set(principal, facts);
  return facts;
}

/** A cache, because one principal makes many requests. */
const known = new WeakMap<Principal, PrincipalFacts>();

function factsOf(principal: Principal): PrincipalFacts {
  switch (principal.kind) {
    case 'root': {
      const { partition, account } = principal;
      const arn = `arn:${partition}:iam::${account}:root`;
      return { principal, name: arn, account, partition, principalArn: arn };
    }
    case 'user':
      return { principal, ...iamArn(principal.arn, 'user/') };
    case 'role': {
      const role = iamArn(principal.arn, 'role/');
      const short = principal.arn.slice(principal.arn.lastIndexOf('/') + 1);
      const sessionPrefix = `arn:${role.partition}:sts::${role.account}:assumed-role/${short}/`;
      const { sessionName } = principal;
      const name = sessionName === undefined ? role.name : sessionPrefix + sessionName;
      return { principal, ...role, sessionPrefix, name };
    }
    case 'federated-user': {
      const { partition, account } = iamArn(principal.userArn, 'user/');
      const arn = `arn:${partition}:sts::${account}:federated-user/${principal.name}`;
      return { principal, name: arn, account, partition, principalArn: arn };
    }
    case 'federated':
      return { principal, name: principal.provider };
    case 'service':
      return { principal, name: principal.name };
    case 'anonymous':
      return { principal, name: 'anonymous' };
  }
}

function iamArn(arn: string, kind: string) {
  const { service, partition, account, resource } = parseArn(arn);
  const isAccount = /^\d{12}$/.test(account) || hasHoles(account);
  if (service !== 'iam' || !isAccount || !resource.startsWith(kind)) {
    throw new InvalidArnError(arn, `not the ARN of an IAM ${kind.slice(0, -1)}`);
  }
  return { name: arn, principalArn: arn, partition, account };
}
