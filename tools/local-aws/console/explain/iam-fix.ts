import { decideIdentity, decideKms, parseArn, parsePolicy } from 'who-can-read';
import type { SuggestedFix } from '../contract.ts';
import type { RequestedDecision } from './requested-call.ts';

/**
 * Returns the statement that the policies of the principal lack. It is returned only when the policy
 * engine allows the step with it.
 */
export function iamFix(asked: RequestedDecision): SuggestedFix | undefined {
  const { caller, verdict, key } = asked;
  const { action, resource, principal } = verdict;
  const statement = { Effect: 'Allow', Action: action, Resource: resource };
  const document = { Version: '2012-10-17', Statement: [statement] };
  const added = parsePolicy(document, 'identity-policy', 'it');
  const richer = { ...caller, identityPolicies: [...caller.identityPolicies, added] };
  const again = key
    ? decideKms({ request: key.request, caller: richer, key: key.key })
    : decideIdentity({ caller: richer, action, resource, resourceAccount: accountOf(asked) });
  if (again.outcome !== 'allowed') return undefined;
  const leaves = key ? 'The key policy leaves this decision to IAM. ' : '';
  return {
    text: `${leaves}An IAM policy of ${principal} needs a statement like this one. With it, the policy engine allows this step.`,
    statement: JSON.stringify(statement, null, 2),
  };
}

function accountOf({ caller: { principal }, verdict: { resource } }: RequestedDecision): string {
  if (resource !== '*') return parseArn(resource).account;
  return 'arn' in principal ? parseArn(principal.arn).account : '';
}
