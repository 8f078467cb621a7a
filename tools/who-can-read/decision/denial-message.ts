import type { RuleId } from './rule-ids.ts';
import type { Verdict } from './verdict.ts';

const kinds: readonly (readonly [suffix: string, words: string])[] = [
  ['service-control-policy', 'service control policy'],
  ['resource-control-policy', 'resource control policy'],
  ['resource-policy', 'resource-based policy'],
  ['identity-policy', 'identity-based policy'],
  ['permissions-boundary', 'permissions boundary'],
  ['session-policy', 'session policy'],
];

/**
 * Returns the message of AWS for a denied request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 * An unknown verdict gets a sentence that says so: AWS would know the value.
 */
export function denialMessage(verdict: Verdict): string {
  const { principal, action, resource } = verdict;
  const head = `User: ${principal} is not authorized to perform: ${action} on resource: ${resource}`;
  return `${head} ${because(verdict)}`;
}

function because({ rule, action, outcome, reason }: Verdict): string {
  const words = kindWords(rule);
  if (outcome === 'unknown' || !words) return `because this could not be decided: ${reason}`;
  if (rule.startsWith('explicit-deny-')) {
    return `with an explicit deny in ${article(words)} ${words}`;
  }
  return `because no ${words} allows the ${action} action`;
}

function kindWords(rule: RuleId): string | undefined {
  // An operation that KMS does not support with a key of another account.
  if (rule === 'not-across-accounts' || rule === 'no-grant') return 'resource-based policy';
  return kinds.find(([suffix]) => rule.endsWith(suffix))?.[1];
}

function article(words: string): string {
  return words.startsWith('i') ? 'an' : 'a';
}
