import { upperBound } from '../account/partial-knowledge.ts';
import type { Subject } from '../report/access-model.ts';
import { mightAllow } from '../report/might-allow.ts';

/** Actions that change the permissions of another principal. */
const editing = [
  ...['iam:PutUserPolicy', 'iam:AttachUserPolicy', 'iam:PutRolePolicy', 'iam:AttachRolePolicy'],
  ...['iam:PutGroupPolicy', 'iam:AttachGroupPolicy'],
  ...['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'],
];

/** Returns whether a principal's own policies might allow it to change the permissions of another one. */
export function canEdit({ caller }: Subject): boolean {
  const { principal, identityPolicies } = upperBound(caller);
  return principal.kind === 'root' || editing.some((one) => mightAllow(identityPolicies, one));
}
