import type { GrantListEntry } from '@aws-sdk/client-kms';
import { parseArn } from '../arn.ts';
import type { Grant, GrantConstraints } from '../kms/grant.ts';

/**
 * Returns a grant from the response of ListGrants.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html
 */
export function grantOf(entry: GrantListEntry): Grant {
  const { GrantId = '', Operations = [] } = entry;
  const retiring = entry.RetiringPrincipal ?? entry.RetiringServicePrincipal;
  const constraints = constraintsOf(entry.Constraints);
  return {
    id: GrantId,
    granteePrincipal: entry.GranteePrincipal ?? entry.GranteeServicePrincipal ?? '',
    operations: Operations,
    ...(entry.IssuingAccount === undefined
      ? {}
      : { issuingAccount: accountId(entry.IssuingAccount) }),
    ...(retiring === undefined ? {} : { retiringPrincipal: retiring }),
    ...(constraints ? { constraints } : {}),
  };
}

/** ListGrants writes an account as the ARN of its root user. */
function accountId(text: string): string {
  return text.startsWith('arn:') ? parseArn(text).account : text;
}

function constraintsOf(found: GrantListEntry['Constraints']): GrantConstraints | undefined {
  if (!found) return undefined;
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset, SourceArn } = found;
  return {
    ...(equals ? { encryptionContextEquals: equals } : {}),
    ...(subset ? { encryptionContextSubset: subset } : {}),
    ...(SourceArn === undefined ? {} : { sourceArn: SourceArn }),
  };
}
