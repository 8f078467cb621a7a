import { upperBound } from '../account/partial-knowledge.ts';
import type { PrincipalPattern } from '../policy/principal-pattern.ts';
import { principalFacts } from '../principal/principal-facts.ts';
import type { Subject } from '../report/access-model.ts';
import { isFederated } from '../report/federated-principals.ts';
import { mightAllow } from '../report/might-allow.ts';

/** Actions that make somebody act as a user or role, whatever that one's trust policy says. */
const taking: Readonly<Record<string, readonly string[]>> = {
  user: ['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile'],
  role: ['iam:UpdateAssumeRolePolicy', 'iam:PassRole'],
};

/**
 * Looks up those who might act as a user or role, as far as their policies and its trust policy go.
 * Who cannot is ruled out without a decision, so that a large account stays quick.
 */
export function roleTakers(subjects: readonly Subject[]): (into: Subject) => ReadonlySet<Subject> {
  const assuming = subjects.filter((one) => might(one, 'sts:AssumeRole'));
  const taken = Object.fromEntries(
    Object.entries(taking).map(([kind, actions]) => [
      kind,
      subjects.filter((one) => actions.some((action) => might(one, action))),
    ]),
  );
  const trusted = trustedBy(subjects);
  return (into) => {
    const { kind } = upperBound(into.caller).principal;
    const actions = taking[kind] ?? [];
    const takers = (taken[kind] ?? []).filter((one) =>
      actions.some((action) => might(one, action, into.id)),
    );
    const { named, accounts } = trusted(into);
    const assumers = accounts.size === 0 ? [] : assuming;
    const delegated = assumers.filter(
      (one) => accounts.has(accountOf(one)) && might(one, 'sts:AssumeRole', into.id),
    );
    return new Set([...takers, ...named, ...delegated]);
  };
}

interface Trusted {
  /** Whom the trust policy names, so that they need no policy of their own. */
  readonly named: readonly Subject[];
  /** Accounts to which it leaves the decision. */
  readonly accounts: ReadonlySet<string>;
}

function trustedBy(subjects: readonly Subject[]): (role: Subject) => Trusted {
  const byId = new Map(subjects.map((subject) => [subject.id, subject] as const));
  const byRoleName = new Map(subjects.map((one) => [one.id.replace(/role\/.*\//, 'role/'), one]));
  const federated = subjects.filter(isFederated);
  const namedBy = (pattern: PrincipalPattern): readonly (Subject | undefined)[] => {
    switch (pattern.kind) {
      case 'everyone':
      // A text with holes can name anyone; the decision tells.
      case 'partial':
        return subjects;
      case 'user':
      case 'role':
        return [byId.get(pattern.arn)];
      case 'role-session': {
        const name = pattern.arn.replace(/assumed-role\/([^/]+)\/.*/, 'role/$1');
        return [byRoleName.get(name.replace(':sts:', ':iam:'))];
      }
      case 'federated':
        return federated.filter((one) => providerOf(one) === pattern.provider);
      case 'every-federated':
        return federated;
      default:
        return [];
    }
  };
  return ({ trustPolicy }) => {
    const allows = trustPolicy
      ? upperBound(trustPolicy).statements.filter(({ effect }) => effect === 'Allow')
      : [];
    const patterns = allows.flatMap(({ principals }) => principals?.patterns ?? []);
    const inverted = allows.some(({ principals }) => principals?.negated);
    const named = inverted
      ? subjects
      : patterns.flatMap(namedBy).filter((one) => one !== undefined);
    const accounts = patterns.flatMap((one) => (one.kind === 'account' ? [one.account] : []));
    return { named, accounts: new Set(accounts) };
  };
}

function might({ caller }: Subject, action: string, resource?: string): boolean {
  const { principal, identityPolicies } = upperBound(caller);
  return principal.kind === 'root' || mightAllow(identityPolicies, action, resource);
}

function providerOf({ caller }: Subject): string {
  const { principal } = upperBound(caller);
  return principal.kind === 'federated' ? principal.provider : '';
}

function accountOf({ caller }: Subject): string {
  return principalFacts(upperBound(caller).principal).account ?? '';
}
