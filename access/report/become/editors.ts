import { atMost } from '../../read/reading.ts';
import { couldAllow } from '../could-allow.ts';
import type { Subject } from '../situation.ts';

/** Actions that change what another may do. */
const editing = [
  ...['iam:PutUserPolicy', 'iam:AttachUserPolicy', 'iam:PutRolePolicy', 'iam:AttachRolePolicy'],
  ...['iam:PutGroupPolicy', 'iam:AttachGroupPolicy'],
  ...['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'],
];

/** Whether somebody might change what another may do, as far as his own policies go. */
export function canEdit({ caller }: Subject): boolean {
  const { principal, identityPolicies } = atMost(caller);
  return principal.kind === 'root' || editing.some((one) => couldAllow(identityPolicies, one));
}
