import { type RuleId, statementText } from 'who-can-read';
import type { Remedy } from '../contract.ts';
import { iamRemedy } from './iam-fix.ts';
import { keyPolicyRemedy } from './key-policy-fix.ts';
import { keyStateRemedy } from './key-state-fix.ts';
import type { Asked } from './requested-call.ts';

type Finder = (asked: Asked, all: readonly Asked[]) => Remedy | undefined;

/** By what refused it. A rule that is not here has no remedy within the reach of this account. */
const finders: Partial<Record<RuleId, Finder>> = {
  'no-resource-policy': keyPolicyRemedy,
  'no-identity-policy': iamRemedy,
  'key-state': ({ key }) => key && keyStateRemedy(key.key),
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
export function remediesFor(asked: readonly Asked[]): readonly Remedy[] {
  const first = asked.find(({ verdict }) => verdict.outcome === 'denied');
  const remedy = first && finders[first.verdict.rule]?.(first, asked);
  return remedy ? [remedy] : [];
}

/** No Allow overrules a Deny. */
function denied({ verdict: { matched, principal } }: Asked): Remedy {
  const denies = matched.filter(({ effect }) => effect === 'Deny').map(statementText);
  return {
    text: `No Allow overrules a Deny: ${denies.join(' and ')} would have to go, or to leave ${principal} out.`,
  };
}
