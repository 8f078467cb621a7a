import { knowledge, upperBound } from '../account/partial-knowledge.ts';
import { parseArn } from '../arn.ts';
import type { PolicyDocument, Statement } from '../policy/policy-document.ts';
import type { PrincipalPattern } from '../policy/principal-pattern.ts';
import type { Federated } from '../principal/principal.ts';
import type { Subject } from './access-model.ts';

/** The provider in trust policies for identities of Amazon Cognito identity pools. */
const COGNITO = 'cognito-identity.amazonaws.com';
const AUTHENTICATION = 'cognito-identity.amazonaws.com:amr';

/**
 * Returns a row for the identities of a provider that a trust policy names. A Cognito identity pool
 * can give credentials to anyone without a login, so it has a second row for them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
export function federatedSubjects(provider: string): readonly Subject[] {
  const own = subject(provider, `an identity of ${displayName(provider)}`, {
    ...{ kind: 'federated', provider },
  });
  if (provider !== COGNITO) return [own];
  const guest: Federated = {
    ...{ kind: 'federated', provider },
    claims: { [AUTHENTICATION]: ['unauthenticated'] },
  };
  const words = 'anyone, as an unauthenticated identity of an Amazon Cognito identity pool';
  return [own, subject(`${provider} (unauthenticated)`, words, guest)];
}

function subject(id: string, name: string, principal: Federated): Subject {
  return {
    ...{ id, name, origin: 'policy', managedPolicyArns: [], groupArns: [] },
    caller: knowledge({ principal, identityPolicies: [] }),
  };
}

/** `oidc-provider/token.actions.githubusercontent.com`, or the provider as the policy names it. */
function displayName(provider: string): string {
  if (provider === COGNITO) return 'an Amazon Cognito identity pool';
  if (!provider.startsWith('arn:')) return provider;
  const { resource } = parseArn(provider);
  // IAM Identity Center makes this provider in each account.
  // https://docs.aws.amazon.com/singlesignon/latest/userguide/identity-center-and-iam-roles.html
  return resource.startsWith('saml-provider/AWSSSO_')
    ? `IAM Identity Center (${resource})`
    : resource;
}

/**
 * Returns the call by which an identity of a provider assumes a role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html
 */
export function federatedAction({
  provider,
}: Federated): 'AssumeRoleWithSAML' | 'AssumeRoleWithWebIdentity' {
  return provider.includes(':saml-provider/') ? 'AssumeRoleWithSAML' : 'AssumeRoleWithWebIdentity';
}

/**
 * Returns the conditions that an identity of a provider must meet to assume a role, in words; empty if
 * the trust policy has none.
 */
export function conditionsFor(provider: string, trustPolicy: PolicyDocument): string {
  const allowing = trustPolicy.statements.filter(
    (statement) => statement.effect === 'Allow' && names(statement, provider),
  );
  const texts = allowing.map(({ conditions }) =>
    conditions
      .map(({ written, key, values }) => `${key} ${written} ${values.map(quoted).join(' or ')}`)
      .join(' and '),
  );
  return texts.includes('') ? '' : [...new Set(texts)].join('; or ');
}

const quoted = (value: string): string => JSON.stringify(value);

function names({ principals }: Statement, provider: string): boolean {
  if (!principals) return false;
  return principals.negated || principals.patterns.some((one) => reaches(one, provider));
}

function reaches(pattern: PrincipalPattern, provider: string): boolean {
  switch (pattern.kind) {
    case 'everyone':
    case 'every-federated':
    case 'partial':
      return true;
    case 'federated':
      return pattern.provider === provider;
    default:
      return false;
  }
}

/** Returns whether a row is for identities of a provider. */
export function isFederated({ caller }: Subject): boolean {
  return upperBound(caller).principal.kind === 'federated';
}
