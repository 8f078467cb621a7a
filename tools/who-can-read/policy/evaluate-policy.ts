import { contextValues, type RequestContext } from '../context/request-context.ts';
import type { PrincipalFacts } from '../principal/principal-facts.ts';
import { type ConditionResult, evaluateCondition } from './conditions/evaluate-condition.ts';
import { matchPrincipal, type PrincipalMatch, unknownInPrincipal } from './match-principal.ts';
import { matchValuePattern } from './match-value-pattern.ts';
import type { Patterns, PolicyDocument, Statement } from './policy-document.ts';
import { all, any, not, type Ternary } from './ternary.ts';
import { holeReasons, type UnknownReason } from './unknown-reason.ts';
import type { ValuePattern } from './value-pattern.ts';

/** The values of a request that policies use. */
export interface PolicyRequest {
  readonly facts: PrincipalFacts;
  /** Whether the principal has a permissions boundary. */
  readonly hasBoundary: boolean;
  /** Lower-cased: `kms:decrypt`. */
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

/** A statement that matches the request, and whether it applies. */
export interface StatementMatch {
  readonly statement: Statement;
  /** The result of the whole statement, for any name of the principal. */
  readonly holds: Ternary;
  /** The result for each name that matched the principal; one entry in policies without Principal. */
  readonly reached: readonly PrincipalMatch[];
  readonly conditions: readonly ConditionResult[];
  /** Why the answer is unknown; empty for a known answer. */
  readonly unknown: readonly UnknownReason[];
}

const NO_PRINCIPAL_ELEMENT: readonly PrincipalMatch[] = [{ via: 'principal', holds: 'yes' }];

/**
 * Returns the statements whose principal, action and resource match the request, in order, each with
 * the result of its conditions.
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
  const { facts, action, resource, context, hasBoundary } = request;
  const { actions, resources, principals, mayExist = [] } = statement;
  const onAction = matchPatterns(actions, action, context);
  if (onAction === 'no') return undefined;
  const onResource = resources ? matchPatterns(resources, resource, context) : 'yes';
  if (onResource === 'no') return undefined;
  const matches = principals
    ? matchPrincipal(principals, facts, statement.effect, hasBoundary)
    : NO_PRINCIPAL_ELEMENT;
  if (matches.length === 0) return undefined;
  const conditions = statement.conditions.map((one) => evaluateCondition(one, context));
  const exists = mayExist.length === 0 ? 'yes' : 'unknown';
  const rest = all([onAction, onResource, exists, ...conditions.map(({ holds }) => holds)]);
  const reached = matches.map(({ via, holds }) => ({ via, holds: all([holds, rest]) }));
  const holds = any(reached.map((one) => one.holds));
  const unknown = [
    ...conditions.flatMap((one) => one.unknown),
    ...(onAction === 'unknown' ? unknownInPatterns(actions, action, context) : []),
    ...(onResource === 'unknown' && resources
      ? unknownInPatterns(resources, resource, context)
      : []),
    ...(principals && any(matches.map((one) => one.holds)) === 'unknown'
      ? unknownInPrincipal(principals, facts, statement.effect)
      : []),
    ...mayExist.map((name) => ({ kind: 'hole', name }) as const),
  ];
  return { statement, holds, reached, conditions, unknown: holds === 'unknown' ? unknown : [] };
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
    // A variable without a value matches nothing, so the result of the `Not` form is not certain.
    const mayLackValue = negated && isAnyUnknown(pattern, context);
    if (match === 'unknown' || (negated && match === 'unresolved') || mayLackValue) {
      found = 'unknown';
    }
  }
  return negated ? not(found) : found;
}

/** Returns whether a variable has an unknown value, which can also be absent. */
function isAnyUnknown({ tokens }: ValuePattern, context: RequestContext): boolean {
  return tokens.some(
    (token) =>
      token.kind === 'variable' && contextValues(context, token.key.toLowerCase()) === undefined,
  );
}

function unknownInPatterns(
  { negated, patterns }: Patterns<ValuePattern>,
  text: string,
  context: RequestContext,
): readonly UnknownReason[] {
  const names = patterns.flatMap(({ tokens }) =>
    tokens.flatMap((token) => (token.kind === 'variable' ? [token.key] : [])),
  );
  const unknown = names.filter((name) => contextValues(context, name.toLowerCase()) === undefined);
  // AWS does not document NotResource with a variable that has no value or no effect.
  const silent =
    patterns.some(({ undocumented }) => undocumented) ||
    (negated &&
      patterns.some((pattern) => matchValuePattern(pattern, text, context) === 'unresolved'));
  return [
    ...unknown.map((name) => ({ kind: 'context-key', name }) as const),
    ...holeReasons([...patterns.map(({ source }) => source), text]),
    ...(silent ? [{ kind: 'not-documented' } as const] : []),
  ];
}
