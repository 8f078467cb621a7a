import { type RuleId, statementText } from 'who-can-read';
import type { SuggestedFix } from '../contract.ts';
import { iamFix } from './iam-fix.ts';
import { keyPolicyFix } from './key-policy-fix.ts';
import { keyStateFix } from './key-state-fix.ts';
import type { RequestedDecision } from './requested-call.ts';

type Finder = (
  asked: RequestedDecision,
  all: readonly RequestedDecision[],
) => SuggestedFix | undefined;

/** By what refused it. A rule that is not here has no fix within the reach of this account. */
const finders: Partial<Record<RuleId, Finder>> = {
  'no-resource-policy': keyPolicyFix,
  'no-identity-policy': iamFix,
  'key-state': ({ key }) => key && keyStateFix(key.key),
  'explicit-deny-resource-policy': denied,
  'explicit-deny-identity-policy': denied,
  'explicit-deny-permissions-boundary': denied,
  'explicit-deny-session-policy': denied,
  'no-permissions-boundary': ({ verdict }) => ({
    text: `The permissions boundary of ${verdict.principal} would have to allow ${verdict.action}.`,
  }),
  'no-session-policy': ({ verdict }) => ({
    text: `A session whose own policy allows ${verdict.action} would have to be taken.`,
  }),
};

/** What would have to change, for the first decision that refuses; each was tried out. */
export function suggestFixes(asked: readonly RequestedDecision[]): readonly SuggestedFix[] {
  const first = asked.find(({ verdict }) => verdict.outcome === 'denied');
  const fix = first && finders[first.verdict.rule]?.(first, asked);
  return fix ? [fix] : [];
}

/** No Allow overrules a Deny. */
function denied({ verdict: { matched, principal } }: RequestedDecision): SuggestedFix {
  const denies = matched.filter(({ effect }) => effect === 'Deny').map(statementText);
  return {
    text: `No Allow overrules a Deny: ${denies.join(' and ')} would have to go, or to leave ${principal} out.`,
  };
}
