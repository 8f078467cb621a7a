import { type RuleId, rules } from './rule-ids.ts';
import type { Verdict } from './verdict.ts';

/**
 * Returns the verdict if a rule other than a policy denies. An explicit Deny stays the reason, because
 * it always applies.
 */
export function overrideVerdict(verdict: Verdict, rule: RuleId, detail = ''): Verdict {
  if (verdict.rule.startsWith('explicit-deny-')) return verdict;
  const { grant: _, ...rest } = verdict;
  const reason = detail === '' ? rules[rule] : `${rules[rule].slice(0, -1)}: ${detail}.`;
  return { ...rest, outcome: 'denied', rule, reason, unknown: [] };
}
