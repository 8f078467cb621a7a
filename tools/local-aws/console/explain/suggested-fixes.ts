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

/** By the rule that denied. For other rules, no change in this account would help. */
const finders: Partial<Record<RuleId, Finder>> = {
  'no-resource-policy': keyPolicyFix,
  'no-identity-policy': iamFix,
  'key-state': ({ key }) => key && keyStateFix(key.key),
  'explicit-deny-resource-policy': denied,
  'explicit-deny-identity-policy': denied,
  'explicit-deny-permissions-boundary': denied,
  'explicit-deny-session-policy': denied,
  'no-permissions-boundary': ({ verdict }) => ({
    text: `The permissions boundary of ${verdict.principal} must allow ${verdict.action}.`,
  }),
  'no-session-policy': ({ verdict }) => ({
    text: `Start a session whose session policy allows ${verdict.action}.`,
  }),
};

/** Returns what would have to change, for the first decision that denies. Each change was tried. */
export function suggestFixes(asked: readonly RequestedDecision[]): readonly SuggestedFix[] {
  const first = asked.find(({ verdict }) => verdict.outcome === 'denied');
  const fix = first && finders[first.verdict.rule]?.(first, asked);
  return fix ? [fix] : [];
}

/** An Allow never overrides a Deny. */
function denied({ verdict: { matched, principal } }: RequestedDecision): SuggestedFix {
  const denies = matched.filter(({ effect }) => effect === 'Deny').map(statementText);
  return {
    text: `An Allow never overrides a Deny. Remove ${denies.join(' and ')}, or exclude ${principal} from it.`,
  };
}
