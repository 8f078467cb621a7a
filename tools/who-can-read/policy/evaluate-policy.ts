import type { RequestContext } from '../context/request-context.ts';
import type { PrincipalFacts } from '../principal/principal-facts.ts';
import { type ConditionResult, evaluateCondition } from './conditions/evaluate-condition.ts';
import { matchPrincipal, type PrincipalMatch } from './match-principal.ts';
import { matchValuePattern } from './match-value-pattern.ts';
import type { Patterns, PolicyDocument, Statement } from './policy-document.ts';
import { all, any, not, type Ternary } from './ternary.ts';
import type { ValuePattern } from './value-pattern.ts';

/** A request, as policies see it. */
export interface PolicyRequest {
  readonly facts: PrincipalFacts;
  /** Lower-cased: `kms:decrypt`. */
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

/** A statement that is about the request, and whether it applies. */
export interface StatementMatch {
  readonly statement: Statement;
  /** Of the whole statement, by whichever name it reached the principal. */
  readonly holds: Ternary;
  /** By each name that reached the principal; one entry in policies without Principal. */
  readonly reached: readonly PrincipalMatch[];
  readonly conditions: readonly ConditionResult[];
  /** Set when a variable in Resource could not be looked up: the keys it needs. */
  readonly resourceKeys: readonly string[];
}

const NO_PRINCIPAL_ELEMENT: readonly PrincipalMatch[] = [{ via: 'principal', holds: 'yes' }];

/**
 * Statements of a policy whose principal, action and resource fit the request, in order, each with
 * the outcome of its conditions.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluatePolicy(policy: PolicyDocument, request: PolicyRequest): StatementMatch[] {
  const found: StatementMatch[] = [];
  for (const statement of policy.statements) {
    const match = evaluateStatement(statement, request);
    if (match) found.push(match);
  }
  return found;
}

function evaluateStatement(
  statement: Statement,
  request: PolicyRequest,
): StatementMatch | undefined {
  const { facts, action, resource, context } = request;
  if (matchPatterns(statement.actions, action, context) === 'no') return undefined;
  const onResource = statement.resources
    ? matchPatterns(statement.resources, resource, context)
    : 'yes';
  if (onResource === 'no') return undefined;
  const matches = statement.principals
    ? matchPrincipal(statement.principals, facts, statement.effect)
    : NO_PRINCIPAL_ELEMENT;
  if (matches.length === 0) return undefined;
  const conditions = statement.conditions.map((one) => evaluateCondition(one, context));
  const rest = all([onResource, ...conditions.map(({ holds }) => holds)]);
  const reached = matches.map(({ via, holds }) => ({ via, holds: all([holds, rest]) }));
  return {
    statement,
    holds: any(reached.map(({ holds }) => holds)),
    reached,
    conditions,
    resourceKeys: onResource === 'unknown' ? variablesOf(statement.resources?.patterns) : [],
  };
}

function matchPatterns(
  { negated, patterns }: Patterns<ValuePattern>,
  text: string,
  context: RequestContext,
): Ternary {
  let found: Ternary = 'no';
  for (const pattern of patterns) {
    const match = matchValuePattern(pattern, text, context);
    if (match === 'yes') return negated ? 'no' : 'yes';
    // A variable without a value matches nothing; "not this" is then not certain either.
    if (match === 'unknown' || (negated && match === 'unresolved')) found = 'unknown';
  }
  return negated ? not(found) : found;
}

function variablesOf(patterns: readonly ValuePattern[] = []): readonly string[] {
  return patterns.flatMap(({ tokens }) =>
    tokens.flatMap((token) => (token.kind === 'variable' ? [token.key] : [])),
  );
}
