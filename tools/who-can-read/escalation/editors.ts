import { upperBound } from '../account/partial-knowledge.ts';
import type { Subject } from '../report/access-model.ts';
import { mightAllow } from '../report/might-allow.ts';

/** Actions that change what another may do. */
const editing = [
  ...['iam:PutUserPolicy', 'iam:AttachUserPolicy', 'iam:PutRolePolicy', 'iam:AttachRolePolicy'],
  ...['iam:PutGroupPolicy', 'iam:AttachGroupPolicy'],
  ...['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'],
];

/** Whether somebody might change what another may do, as far as his own policies go. */
export function canEdit({ caller }: Subject): boolean {
  const { principal, identityPolicies } = upperBound(caller);
  return principal.kind === 'root' || editing.some((one) => mightAllow(identityPolicies, one));
}
