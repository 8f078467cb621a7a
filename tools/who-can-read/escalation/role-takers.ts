import { upperBound } from '../account/partial-knowledge.ts';
import type { PrincipalPattern } from '../policy/principal-pattern.ts';
import { principalFacts } from '../principal/principal-facts.ts';
import type { Subject } from '../report/access-model.ts';
import { isFederated } from '../report/federated-principals.ts';
import { common, permissionIndex } from './permission-index.ts';

/** Actions by which a caller can act as a user or role, regardless of the trust policy. */
const takingActions: Readonly<Record<string, readonly string[]>> = {
  user: ['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile'],
  role: ['iam:UpdateAssumeRolePolicy', 'iam:PassRole'],
};

/** Returns the subjects that might act as a user or role. */
export type TakersOf = (into: Subject, among: ReadonlySet<Subject>) => ReadonlySet<Subject>;

/**
 * Returns a lookup of the subjects that might act as a user or role, by their policies and its trust
 * policy. It excludes other subjects without a decision.
 */
export function roleTakers(subjects: readonly Subject[]): TakersOf {
  const assuming = permissionIndex(subjects, 'sts:AssumeRole');
  const taking = Object.fromEntries(
    Object.entries(takingActions).map(([kind, actions]) => [
      kind,
      actions.map((action) => permissionIndex(subjects, action)),
    ]),
  );
  const trusted = trustedBy(subjects);
  return (into, among) => {
    const { kind } = upperBound(into.caller).principal;
    const takers = (taking[kind] ?? []).flatMap((holders) => holders(into.id, among));
    const { named, accounts } = trusted(into);
    const delegated = accounts.size === 0 ? [] : assuming(into.id, among);
    return new Set([
      ...takers,
      ...named.flatMap((some) => common(some, among)),
      ...delegated.filter((one) => accounts.has(accountOf(one))),
    ]);
  };
}

interface Trusted {
  /** Principals that the trust policy names, so they need no policy of their own. */
  readonly named: readonly ReadonlySet<Subject>[];
  /** Accounts to which it delegates the decision. */
  readonly accounts: ReadonlySet<string>;
}

function trustedBy(subjects: readonly Subject[]): (role: Subject) => Trusted {
  const byId = new Map(subjects.map((subject) => [subject.id, subject] as const));
  const byRoleName = new Map(subjects.map((one) => [one.id.replace(/role\/.*\//, 'role/'), one]));
  const everyone = new Set(subjects);
  const federated = subjects.filter(isFederated);
  const everyFederated = new Set(federated);
  const only = (one: Subject | undefined) => new Set(one ? [one] : []);
  const namedBy = (pattern: PrincipalPattern): ReadonlySet<Subject> => {
    switch (pattern.kind) {
      case 'everyone':
      // A text with holes can name any principal, so the decision must evaluate it.
      case 'partial':
        return everyone;
      case 'user':
      case 'role':
        return only(byId.get(pattern.arn));
      case 'role-session': {
        const name = pattern.arn.replace(/assumed-role\/([^/]+)\/.*/, 'role/$1');
        return only(byRoleName.get(name.replace(':sts:', ':iam:')));
      }
      case 'federated':
        return new Set(federated.filter((one) => providerOf(one) === pattern.provider));
      case 'every-federated':
        return everyFederated;
      default:
        return new Set();
    }
  };
  return ({ trustPolicy }) => {
    const allows = trustPolicy
      ? upperBound(trustPolicy).statements.filter(({ effect }) => effect === 'Allow')
      : [];
    const patterns = allows.flatMap(({ principals }) => principals?.patterns ?? []);
    const inverted = allows.some(({ principals }) => principals?.negated);
    const named = inverted ? [everyone] : patterns.map(namedBy);
    const accounts = patterns.flatMap((one) => (one.kind === 'account' ? [one.account] : []));
    return { named, accounts: new Set(accounts) };
  };
}

function providerOf({ caller }: Subject): string {
  const { principal } = upperBound(caller);
  return principal.kind === 'federated' ? principal.provider : '';
}

function accountOf({ caller }: Subject): string {
  return principalFacts(upperBound(caller).principal).account ?? '';
}
