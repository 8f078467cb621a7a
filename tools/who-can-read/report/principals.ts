import { knowledge } from '../account/partial-knowledge.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Principal } from '../principal/principal.ts';
import type { AccessModel, Subject } from './access-model.ts';

type Where = Pick<AccessModel, 'partition' | 'region' | 'account'>;

/** Returns an account that represents every account except the workflow's. */
export function otherAccount({ account }: Pick<AccessModel, 'account'>): string {
  return account === '999999999999' ? '888888888888' : '999999999999';
}

const plain = { origin: 'service', managedPolicyArns: [], groupArns: [] } as const;

/** An AWS service that acts for an account. */
export function serviceSubject(where: Where, service: string, actingFor: string): Subject {
  const principal: Principal = { kind: 'service', name: service, sourceAccount: actingFor };
  const foreign = actingFor !== where.account;
  return {
    ...plain,
    id: foreign ? `${service} for ${actingFor}` : service,
    name: foreign ? `${service} for another account` : service,
    caller: knowledge({ principal, identityPolicies: [] }),
  };
}

/** The root user of an account. */
export function rootSubject({ partition, account }: Where, of: string): Subject {
  const principal: Principal = { kind: 'root', partition, account: of };
  return {
    ...plain,
    id: `arn:${partition}:iam::${of}:root`,
    name: of === account ? 'root user' : `root user of ${of}`,
    origin: of === account ? 'account' : 'sample',
    caller: knowledge({ principal, identityPolicies: [] }),
  };
}

/** A caller without credentials. */
export const anonymousSubject: Subject = {
  ...plain,
  id: 'anonymous',
  name: 'an anonymous principal',
  origin: 'sample',
  caller: knowledge({ principal: { kind: 'anonymous' }, identityPolicies: [] }),
};

/** A caller from the internet with a token of a public identity provider. */
export const federatedSubject: Subject = {
  ...plain,
  id: 'accounts.google.com',
  name: 'a web identity',
  origin: 'sample',
  caller: knowledge({
    principal: { kind: 'federated', provider: 'accounts.google.com' },
    identityPolicies: [],
  }),
};

/**
 * Returns a user or role that does not need to exist, with one identity policy.
 * @param name path and name, as they are in an ARN.
 * @param words the name for people: `an administrator`.
 * @param statements of the policy, as JSON.
 * @throws InvalidPolicyError for statements that AWS would reject.
 */
export function samplePrincipal(
  kind: 'user' | 'role',
  name: string,
  words: string,
  account: string,
  partition: string,
  statements: readonly object[],
): Subject {
  const arn = `arn:${partition}:iam::${account}:${kind}/${name}`;
  return {
    id: arn,
    name: words,
    origin: 'sample',
    caller: knowledge({
      // The tags of a principal that might exist are unknown.
      principal: { kind, arn },
      identityPolicies: [identityPolicy(statements, `policy of ${words}`)],
    }),
    managedPolicyArns: [],
    groupArns: [],
  };
}

function identityPolicy(statements: readonly object[], source: string): PolicyDocument {
  return parsePolicy({ Version: '2012-10-17', Statement: statements }, 'identity-policy', source);
}
