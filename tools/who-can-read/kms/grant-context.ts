import { type ContextInput, type ContextLayer, contextLayer } from '../context/request-context.ts';
import type { GrantConstraints } from './grant.ts';
import type { KmsRequest } from './kms-request.ts';

const onGrants = ['CreateGrant', 'ListGrants', 'RevokeGrant'];
const keys = [
  'kms:GrantIsForAWSResource',
  'kms:GranteePrincipal',
  'kms:RetiringPrincipal',
  'kms:GranteeServicePrincipal',
  'kms:RetiringServicePrincipal',
  'kms:GrantOperations',
  'kms:GrantConstraintType',
  'kms:GrantConstraintSourceArn',
];
const none: ContextInput = Object.fromEntries(keys.map((key) => [key, null]));
const noneOfThem = contextLayer(none);

/**
 * Condition keys of requests about grants. Other requests do not have them. A CreateGrant request
 * without details can be for any grant, so the contents of the grant are unknown.
 * https://docs.aws.amazon.com/kms/latest/developerguide/grant-authorization.html
 */
export function grantContext({ operation, grant }: KmsRequest): ContextInput | ContextLayer {
  const forAws =
    grant?.forAwsResource === undefined
      ? {}
      : { 'kms:GrantIsForAWSResource': String(grant.forAwsResource) };
  if (!onGrants.includes(operation)) return noneOfThem;
  if (operation !== 'CreateGrant') {
    const { 'kms:GrantIsForAWSResource': _, ...rest } = none;
    return { ...rest, ...forAws };
  }
  if (!grant) return {};
  return {
    ...forAws,
    'kms:GranteePrincipal': grant.granteePrincipal ?? null,
    'kms:RetiringPrincipal': grant.retiringPrincipal ?? null,
    'kms:GranteeServicePrincipal': grant.granteeServicePrincipal ?? null,
    'kms:RetiringServicePrincipal': grant.retiringServicePrincipal ?? null,
    ...(grant.operations ? { 'kms:GrantOperations': grant.operations } : {}),
    'kms:GrantConstraintType': constraintType(grant.constraints),
    'kms:GrantConstraintSourceArn': grant.constraints?.sourceArn ?? null,
  };
}

function constraintType(constraints: GrantConstraints = {}): string | null {
  if (constraints.encryptionContextEquals) return 'EncryptionContextEquals';
  return constraints.encryptionContextSubset ? 'EncryptionContextSubset' : null;
}
