import type { RequestContext } from '../context/request-context.ts';
import type { StatementMatch } from '../policy/evaluate-policy.ts';
import type { Via } from '../policy/match-principal.ts';
import type { Statement } from '../policy/policy-document.ts';
import { any } from '../policy/ternary.ts';
import type { UnknownReason } from '../policy/unknown-reason.ts';
import type { PrincipalFacts } from '../principal/principal-facts.ts';
import { decidingAllow, namedBy, nearestMiss } from './cited-statement.ts';
import { failedConditions, statementRef, unknownNames, unknownReasons } from './evidence.ts';
import { evaluateLayers, type LayerInput, type Layers, layerNames } from './layers.ts';
import {
  allowingPaths,
  crossesAccounts,
  denyingRule,
  type GrantPath,
  type Path,
  type PathInput,
} from './paths.ts';
import { reasonText } from './reason.ts';
import type { RuleId } from './rule-ids.ts';
import type { Outcome, Verdict } from './verdict.ts';

/** The facts for a decision. */
export interface DecisionInput extends LayerInput {
  readonly facts: PrincipalFacts;
  /** `kms:Decrypt` */
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  readonly context: RequestContext;
  readonly identityAloneIsEnough: boolean;
  readonly grants?: readonly GrantPath[];
}

interface Ruling {
  readonly outcome: Outcome;
  readonly rule: RuleId;
  readonly path?: Path;
  /** The names of the principal by which a statement allows. */
  readonly vias?: readonly Via[];
  /** Why the outcome is unknown. */
  readonly reasons?: readonly UnknownReason[];
}

/**
 * Decides one request: an explicit Deny anywhere wins, the organization must allow, and one path
 * must allow. A decision that depends on an unknown value is unknown.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function decide(input: DecisionInput): Verdict {
  const { facts, action, resource, context, grants = [] } = input;
  const hasBoundary = input.caller.boundary !== undefined;
  const request = { facts, action: action.toLowerCase(), resource, context, hasBoundary };
  const layers = evaluateLayers(input, request);
  const matches = layerNames.flatMap((name) => layers[name].matches);
  const sorted = [...withEffect(matches, 'Deny'), ...withEffect(matches, 'Allow')];
  const asked = { ...input, layers, grants };
  const ruling = rule(asked, unknownReasons(sorted));
  const matched = sorted
    .filter(({ holds }) => holds === 'yes')
    .map((a) => statementRef(a.statement));
  const failed = failedConditions(sorted);
  const unknown = unknownNames(ruling.reasons ?? []);
  const decisive = decidingStatement(ruling, layers, facts);
  const names = decisive && namedBy(decisive, facts);
  const isDenied = ruling.outcome === 'denied';
  const miss = isDenied ? nearestMiss(ruling.rule, layers, crossesAccounts(asked)) : undefined;
  const named = ruling.outcome === 'allowed' || ruling.rule === 'not-documented';
  const grant = named ? ruling.path?.grant?.id : undefined;
  const reason = reasonText({
    ...{ action, rule: ruling.rule, unknown },
    ...(decisive ? { decisive: statementRef(decisive) } : {}),
    ...(names ? { names } : {}),
    ...(miss ? { miss } : {}),
    ...(grant === undefined ? {} : { grant }),
  });
  return {
    ...{ outcome: ruling.outcome, rule: ruling.rule, reason },
    ...{ principal: facts.name, action, resource, matched, failed, unknown },
    ...(grant !== undefined && ruling.outcome === 'allowed' ? { grant } : {}),
  };
}

function rule(input: PathInput, reasons: readonly UnknownReason[]): Ruling {
  const { layers } = input;
  const denies = layerNames.find((name) => layers[name].deny === 'yes');
  if (denies) return { outcome: 'denied', rule: `explicit-deny-${denies}` };
  for (const name of ['service-control-policy', 'resource-control-policy'] as const) {
    if (layers[name].allow === 'no') return { outcome: 'denied', rule: `no-${name}` };
  }
  const paths = allowingPaths(input);
  const found = any(paths.map(({ holds }) => holds));
  if (found === 'no') return { outcome: 'denied', rule: denyingRule(input) };
  const limited =
    layerNames.some((name) => layers[name].deny === 'unknown') ||
    layers['service-control-policy'].allow === 'unknown' ||
    layers['resource-control-policy'].allow === 'unknown';
  const path = paths.find(({ holds }) => holds === found);
  if (found === 'yes' && !limited && path) {
    const same = paths.filter(({ holds, rule: id }) => holds === 'yes' && id === path.rule);
    const vias = same.flatMap((one) => one.vias);
    return { outcome: 'allowed', rule: path.rule, path, vias };
  }
  const all = [...reasons, ...(path?.grant?.unknown ?? [])];
  const undocumented = path?.rule === 'not-documented' && !limited;
  const rule = undocumented ? 'not-documented' : ruleOf(all);
  return { outcome: 'unknown', rule, reasons: all, ...(path ? { path } : {}) };
}

/** The rule of an unknown answer. Values that can be determined come before values that cannot. */
function ruleOf(reasons: readonly UnknownReason[]): RuleId {
  if (reasons.some(({ kind }) => kind === 'hole')) return 'unknown-policy-value';
  if (reasons.some(({ kind }) => kind === 'context-key')) return 'unknown-condition-value';
  return 'not-documented';
}

/** Returns the statement that decides; none if no statement decides. */
function decidingStatement(
  { outcome, rule: id, vias = [] }: Ruling,
  layers: Layers,
  facts: PrincipalFacts,
): Statement | undefined {
  if (outcome === 'denied') {
    const denying = layerNames.find((name) => id === `explicit-deny-${name}`);
    const denies = denying ? withEffect(layers[denying].matches, 'Deny') : [];
    return denies.find(({ holds }) => holds === 'yes')?.statement;
  }
  const layer = id === 'identity-policy' ? id : 'resource-policy';
  return decidingAllow(layers[layer].matches, vias, facts)?.statement;
}

function withEffect(matches: readonly StatementMatch[], effect: 'Allow' | 'Deny') {
  return matches.filter(({ statement }) => statement.effect === effect);
}
