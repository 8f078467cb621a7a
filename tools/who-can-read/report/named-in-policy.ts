import { allowAll } from '../account/allow-all.ts';
import {
  knowledge,
  type PartialKnowledge,
  unreadOf,
  upperBound,
} from '../account/partial-knowledge.ts';
import { parseArn } from '../arn.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import { parseGrantee } from '../policy/parse-grantee.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { PrincipalPattern } from '../policy/principal-pattern.ts';
import { principalFromArn } from '../principal/principal-from-arn.ts';
import { hole, isUnknown, readable } from '../unknown-text.ts';
import type { AccessModel, Subject } from './access-model.ts';
import { federatedSubjects } from './federated-principals.ts';
import { rootSubject, serviceSubject } from './principals.ts';
import { foreignAdministrator } from './sample-principals.ts';

type Where = Pick<AccessModel, 'partition' | 'region' | 'account'>;

/** Returns the assumed policies of a principal that is not listed. */
export type Unlisted = (arn: string) => PartialKnowledge<readonly PolicyDocument[]>;

/** Returns the principals that a policy names, in Allow and in Deny. */
export function namesIn({ statements }: PolicyDocument): readonly PrincipalPattern[] {
  return statements.flatMap(({ principals }) => principals?.patterns ?? []);
}

/** Returns the principals that the policy of a key and the grants on it name. */
export function namesOn({ policy, grants }: KmsKey): readonly PrincipalPattern[] {
  const grantees = grants.flatMap(({ granteePrincipal }) => parseGrantee(granteePrincipal) ?? []);
  return [...namesIn(policy), ...grantees];
}

/** Returns the principals that a policy names and that no list of the account has. */
export function foreignersIn(
  policy: PolicyDocument,
  { account }: Pick<AccessModel, 'account'>,
): readonly PrincipalPattern[] {
  return namesIn(policy).filter((pattern) => {
    if (pattern.kind === 'federated') return true;
    if ('account' in pattern) return pattern.account !== account;
    return 'arn' in pattern && parseArn(pattern.arn).account !== account;
  });
}

/**
 * Returns the principals that policies and grants name and that the report does not have yet: those of
 * other accounts, and those of this one that are not listed.
 * @param known ids of the subjects that the report has already.
 */
export function namedSubjects(
  where: Where,
  patterns: readonly PrincipalPattern[],
  known: ReadonlySet<string>,
  unlisted: Unlisted = unknownPolicies,
): readonly Subject[] {
  const found = new Map<string, Subject>();
  for (const subject of patterns.flatMap((pattern) => subjectsOf(pattern, where, unlisted))) {
    if (!known.has(subject.id)) found.set(subject.id, subject);
  }
  return [...found.values()];
}

function subjectsOf(
  pattern: PrincipalPattern,
  where: Where,
  unlisted: Unlisted,
): readonly Subject[] {
  switch (pattern.kind) {
    case 'user':
    case 'role':
      return [listed(pattern.arn, unlisted)];
    case 'role-session': {
      const { partition, account, resource } = parseArn(pattern.arn);
      // The ARN of a session does not contain the path of its role.
      const role = `arn:${partition}:iam::${account}:role/${resource.split('/')[1]}`;
      return [listed(role, unlisted)];
    }
    case 'account':
      if (pattern.account === where.account) return [];
      return [rootSubject(where, pattern.account), foreignAdministrator(where, pattern.account)];
    case 'service':
      return [serviceSubject(where, pattern.name, where.account)];
    case 'federated':
      return federatedSubjects(pattern.provider);
    case 'partial':
      return pattern.type === 'AWS' ? [ofUnknownName(pattern.text, where, unlisted)] : [];
    default:
      return [];
  }
}

/** An ARN with known account and kind. Any other unknown value is treated as a role of this account. */
const PARTIAL_ARN = /^arn:[^:]+:iam::\d{12}:(user|role)\/.+$/s;

/**
 * Returns the principal that an unknown value names: a role unless the known part shows a user. Its
 * name is the value, so that it does not look like a principal of the account.
 */
function ofUnknownName(text: string, { partition, account }: Where, unlisted: Unlisted): Subject {
  if (PARTIAL_ARN.test(text)) return { ...listed(text, unlisted), name: readable(text) };
  const id = isUnknown(text) ? text : hole(readable(text));
  const subject = listed(`arn:${partition}:iam::${account}:role/${id}`, unlisted);
  return { ...subject, name: readable(text) };
}

/** Returns a principal with an ARN and its assumed policies. */
export function listed(arn: string, unlisted: Unlisted): Subject {
  const policies = unlisted(arn);
  const caller = { principal: principalFromArn(arn), identityPolicies: upperBound(policies) };
  return {
    id: arn,
    name: arn,
    origin: 'policy',
    caller: knowledge(caller, unreadOf(policies)),
    managedPolicyArns: [],
    groupArns: [],
  };
}

/** Returns the policies of a principal that the account does not list: unknown, up to everything. */
export function unknownPolicies(arn: string): PartialKnowledge<readonly PolicyDocument[]> {
  const what = `policies of ${arn}`;
  const unread = [{ what, why: 'it is not listed in this account', code: 'NotListed' }];
  return knowledge([allowAll('identity-policy', what)], unread);
}
