import type { Caller, Organization } from '../principal/caller.ts';
import type { PrincipalFacts } from '../principal/principal-facts.ts';
import type { ContextInput } from './request-context.ts';

/**
 * Returns the condition keys of the account that owns a resource. If the caller belongs to the account,
 * the organization of the account is the organization of the caller.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resource-properties
 *
 * @param given the organization of the account; null: not in an organization; left out: unknown.
 */
export function resourceContext(
  account: string,
  facts: PrincipalFacts,
  caller: Caller,
  given?: Organization | null,
): ContextInput {
  const own = facts.account === account ? caller.organization : undefined;
  const organization = given === undefined ? own : given;
  const fixed = { 'aws:ResourceAccount': account };
  if (organization === undefined) return fixed;
  if (organization === null) {
    return { ...fixed, 'aws:ResourceOrgID': null, 'aws:ResourceOrgPaths': null };
  }
  const { id, paths } = organization;
  return {
    ...fixed,
    'aws:ResourceOrgID': id,
    ...(paths ? { 'aws:ResourceOrgPaths': paths } : {}),
  };
}
