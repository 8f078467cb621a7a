import type { Condition } from '../policy/conditions/condition.ts';
import type { StatementMatch } from '../policy/evaluate-policy.ts';
import { type Naming, naming, type Via } from '../policy/match-principal.ts';
import type { Statement } from '../policy/policy-document.ts';
import type { PrincipalFacts } from '../principal/principal-facts.ts';
import { failedConditions } from './evidence.ts';
import type { Layers } from './layers.ts';
import type { RuleId } from './rule-ids.ts';
import type { FailedCondition } from './verdict.ts';

/** The principals that the deciding statement names, in the words of a reason. */
export const named = {
  principal: 'the principal',
  everyone: 'everyone',
  'everyone-in-account': 'everyone in the account',
  'every-service': 'every AWS service',
  'every-federated': 'every federated identity',
  account: 'the account',
} as const;

export type Named = keyof typeof named;

/**
 * Returns the Allow statement that decides: a statement that names the principal by one of the deciding
 * names. A statement that names the principal itself comes before one that names many principals. Within
 * an account, a statement for the account only delegates the decision.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 *
 * @param vias names that decide, the strongest first.
 */
export function decidingAllow(
  matches: readonly StatementMatch[],
  vias: readonly Via[],
  facts: PrincipalFacts,
): StatementMatch | undefined {
  const viaOf = ({ reached }: StatementMatch) =>
    vias.findIndex((via) => reached.some((one) => one.via === via && one.holds === 'yes'));
  const deciding = matches.filter((one) => one.statement.effect === 'Allow' && viaOf(one) >= 0);
  return lowest(deciding, (one) => [
    order.indexOf(one.statement.principals ? naming(one.statement.principals, facts) : 'principal'),
    viaOf(one),
  ]);
}

const order: readonly Naming[] = [
  ...(['principal', 'everyone', 'every-service', 'every-federated', 'account'] as const),
];

/** Returns the words for the principals that a statement of a resource policy names. */
export function namedBy(
  { principals, conditions }: Statement,
  facts: PrincipalFacts,
): Named | undefined {
  if (!principals) return undefined;
  const found = naming(principals, facts);
  const isBound = conditions.some((one) => asksForAccount(one, facts.account));
  return found === 'everyone' && isBound ? 'everyone-in-account' : found;
}

/**
 * Returns whether a condition allows only callers of the account.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-caller-account
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalaccount
 */
function asksForAccount(
  { name, operator, ifExists, values }: Condition,
  account: string | undefined,
): boolean {
  const isOfCaller = name === 'kms:calleraccount' || name === 'aws:principalaccount';
  const isEqual = operator === 'StringEquals' || operator === 'StringLike';
  return isOfCaller && isEqual && !ifExists && values.every((value) => value === account);
}

/**
 * Returns why the nearest Allow statement does not apply. It is the statement with the fewest failed
 * conditions that is about this principal, action and resource and would change the answer. An unknown
 * condition is nearer than a failed one. A statement that names the principal is nearer than one that
 * delegates the decision to the account. Of equal statements, the first one counts.
 *
 * @param rule the rule that denies, for lack of an Allow.
 * @param isForeign whether the principal belongs to another account than the resource.
 */
export function nearestMiss(
  rule: RuleId,
  layers: Layers,
  isForeign: boolean,
): FailedCondition | undefined {
  const lacking = layers[layerThatLacks(rule)].matches;
  // Within an account, a resource policy that names the principal is enough without an identity policy.
  const instead =
    rule === 'no-identity-policy' && !isForeign
      ? layers['resource-policy'].matches.filter((match) => !isForAccount(match))
      : [];
  const citable = [...lacking, ...instead].filter(
    (match) => match.statement.effect === 'Allow' && failedConditions([match]).length > 0,
  );
  const nearest = lowest(citable, (match) => [
    match.conditions.filter(({ holds }) => holds === 'no').length,
    match.conditions.filter(({ holds }) => holds === 'unknown').length,
    isForAccount(match) ? 1 : 0,
  ]);
  return nearest && failedConditions([nearest])[0];
}

const isForAccount = ({ reached }: StatementMatch) => reached.every(({ via }) => via === 'account');

function layerThatLacks(rule: RuleId): keyof Layers {
  switch (rule) {
    case 'no-service-control-policy':
      return 'service-control-policy';
    case 'no-identity-policy':
      return 'identity-policy';
    case 'no-permissions-boundary':
      return 'permissions-boundary';
    case 'no-session-policy':
      return 'session-policy';
    default:
      return 'resource-policy';
  }
}

/** Returns the first item with the lowest rank. Ranks are compared number by number. */
function lowest<Item>(
  items: readonly Item[],
  rank: (item: Item) => readonly number[],
): Item | undefined {
  const compare = (a: readonly number[], b: readonly number[]) =>
    a.map((one, index) => one - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
  return [...items].sort((a, b) => compare(rank(a), rank(b)))[0];
}
