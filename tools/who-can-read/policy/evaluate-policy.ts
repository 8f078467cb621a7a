import type { RequestContext } from '../context/request-context.ts';
import type { PrincipalFacts } from '../principal/principal-facts.ts';
import { type ConditionResult, evaluateCondition } from './conditions/evaluate-condition.ts';
import { matchPrincipal, type PrincipalMatch } from './match-principal.ts';
import { matchTemplate } from './match-value-pattern.ts';
import type { Patterns, PolicyDocument, Statement } from './policy-document.ts';
import { all, any, not, type Truth } from './ternary.ts';
import type { Template } from './value-pattern.ts';

/** A request, as policies see it. */
export interface PolicyRequest {
  readonly facts: PrincipalFacts;
  /** Lower-cased: `kms:decrypt`. */
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

/** A statement that is about the request, and whether it applies. */
export interface Application {
  readonly statement: Statement;
  /** Of the whole statement, by whichever name it reached the principal. */
  readonly truth: Truth;
  /** By each name that reached the principal; one entry in policies without Principal. */
  readonly reached: readonly PrincipalMatch[];
  readonly conditions: readonly ConditionResult[];
  /** Set when a variable in Resource could not be looked up: the keys it needs. */
  readonly resourceKeys: readonly string[];
}

const ITSELF: readonly PrincipalMatch[] = [{ via: 'principal', truth: 'yes' }];

/**
 * Statements of a policy whose principal, action and resource fit the request, in order, each with
 * the outcome of its conditions.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluatePolicy(policy: PolicyDocument, request: PolicyRequest): Application[] {
  const found: Application[] = [];
  for (const statement of policy.statements) {
    const application = evaluateStatement(statement, request);
    if (application) found.push(application);
  }
  return found;
}

function evaluateStatement(statement: Statement, request: PolicyRequest): Application | undefined {
  const { facts, action, resource, context } = request;
  if (matchPatterns(statement.actions, action, context) === 'no') return undefined;
  const onResource = statement.resources
    ? matchPatterns(statement.resources, resource, context)
    : 'yes';
  if (onResource === 'no') return undefined;
  const matches = statement.principals
    ? matchPrincipal(statement.principals, facts, statement.effect)
    : ITSELF;
  if (matches.length === 0) return undefined;
  const conditions = statement.conditions.map((one) => evaluateCondition(one, context));
  const rest = all([onResource, ...conditions.map(({ truth }) => truth)]);
  const reached = matches.map(({ via, truth }) => ({ via, truth: all([truth, rest]) }));
  return {
    statement,
    truth: any(reached.map(({ truth }) => truth)),
    reached,
    conditions,
    resourceKeys: onResource === 'unknown' ? variablesOf(statement.resources?.patterns) : [],
  };
}

function matchPatterns(
  { negated, patterns }: Patterns<Template>,
  text: string,
  context: RequestContext,
): Truth {
  let found: Truth = 'no';
  for (const pattern of patterns) {
    const match = matchTemplate(pattern, text, context);
    if (match === 'yes') return negated ? 'no' : 'yes';
    // A variable without a value matches nothing; "not this" is then not certain either.
    if (match === 'unknown' || (negated && match === 'unresolved')) found = 'unknown';
  }
  return negated ? not(found) : found;
}

function variablesOf(patterns: readonly Template[] = []): readonly string[] {
  return patterns.flatMap(({ tokens }) =>
    tokens.flatMap((token) => (token.kind === 'variable' ? [token.key] : [])),
  );
}
